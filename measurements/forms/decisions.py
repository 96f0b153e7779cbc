"""What people type about decisions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measurements.forms.fields import DayField, StoredTextField


class DecisionForm(forms.Form):
    text = StoredTextField(
        label=_("Decision"),
        keep_lines=True,
        help_text=_("For example: The parish hall opens on Thursdays from September."),
    )
    decided_on = DayField(label=_("Decided on"))
    present = StoredTextField(
        label=_("Who was present"),
        keep_lines=True,
        required=False,
        help_text=_("People and organizations, one line each."),
    )
    told = StoredTextField(label=_("Who has to be told"), keep_lines=True, required=False)
    review_on = DayField(label=_("Look at it again on"), required=False)
    goals = forms.TypedMultipleChoiceField(
        label=_("Which goals it is about"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, goals: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goals"].choices = list(goals)
        if not self.fields["goals"].choices:
            del self.fields["goals"]

    def given(self) -> dict[str, Any]:
        """The decision's own values."""
        return {name: value for name, value in self.cleaned_data.items() if name != "goals"}

    @property
    def goal_ids(self) -> list[int]:
        return self.cleaned_data.get("goals", [])


class DecisionFilter(forms.Form):
    q = StoredTextField(label=_("Words in it"), max_length=100, required=False)
    goal = forms.TypedChoiceField(label=_("About the goal"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, goals: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = list(goals)
        self.fields["goal"].choices = [("", _("All goals")), *goals]
        if not goals:
            del self.fields["goal"]
