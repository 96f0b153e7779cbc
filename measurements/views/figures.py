"""A measure's series as a figure: chart, sentence, state, and the same numbers as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from measurements import progress
from measurements.aggregation import Total
from measurements.charts import Chart, Point, line_chart
from measurements.models import Measure
from measurements.series import SeriesPoint
from partners.numbers import format_number

# More points than this are no longer read one by one.
MOST_POINTS = 40


@dataclass(frozen=True)
class Figure:
    """What the figure component and a table below it show."""

    measure: Measure
    svg: str
    summary: str
    state: str
    columns: list[dict[str, Any]]
    rows: list[list[Any]]


def figure_of(measure: Measure, series: Sequence[SeriesPoint], *, on: date, records_url: str = "") -> Figure:
    """Draw the latest periods; with `records_url` every total leads to the records behind it.

    A period that is not due yet and still lacks figures would look like a fall: it is told, and drawn only
    while there is no other.
    """
    shown = series[-MOST_POINTS:]
    settled = [point for point in shown if is_settled(point, on=on)]
    summary = summary_of(measure, series, on=on)
    chart = Chart(
        id=f"measure-{measure.pk}",
        title=measure.name,
        description=summary,
        points=[
            Point(point.period.shown_label, point.total.value, is_provisional=not settled)
            for point in settled or shown
        ],
        target=measure.target,
        baseline=measure.baseline,
        unit=measure.unit,
    )
    return Figure(
        measure=measure,
        # The chart escapes every text it is given.
        svg=mark_safe(line_chart(chart)),  # noqa: S308
        summary=summary,
        state=state_of(measure, [point for point in series if is_settled(point, on=on)]),
        columns=[
            {"label": _("Period")},
            {"label": _("Total"), "number": True},
            {"label": _("Reported")},
        ],
        rows=[_row(point, records_url) for point in reversed(shown)],
    )


def is_settled(point: SeriesPoint, *, on: date) -> bool:
    """Tell whether a total is comparable: every figure is in, or the due day is over."""
    return point.total.is_complete or on > point.period.due_on


def summary_of(measure: Measure, series: Sequence[SeriesPoint], *, on: date) -> str:
    """Say in a sentence or three where the measure stands."""
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
    if measure.target is not None:
        target = format_number(measure.target)
        sentences.append(_("The target is %(target)s.") % {"target": target})
    return " ".join(sentences)


def state_of(measure: Measure, series: Sequence[SeriesPoint]) -> str:
    """Return on_target, watch (not there, but the latest step went the right way), off or no_data."""
    latest = _latest(series)
    direction = progress.Direction(measure.direction)
    value = latest.total.value if latest else None
    met = progress.met(value, direction=direction, target=measure.target)
    if met is None:
        return "no_data"
    if met:
        return "on_target"
    run = progress.trend([point.total.value for point in series], direction=direction)
    return "watch" if run and run.is_good else "off"


def coverage(total: Total) -> str:
    """Say how much of it is in: "3 of 5 members"."""
    return _("%(reported)d of %(expected)d members") % {
        "reported": total.reported,
        "expected": total.expected,
    }


def _told(measure: Measure, point: SeriesPoint) -> dict[str, str]:
    return {
        "value": number_or_dash(point.total.value),
        "unit": measure.unit,
        "period": point.period.shown_label,
        "coverage": coverage(point.total),
    }


def number_or_dash(value: Decimal | None) -> str:
    return "–" if value is None else format_number(value)


def _latest(series: Sequence[SeriesPoint]) -> SeriesPoint | None:
    return next((point for point in reversed(series) if point.total.value is not None), None)


def _row(point: SeriesPoint, records_url: str) -> list[Any]:
    total = number_or_dash(point.total.value)
    if records_url:
        link = '<a href="{}?period={}#records">{}<span class="visually-hidden"> {}</span></a>'
        words = _("Show who reported")
        total = format_html(link, records_url, point.period.pk, total, words)
    return [point.period.shown_label, total, coverage(point.total)]
