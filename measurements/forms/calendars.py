"""What staff decide about reporting calendars."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS as MONTH_NAMES
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measurements.choices import Frequency
from measurements.forms.fields import DayField
from measurements.forms.measures import ROLLING, DeadlinesForm, MeasureForm
from measurements.models import ReportingCalendar

MOST_PERIODS = 60


class CalendarForm(DeadlinesForm):
    """By when members report, when they may begin, and what periods are called."""

    opens_early = forms.BooleanField(
        label=gettext_lazy("Reports open on the first day of a period"),
        required=False,
        help_text=gettext_lazy("Otherwise they open when the period is over."),
    )
    fiscal_start_month = forms.TypedChoiceField(
        label=gettext_lazy("The fiscal year begins in"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", gettext_lazy("No fiscal year of its own")), *MONTH_NAMES.items()],
        help_text=gettext_lazy("For the names of periods to come: July makes July 2016 the start of FY2017."),
    )

    @classmethod
    def initial_of(cls, calendar: ReportingCalendar) -> dict[str, Any]:
        return {name: getattr(calendar, name) for name in cls.base_fields}


class NewCalendarForm(CalendarForm):
    """A calendar with its first day; of days of one's own, with all of them."""

    frequency = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=Frequency.choices, initial=Frequency.QUARTERLY
    )
    anchor_on = DayField(
        label=gettext_lazy("First day"), help_text=gettext_lazy("The first day of the first period.")
    )
    ends_on = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("For “Once” and “On days of your own”; else only when reporting ends."),
    )
    first_days = forms.CharField(
        label=gettext_lazy("First days of the other periods"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Only for “On days of your own”: one day on each line, for example 2017-02-15. Each period lasts"
            " until the next one begins, the last one until the last day."
        ),
    )

    field_order = ("frequency", "anchor_on", "ends_on", "first_days")

    def clean_first_days(self) -> list[date]:
        lines = [line.strip() for line in self.cleaned_data["first_days"].splitlines() if line.strip()]
        if len(lines) > MOST_PERIODS:
            raise forms.ValidationError(_("Use no more than %(n)d periods.") % {"n": MOST_PERIODS})
        return sorted({_read_day(line) for line in lines})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last, days = (cleaned.get(name) for name in ("anchor_on", "ends_on", "first_days"))
        if cleaned.get("frequency") in dict(ROLLING):
            if days:
                self.add_error("first_days", _("Leave this empty: the periods follow each other."))
            return cleaned
        if first and last is None:
            self.add_error("ends_on", _("Give the last day of the period."))
        elif first and days and not first < days[0] <= days[-1] <= last:
            sentence = _("These days lie after %(first)s and not after %(last)s.")
            shown = {"first": date_format(first), "last": date_format(last)}
            self.add_error("first_days", sentence % shown)
        return cleaned

    @property
    def calendar_values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "first_days"}

    @property
    def period_days(self) -> list[date]:
        """The first days of all listed periods."""
        is_list = self.cleaned_data["frequency"] == Frequency.CUSTOM
        return [self.cleaned_data["anchor_on"], *(self.cleaned_data["first_days"] if is_list else [])]


class FrequencyForm(forms.Form):
    """Another frequency, from one of the next days on which a period begins."""

    frequency = forms.ChoiceField(label=gettext_lazy("New frequency"), choices=ROLLING)
    starts_on = forms.TypedChoiceField(
        label=gettext_lazy("From"),
        coerce=date.fromisoformat,
        help_text=gettext_lazy("A day on which a period begins; those that have begun stay as they are."),
    )

    def __init__(self, *args: Any, days: list[date], current: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].choices = [(day.isoformat(), date_format(day)) for day in days]
        self.fields["frequency"].choices = [choice for choice in ROLLING if choice[0] != current]


class CalendarMeasureForm(MeasureForm):
    """A measure that is reported by a calendar that is there."""

    goal = forms.ModelChoiceField(label=gettext_lazy("Goal"), queryset=None)
    field_order = ("goal",)

    def __init__(self, *args: Any, goals: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = goals


def _read_day(line: str) -> date:
    try:
        day: date = forms.DateField().to_python(line)
    except forms.ValidationError as error:
        sentence = _("“%(line)s” is not a day. Write it like 2017-02-15.") % {"line": line[:40]}
        raise forms.ValidationError(sentence) from error
    return day
