"""What people type about a promise."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measurements.choices import Basis, CommitmentKind
from measurements.forms.fields import DayField, NumberField, StoredTextField
from measurements.models import Commitment, Goal
from partners.models import Agreement, Organization

FIELDS = ("goal", "title", "kind", "quantity", "unit", "basis", "starts_on", "ends_on")


class CommitmentForm(forms.Form):
    organization = forms.ChoiceField(label=_("Organization"))
    goal = forms.ChoiceField(label=_("For which goal"))
    title = StoredTextField(
        label=_("What is promised"), help_text=_("For example: A room for the evening classes.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=CommitmentKind.choices)
    quantity = NumberField(label=_("How much"), required=False)
    unit = StoredTextField(
        label=_("Unit"), required=False, max_length=60, help_text=_("For example: hours, rooms, dollars.")
    )
    basis = forms.ChoiceField(label=_("Counted"), choices=Basis.choices)
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"))
    agreement = forms.ChoiceField(
        label=_("Line of which agreement"),
        required=False,
        help_text=_("If it stands in an agreement that the organization signs."),
    )

    def __init__(
        self,
        *args: Any,
        goals: Iterable[Goal],
        organizations: Iterable[Organization] | None,
        agreements: Iterable[Agreement] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {str(goal.pk): goal for goal in goals}
        self.fields["goal"].choices = [(pk, goal.title) for pk, goal in self.goals.items()]
        self.agreements = {str(row.pk): row for row in agreements}
        listed = [(pk, row.name) for pk, row in self.agreements.items()]
        self.fields["agreement"].choices = [("", _("None")), *listed]
        if not self.agreements:
            del self.fields["agreement"]
        self.organizations = {str(row.pk): row for row in organizations or ()}
        if organizations is None:
            del self.fields["organization"]
        else:
            self.fields["organization"].choices = [(pk, row.name) for pk, row in self.organizations.items()]

    @staticmethod
    def initial_of(commitment: Commitment) -> dict[str, Any]:
        return {name: getattr(commitment, name) for name in FIELDS} | {
            "goal": str(commitment.goal_id),
            "agreement": str(commitment.agreement_id or ""),
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        typed = self.cleaned_data
        if typed.get("starts_on") and typed.get("ends_on") and typed["ends_on"] < typed["starts_on"]:
            self.add_error("ends_on", _("A commitment cannot end before it starts."))
        quantity = typed.get("quantity")
        if quantity is not None and quantity <= 0:
            self.add_error("quantity", _("Promise more than nothing, or leave the quantity empty."))
        if quantity is not None and not typed.get("unit"):
            self.add_error("unit", _("Say of what, for example hours."))
        return typed

    @property
    def values(self) -> dict[str, Any]:
        """What the domain takes."""
        values = {name: self.cleaned_data[name] for name in FIELDS}
        values["goal"] = self.goals[self.cleaned_data["goal"]]
        if "agreement" in self.fields:
            values["agreement"] = self.agreements.get(self.cleaned_data["agreement"])
        if "organization" in self.fields:
            values["organization"] = self.organizations[self.cleaned_data["organization"]]
        return values
