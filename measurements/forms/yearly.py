"""What goes on into the next year."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from measurements.forms.fields import NumberField
from measurements.models import Measure

_HUNDRED = 100


def _box() -> forms.CheckboxInput:
    return forms.CheckboxInput(attrs={"class": "form-check-input"})


@dataclass(frozen=True)
class YearRow:
    """A measure in the year that ends: its target of each period, its total, and who has to be asked anew."""

    measure: Measure
    target: Decimal | None
    total: str
    renewed: str


class NextYearForm(forms.Form):
    """A box and a target for each measure; shares are typed in percent."""

    def __init__(self, *args: Any, rows: list[YearRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            pk, by = row.measure.pk, _HUNDRED if row.measure.is_share else 1
            self.fields[f"take-{pk}"] = forms.BooleanField(
                label=row.measure.name, required=False, initial=True, widget=_box()
            )
            self.fields[f"target-{pk}"] = NumberField(
                label=_("New target: %(name)s") % {"name": row.measure.name},
                required=False,
                allow_negative=True,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "form-control"}),
                initial=None if row.target is None else row.target * by,
            )

    def lines(self) -> list[dict[str, Any]]:
        """Each measure with its two fields, as the page shows them."""
        return [
            {
                "row": row,
                "take": self[f"take-{row.measure.pk}"],
                "target": self[f"target-{row.measure.pk}"],
                "unit": "%" if row.measure.is_share else row.measure.unit,
            }
            for row in self.rows
        ]

    def clean(self) -> dict[str, Any]:
        if not any(self.cleaned_data.get(f"take-{row.measure.pk}") for row in self.rows):
            raise ValidationError(_("Choose one measure at least."))
        return self.cleaned_data

    @property
    def chosen(self) -> list[tuple[YearRow, Decimal | None]]:
        found = []
        for row in self.rows:
            if self.cleaned_data[f"take-{row.measure.pk}"]:
                typed = self.cleaned_data[f"target-{row.measure.pk}"]
                by = _HUNDRED if row.measure.is_share else 1
                found.append((row, None if typed is None else typed / by))
        return found
