"""The numbers of a chart as a table, the newest first, each with what a reader has to know about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from measurements.aggregation import MARK_SENTENCES, Total
from measurements.models import Measure
from measurements.models.forecasts import ForecastPoint
from measurements.series import SeriesPoint
from measurements.wording import shown, total_in_words

Expected = dict[date, ForecastPoint]


@dataclass(frozen=True)
class Numbers:
    """The numbers of a chart, the newest first."""

    measure: Measure
    records_url: str
    has_targets: bool

    def columns(self, *, has_forecast: bool) -> list[dict[str, Any]]:
        columns: list[dict[str, Any]] = [{"label": _("Period")}, {"label": _("Total"), "number": True}]
        if self.has_targets:
            columns.append({"label": _("Target"), "number": True})
        if has_forecast:
            columns.append({"label": _("Forecast"), "number": True})
        return [*columns, {"label": _("Reported")}]

    def rows_to_come(self, series: Sequence[SeriesPoint], expected: Expected) -> list[list[Any]]:
        known = {point.period.starts_on for point in series}
        return [
            [
                row.shown_label,
                None,
                *([None] if self.has_targets else []),
                shown(self.measure, row.value),
                _("Still to come"),
            ]
            for day, row in sorted(expected.items(), reverse=True)
            if day not in known
        ]

    def row(self, series: Sequence[SeriesPoint], place: int, expected: Expected) -> list[Any]:
        point = series[place]
        label = point.period.shown_label
        if starts_anew(series, place):
            label = self._anew(label)
        cells: list[Any] = [label, self._total(point)]
        if self.has_targets:
            cells.append(shown(self.measure, point.target))
        if expected:
            cells.append(shown(self.measure, value_for(expected, point.period.starts_on)))
        return [*cells, ". ".join([coverage(point.total), *marks(point.total)])]

    def _anew(self, label: str) -> str:
        words = _("%(period)s, counted differently from here") % {"period": label}
        if not self.records_url:
            return words
        return format_html('<a href="{}definitions/">{}</a>', self.records_url, words)

    def _total(self, point: SeriesPoint) -> str:
        total = total_in_words(self.measure, point.total)
        if not self.records_url:
            return total
        link = '<a href="{}?period={}#records">{}<span class="visually-hidden"> {}</span></a>'
        return format_html(link, self.records_url, point.period.pk, total, _("Show who reported"))


def coverage(total: Total) -> str:
    """Say how much of it is in: "3 of 5 members"."""
    return _("%(reported)d of %(expected)d members") % {
        "reported": total.reported,
        "expected": total.expected,
    }


def marks(total: Total) -> list[str]:
    """What else a reader has to know about a total."""
    return [str(MARK_SENTENCES[mark]) for mark in sorted(total.marks)]


def starts_anew(series: Sequence[SeriesPoint], place: int) -> bool:
    """Tell whether another definition holds than in the period before."""
    if place == 0:
        return False
    before, now = series[place - 1].version, series[place].version
    return before is not None and now is not None and before.pk != now.pk


def value_for(expected: Expected, day: date) -> Decimal | None:
    return expected[day].value if day in expected else None
