"""What is aimed at, and from when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measurements.choices import TargetSpan
from measurements.forms.fields import DayField, NumberField
from measurements.models import Measure, Target

TARGET_FIELDS = ("value", "span", "starts_on", "ends_on")


class TargetForm(forms.Form):
    """A target; a share is typed as it is read, 58 for 58%, and kept as a share of 1."""

    value = NumberField(label=_("Target"), allow_negative=True)
    span = forms.ChoiceField(
        label=_("It is for"),
        choices=TargetSpan.choices,
        initial=TargetSpan.EACH_PERIOD,
        widget=forms.RadioSelect,
    )
    starts_on = DayField(
        label=_("From"), help_text=_("It holds from the period that ends on or after this day.")
    )
    ends_on = DayField(
        label=_("Until"), required=False, help_text=_("Empty: until a later target takes its place.")
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure = measure
        self.fields["value"].help_text = (
            _("In percent. For example: 58.") if measure.is_share else _("The total of all members.")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("This is before the first day."))
        if cleaned.get("span") == TargetSpan.ALTOGETHER and not last and "ends_on" not in self.errors:
            self.add_error("ends_on", _("A target for all periods together needs its last day."))
        return cleaned

    @property
    def target_values(self) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in TARGET_FIELDS}
        if self.measure.is_share:
            values["value"] /= 100
        return values


def initial_of(target: Target) -> dict[str, Any]:
    values = {name: getattr(target, name) for name in TARGET_FIELDS}
    if target.measure.is_share:
        values["value"] *= 100
    return values
