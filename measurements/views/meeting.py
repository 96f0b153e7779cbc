"""One measure on one sheet for a meeting: chart, numbers, forecast and the story behind the curve."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max, OuterRef, Subquery
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from measurements.models import Forecast, Measure, MeasureNote, Observation
from measurements.series import SeriesPoint, published_series
from measurements.views.figures import Figure, figure_of
from measurements.wording import shown
from partners.views.pages import LibraryPage

# As many rows of numbers as fit on the sheet beside chart and notes.
MOST_ROWS = 8
MOST_NOTES = 3


class MeetingView(LibraryPage, TemplateView):
    staff_role = None
    template_name = "measurements/measures/meeting.html"

    @cached_property
    def measure(self) -> Measure:
        rows = self.visible(Measure).select_related("goal", "calendar", "partnership", "library")
        return self.find(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        measure = self.measure
        if not self.is_staff and measure.partnership_id not in self.scope.partnership_ids:
            # What members say among themselves is not for funders.
            raise Http404
        series = published_series(self.scope, [measure], self.library, on=self.today)[measure.pk]
        forecasts = list(self.visible(Forecast).filter(measure=measure).select_related("made_by"))
        forecast = forecasts[0] if forecasts else None
        url = measure.get_absolute_url()
        figure = figure_of(measure, series, on=self.today, records_url=url, forecast=forecast)
        return super().get_context_data(
            **kwargs,
            measure=measure,
            figure=figure,
            rows=figure.rows[:MOST_ROWS],
            forecast=forecast,
            against_forecast=against_forecast(figure) if forecast else "",
            older_forecasts=[_older(measure, row) for row in forecasts[1:]],
            notes=self.notes(series)[:MOST_NOTES],
            older_notes=self.notes(series)[MOST_NOTES:],
            may_change=self.can_edit or measure.partnership_id in self.scope.backbone_ids,
            today=self.today,
            crumbs=[
                {"label": measure.partnership.name, "url": self.to("partnership", measure.partnership_id)},
                {"label": measure.name, "url": url},
                {"label": _("Forecast and notes")},
            ],
        )

    @cached_property
    def stored_notes(self) -> list[MeasureNote]:
        approved = (
            Observation.objects.visible_to(self.scope, library=self.library)
            .filter(measure=OuterRef("measure"), period=OuterRef("period"), state="approved")
            .order_by()
            .values("measure")
            .annotate(latest=Max("decided_at"))
            .values("latest")
        )
        rows = self.visible(MeasureNote).filter(measure=self.measure).select_related("period", "written_by")
        return list(rows.annotate(approved_at=Subquery(approved)))

    def notes(self, series: Sequence[SeriesPoint]) -> list[dict[str, Any]]:
        newest = _newest(series)
        return [
            {"note": note, "is_before": _is_before(note, newest, approved_at=note.approved_at)}
            for note in self.stored_notes
        ]


def against_forecast(figure: Figure) -> str:
    """Say how the latest figures compare with the forecast."""
    count = figure.better_than_forecast
    if not count:
        return _("The latest figure is not better than forecast.")
    return ngettext(
        "Better than forecast for %(count)d period.", "Better than forecast for %(count)d periods.", count
    ) % {"count": count}


def _newest(series: Sequence[SeriesPoint]) -> date | None:
    """Return the first day of the newest period with a figure."""
    given = [point.period.starts_on for point in series if point.total.value is not None]
    return given[-1] if given else None


def _is_before(note: MeasureNote, newest: date | None, *, approved_at: datetime | None) -> bool:
    """Tell whether a newer figure came in after the note was written."""
    if newest is None:
        return False
    if note.period.starts_on != newest:
        return note.period.starts_on < newest
    return approved_at is not None and note.written_at < approved_at


def _older(measure: Measure, forecast: Forecast) -> dict[str, Any]:
    points = forecast.by_start.values()
    values = [f"{point.shown_label}: {shown(measure, point.value)}" for point in points]
    return {"forecast": forecast, "values": ", ".join(values)}
