"""Totals that members and funders may see although they may not open the figures behind them.

The only code that adds over rows a viewer cannot open: approved figures only, and only of partnerships the
viewer belongs to. Silence is never a zero.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from measurements.aggregation import (
    NOT_APPLICABLE,
    NOT_COLLECTED,
    SILENT,
    Aggregation,
    Entry,
    Total,
    number,
    over_partners,
)
from measurements.choices import Content, ObservationState
from measurements.expectation import is_expected
from measurements.models import Assignment, Measure, Observation, Period
from partners.access import Scope
from partners.models import Library
from partners.names import name_key


class Line(NamedTuple):
    """One observation as the database holds it."""

    measure_id: int
    period_id: int
    organization_id: int
    state: str
    content: str
    value: Decimal | None
    first_submitted_at: datetime | None


@dataclass(frozen=True)
class SeriesPoint:
    period: Period
    total: Total


@dataclass(frozen=True)
class Figures:
    """Everything known of some measures: periods, who is expected, and all lines, drafts among them."""

    measures: tuple[Measure, ...]
    periods: Mapping[int, list[Period]]
    expected: Mapping[tuple[int, int], frozenset[int]]
    lines: Mapping[tuple[int, int], dict[int, Line]]
    names: Mapping[int, str]
    assignments: tuple[Assignment, ...]

    def periods_of(self, measure: Measure, *, on: date) -> list[Period]:
        """Return the periods that were over on a day, from the first in which anything was expected."""
        over = [row for row in self.periods.get(measure.calendar_id, []) if row.next_starts_on <= on]
        asked = [self.expected_of(measure, row) or self.lines.get((measure.pk, row.pk)) for row in over]
        first = next((place for place, anybody in enumerate(asked) if anybody), len(over))
        return over[first:]

    def expected_of(self, measure: Measure, period: Period) -> frozenset[int]:
        """Return the ids of the organizations that are asked for a figure."""
        return self.expected.get((measure.pk, period.pk), frozenset())

    def line_of(self, measure: Measure, period: Period, organization_id: int) -> Line | None:
        return self.lines.get((measure.pk, period.pk), {}).get(organization_id)

    def asked_of(self, measure: Measure, period: Period) -> list[int]:
        """Return the organizations that are asked or have answered, by name."""
        answered = self.lines.get((measure.pk, period.pk), {})
        ids = self.expected_of(measure, period) | answered.keys()
        return sorted(ids & self.names.keys(), key=lambda pk: (name_key(self.names[pk]), pk))


def published_series(
    scope: Scope,
    measures: Iterable[Measure],
    library: Library,
    *,
    on: date,
    figures: Figures | None = None,
) -> dict[int, list[SeriesPoint]]:
    """Return by measure the total of approved figures of every period that was over on this day.

    Measures that the viewer does not belong to have no entry. Three queries, none when `figures` are given.
    """
    seen = [row for row in measures if row.library_id == library.pk and _may_see(scope, row)]
    figures = figures or read_figures(seen)
    return {
        measure.pk: [
            SeriesPoint(period, _total(figures, measure, period))
            for period in figures.periods_of(measure, on=on)
        ]
        for measure in seen
    }


def read_figures(measures: Sequence[Measure]) -> Figures:
    """Read periods, expectations and lines of these measures, in three queries."""
    ids = [measure.pk for measure in measures]
    periods = defaultdict(list)
    for period in Period.objects.filter(calendar_id__in={measure.calendar_id for measure in measures}):
        periods[period.calendar_id].append(period)
    expected, names = defaultdict(set), {}
    rows = Assignment.objects.filter(measure_id__in=ids).select_related("member", "measure", "organization")
    assignments = tuple(rows)
    for row in assignments:
        names[row.organization_id] = row.organization.name
        for period in periods[row.measure.calendar_id]:
            if _is_asked(row, period):
                expected[row.measure_id, period.pk].add(row.organization_id)
    lines: dict[tuple[int, int], dict[int, Line]] = defaultdict(dict)
    for values in Observation.objects.filter(measure_id__in=ids).order_by().values_list(*Line._fields):
        line = Line(*values)
        lines[line.measure_id, line.period_id][line.organization_id] = line
    return Figures(
        measures=tuple(measures),
        periods=dict(periods),
        expected={key: frozenset(asked) for key, asked in expected.items()},
        lines=dict(lines),
        names=names,
        assignments=assignments,
    )


def _may_see(scope: Scope, measure: Measure) -> bool:
    theirs = scope.partnership_ids | scope.funded_ids
    return scope.is_staff_of(measure.library_id) or measure.partnership_id in theirs


def _is_asked(assignment: Assignment, period: Period) -> bool:
    return is_expected(
        period.dates,
        joined_on=assignment.member.joined_on,
        left_on=assignment.member.left_on,
        starts_on=assignment.starts_on,
        ends_on=assignment.ends_on,
    )


def _total(figures: Figures, measure: Measure, period: Period) -> Total:
    lines = figures.lines.get((measure.pk, period.pk), {})
    approved = {pk for pk, line in lines.items() if line.state == ObservationState.APPROVED}
    # Whoever has an approved figure counts as expected: "4 of 3 members" would help nobody.
    asked = figures.expected_of(measure, period) | approved
    return over_partners(Aggregation.SUM, [_entry(lines.get(pk)) for pk in sorted(asked)])


def _entry(line: Line | None) -> Entry:
    if line is None or line.state != ObservationState.APPROVED:
        return SILENT
    if line.content == Content.NUMBER and line.value is not None:
        return number(line.value)
    return NOT_APPLICABLE if line.content == Content.NOT_APPLICABLE else NOT_COLLECTED
