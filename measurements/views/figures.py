"""A measure's series as a figure: chart, sentence, state, and the same numbers as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from measurements import progress
from measurements.charts import Chart, Point, line_chart
from measurements.models import Forecast, Measure
from measurements.series import SeriesPoint
from measurements.trends import TURNED_AFTER, Heading, heading_of, periods_better
from measurements.views.numbers import Expected, Numbers, coverage, starts_anew, value_for
from measurements.wording import in_shown_size, shown

# More points than this are no longer read one by one.
MOST_POINTS = 60


@dataclass(frozen=True)
class Figure:
    """What the figure component and a table below it show."""

    measure: Measure
    svg: str
    summary: str
    state: str
    columns: list[dict[str, Any]]
    rows: list[list[Any]]
    heading: Heading | None = None
    # How many of the latest figures in a row were better than forecast.
    better_than_forecast: int = 0
    # Periods from which another definition holds.
    breaks: tuple[str, ...] = ()

    @property
    def has_turned(self) -> bool:
        return self.better_than_forecast >= TURNED_AFTER


def figure_of(
    measure: Measure,
    series: Sequence[SeriesPoint],
    *,
    on: date,
    records_url: str = "",
    forecast: Forecast | None = None,
) -> Figure:
    """Draw the latest periods; with `records_url` every total leads to the records behind it.

    A period that is not due yet and still lacks figures would look like a fall: it is told, and drawn only
    while there is no other.
    """
    newest = series[-MOST_POINTS:]
    settled = [point for point in series if is_settled(point, on=on)]
    summary = summary_of(measure, series, on=on)
    expected = forecast.by_start if forecast else {}
    chart = chart_of(measure, series, settled, summary=summary, expected=expected)
    table = Numbers(measure, records_url, has_targets=any(point.target is not None for point in newest))
    return Figure(
        measure=measure,
        # The chart escapes every text it is given.
        svg=mark_safe(line_chart(chart)),  # noqa: S308
        summary=summary,
        state=state_of(measure, settled),
        columns=table.columns(has_forecast=bool(expected)),
        rows=[
            *table.rows_to_come(series, expected),
            *(table.row(newest, place, expected) for place in reversed(range(len(newest)))),
        ],
        heading=heading_for(measure, settled),
        better_than_forecast=_better(measure, settled, expected),
        breaks=tuple(
            point.period.shown_label for place, point in enumerate(newest) if starts_anew(newest, place)
        ),
    )


def chart_of(
    measure: Measure,
    series: Sequence[SeriesPoint],
    settled: Sequence[SeriesPoint],
    *,
    summary: str,
    expected: Expected | None = None,
) -> Chart:
    """Return what is drawn of a measure: its latest settled periods, and those forecast."""
    return Chart(
        id=f"measure-{measure.pk}",
        title=measure.name,
        description=summary,
        points=_points(measure, series, settled[-MOST_POINTS:], expected or {}),
        baseline=_drawn(measure, measure.baseline),
        unit="%" if measure.is_share else measure.unit,
    )


def _points(
    measure: Measure, series: Sequence[SeriesPoint], settled: Sequence[SeriesPoint], expected: Expected
) -> list[Point]:
    """The periods that are drawn, and those to come for which there is a forecast."""
    shown_points = settled or series[-MOST_POINTS:]
    drawn = [
        Point(
            point.period.shown_label,
            _drawn(measure, point.total.value),
            is_provisional=not settled,
            target=_drawn(measure, point.target),
            forecast=_drawn(measure, value_for(expected, point.period.starts_on)),
            starts_anew=starts_anew(shown_points, place),
        )
        for place, point in enumerate(shown_points)
    ]
    known = {point.period.starts_on for point in shown_points}
    return drawn + [
        Point(row.shown_label, None, forecast=_drawn(measure, row.value), is_to_come=True)
        for day, row in sorted(expected.items())
        if day not in known
    ]


def heading_for(measure: Measure, settled: Sequence[SeriesPoint]) -> Heading | None:
    """Say where the comparable totals are heading."""
    breaks = [place for place in range(len(settled)) if starts_anew(settled, place)]
    values = [point.total.value for point in settled]
    return heading_of(values, direction=measure.direction, starts_anew=breaks)


def _better(measure: Measure, settled: Sequence[SeriesPoint], expected: Expected) -> int:
    return periods_better(
        [point.total.value for point in settled],
        [value_for(expected, point.period.starts_on) for point in settled],
        direction=measure.direction,
        low=measure.band_low,
        high=measure.band_high,
    )


def is_settled(point: SeriesPoint, *, on: date) -> bool:
    """Tell whether a total is comparable: every figure is in, or the due day is over."""
    return point.total.is_complete or on > point.period.due_on


def summary_of(measure: Measure, series: Sequence[SeriesPoint], *, on: date) -> str:
    """Say in a sentence or three where the measure stands."""
    if measure.is_words:
        return _words_given(series)
    settled = _latest([point for point in series if is_settled(point, on=on)])
    newest = _latest(series)
    sentences = []
    if settled is not None:
        sentences.append(_("%(value)s %(unit)s in %(period)s, from %(coverage)s.") % _told(measure, settled))
    if newest is not None and newest is not settled:
        words = _("So far %(value)s %(unit)s in %(period)s, from %(coverage)s.")
        sentences.append(words % _told(measure, newest))
    if not sentences:
        sentences.append(_("No approved figures yet."))
    target = target_of(series)
    if target is not None:
        sentences.append(_("The target is %(target)s.") % {"target": shown(measure, target)})
    return " ".join(sentences)


def _words_given(series: Sequence[SeriesPoint]) -> str:
    """Say how many answered in words: those are listed, and no total is made of them."""
    given = [point for point in series if point.total.reported]
    if not given:
        return _("No approved answers yet.")
    told = {"period": given[-1].period.shown_label, "coverage": coverage(given[-1].total)}
    return _("Answers in words in %(period)s, from %(coverage)s.") % told


def state_of(measure: Measure, series: Sequence[SeriesPoint]) -> str:
    """Return on_target, watch (not there, but going the right way), off, no_target or no_data."""
    latest = _latest(series)
    direction = progress.Direction(measure.direction)
    value = latest.total.value if latest else None
    met = progress.met(
        value,
        direction=direction,
        target=latest.target if latest else None,
        low=measure.band_low,
        high=measure.band_high,
    )
    if met is None:
        return "no_data" if value is None else "no_target"
    if met:
        return "on_target"
    run = progress.trend([point.total.value for point in series], direction=direction)
    return "watch" if run and run.is_good else "off"


def _told(measure: Measure, point: SeriesPoint) -> dict[str, str]:
    return {
        "value": shown(measure, point.total.value),
        "unit": measure.unit,
        "period": point.period.shown_label,
        "coverage": coverage(point.total),
    }


def target_of(series: Sequence[SeriesPoint]) -> Decimal | None:
    """Return what the newest period aims at."""
    return series[-1].target if series else None


def _drawn(measure: Measure, value: Decimal | None) -> Decimal | None:
    return None if value is None else in_shown_size(measure, value)


def _latest(series: Sequence[SeriesPoint]) -> SeriesPoint | None:
    return next((point for point in reversed(series) if point.total.value is not None), None)
