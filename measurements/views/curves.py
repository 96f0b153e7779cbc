"""Writing notes on a measure and making forecasts of it."""

from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measurements.domain.forecasts import make_forecast
from measurements.domain.notes import change_note, write_note
from measurements.forms.reading import ForecastForm, NewNoteForm, NoteForm
from measurements.models import Forecast, Measure, MeasureNote, Period
from measurements.upcoming import Upcoming, upcoming_periods
from partners.views.editing import ChangeView, RowFormView, read_version

# As many periods as people can say something about; notes can be written for as many that are over.
PERIODS_AHEAD, PERIODS_BACK = 4, 12


class CurveForms(RowFormView):
    """Forms that end on the measure's sheet for the meeting."""

    staff_role = None

    @cached_property
    def measure(self) -> Measure:
        return self.find_editable(Measure)

    @property
    def lead(self) -> str:  # type: ignore[override]
        return self.measure.name

    def way_back(self) -> str:
        return self.to("measure_meeting", self.measure.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": self.measure.name, "url": self.measure.get_absolute_url()},
            {"label": _("Forecast and notes"), "url": self.way_back()},
        ]


class ForecastAddView(CurveForms):
    form_class = ForecastForm
    title = gettext_lazy("Make a forecast")
    submit = gettext_lazy("Freeze the forecast")

    @cached_property
    def periods(self) -> list[Upcoming]:
        calendar = self.measure.calendar
        rows = self.visible(Period).filter(calendar=calendar, next_starts_on__gt=self.today)
        return upcoming_periods(
            [Upcoming(row.dates, row.label) for row in rows],
            anchor_on=calendar.anchor_on,
            frequency=calendar.frequency,
            fiscal_start_month=calendar.fiscal_start_month,
            on=self.today,
            count=PERIODS_AHEAD,
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"measure": self.measure, "periods": self.periods}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The latest forecast that this person has seen goes with the form.
        latest = self.visible(Forecast).filter(measure=self.measure).first()
        return super().get_context_data(version=latest.number if latest else 0, **kwargs)

    def carry_out(self, form: ForecastForm) -> Forecast:
        return make_forecast(
            self.measure,
            by=self.request.user,
            on=self.today,
            after=read_version(self.request),
            points=form.points,
            reason=form.cleaned_data["reason"],
        )

    def said(self, saved: Forecast) -> str:
        return _("The forecast is frozen. It cannot be changed; a newer one can be made.")


class NoteAddView(CurveForms):
    form_class = NewNoteForm
    title = gettext_lazy("Write a note")
    submit = gettext_lazy("Keep the note")

    @cached_property
    def periods(self) -> dict[int, Period]:
        rows = self.visible(Period).filter(calendar=self.measure.calendar, next_starts_on__lte=self.today)
        return {row.pk: row for row in rows.order_by("-starts_on")[:PERIODS_BACK]}

    def get_form_kwargs(self) -> dict[str, Any]:
        offered = [(row.pk, row.shown_label) for row in self.periods.values()]
        return super().get_form_kwargs() | {"periods": offered}

    def carry_out(self, form: NewNoteForm) -> MeasureNote:
        return write_note(
            self.measure,
            by=self.request.user,
            period=self.periods[form.cleaned_data["period"]],
            now=timezone.now(),
            values=form.given(),
        )

    def said(self, saved: MeasureNote) -> str:
        return _("The note is kept.")


class NoteChangeView(CurveForms, ChangeView):
    model = MeasureNote
    form_class = NoteForm
    title = gettext_lazy("Change the note")
    submit = gettext_lazy("Save")

    @property
    def measure(self) -> Measure:  # type: ignore[override]
        return self.row.measure

    def form_kwargs(self, row: MeasureNote) -> dict[str, Any]:
        return {"initial": {name: getattr(row, name) for name in ("story", "works", "next_steps")}}

    def carry_out(self, form: NoteForm) -> MeasureNote:
        return change_note(
            self.row,
            by=self.request.user,
            version=self.version,
            now=timezone.now(),
            values=form.cleaned_data,
        )

    def said(self, saved: MeasureNote) -> str:
        return _("The note is saved.")
