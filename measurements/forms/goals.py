"""What staff type about goals."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measurements.choices import RoleKind
from measurements.forms.fields import DayField, StoredTextField


class GoalForm(forms.Form):
    title = StoredTextField(
        label=_("Goal"),
        help_text=_("What will be different. For example: Adults speak English with confidence."),
    )
    description = StoredTextField(label=_("What it means"), keep_lines=True, required=False)
    review_on = DayField(
        label=_("Look at it again on"),
        required=False,
        help_text=_("A day on which you ask together whether this is still the right goal."),
    )


class StrategyForm(forms.Form):
    title = StoredTextField(
        label=_("Strategy"),
        max_length=300,
        help_text=_("For example: Small groups in three neighborhoods, led by trained volunteers."),
    )


class RoleForm(forms.Form):
    organization = forms.TypedChoiceField(label=_("Organization"), coerce=int)
    kind = forms.ChoiceField(label=_("What it does for this goal"), choices=RoleKind.choices)

    def __init__(self, *args: Any, organizations: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = list(organizations)


class ReviewForm(forms.Form):
    text = StoredTextField(
        label=_("What you decided"),
        keep_lines=True,
        help_text=_("For example: We keep the goal and add a morning group."),
    )
    present = StoredTextField(label=_("Who was present"), keep_lines=True, required=False)
    review_on = DayField(label=_("Look at it again on"), required=False)


class ClosingForm(forms.Form):
    reason = StoredTextField(
        label=_("Why"), keep_lines=True, help_text=_("Members read this beside the goal.")
    )
