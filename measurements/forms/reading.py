"""What people type about a measure's curve: notes and forecasts."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measurements.forms.fields import NumberField, StoredTextField
from measurements.models import Measure
from measurements.periods import shown_label
from measurements.upcoming import Upcoming

_HUNDRED = 100


class NoteForm(forms.Form):
    story = StoredTextField(
        label=gettext_lazy("Story behind the curve"),
        keep_lines=True,
        help_text=gettext_lazy("Why is it so? For example: two tutors moved away in June."),
    )
    works = StoredTextField(label=gettext_lazy("What works"), keep_lines=True, required=False)
    next_steps = StoredTextField(
        label=gettext_lazy("What we will do"),
        keep_lines=True,
        required=False,
        help_text=gettext_lazy("Who does what until when."),
    )


class NewNoteForm(NoteForm):
    period = forms.TypedChoiceField(label=gettext_lazy("Period"), coerce=int)
    field_order = ("period",)

    def __init__(self, *args: Any, periods: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = list(periods)

    def given(self) -> dict[str, Any]:
        """The note's own values."""
        return {name: value for name, value in self.cleaned_data.items() if name != "period"}


class ForecastForm(forms.Form):
    """One number for each period that is not over; shares are typed in percent."""

    reason = StoredTextField(
        label=gettext_lazy("Why you expect this"),
        keep_lines=True,
        help_text=gettext_lazy("What happens if all goes on as before."),
    )

    def __init__(self, *args: Any, measure: Measure, periods: Sequence[Upcoming], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure, self.periods = measure, periods
        for place, row in enumerate(periods):
            label = shown_label(row.dates, row.label)
            self.fields[f"value_{place}"] = NumberField(
                label=f"{label} (%)" if measure.is_share else label, required=False
            )
        self.order_fields([*(f"value_{place}" for place in range(len(periods))), "reason"])

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.points:
            raise ValidationError(_("Forecast one period at least."))
        return self.cleaned_data

    @property
    def points(self) -> list[tuple[Upcoming, Decimal]]:
        typed = [(row, self.cleaned_data.get(f"value_{place}")) for place, row in enumerate(self.periods)]
        by = _HUNDRED if self.measure.is_share else 1
        return [(row, value / by) for row, value in typed if value is not None]
