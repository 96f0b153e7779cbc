"""Totals that members and funders may see although they may not open the figures behind them.

The only code that adds over rows a viewer cannot open: approved figures only, and only of partnerships the
viewer belongs to. Silence is never a zero.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from measurements.aggregation import Aggregation, Mark, Total, divided, over_both
from measurements.choices import TargetSpan
from measurements.dated import read_dated
from measurements.expectation import is_expected
from measurements.models import (
    Assignment,
    Measure,
    MeasureVersion,
    Observation,
    Period,
    StaffFigure,
    Target,
)
from measurements.past import lines_as_of
from measurements.totals import Line, derived_total, histories, member_total
from partners.access import Scope
from partners.domain.thresholds import thresholds_of
from partners.models import Library
from partners.names import name_key
from partners.thresholds import SMALL_COUNT


@dataclass(frozen=True)
class SeriesPoint:
    """One period: its total, what was aimed at, and the definition that held."""

    period: Period
    total: Total
    target: Decimal | None = None
    version: MeasureVersion | None = None


@dataclass(frozen=True)
class Figures:
    """Everything known of some measures: periods, who is expected, and all lines, drafts among them."""

    measures: tuple[Measure, ...]
    periods: Mapping[int, list[Period]]
    expected: Mapping[tuple[int, int], frozenset[int]]
    lines: Mapping[tuple[int, int], dict[int, Line]]
    names: Mapping[int, str]
    assignments: tuple[Assignment, ...]
    parts: Mapping[int, Measure] = field(default_factory=dict)
    targets: Mapping[int, list[Target]] = field(default_factory=dict)
    versions: Mapping[int, list[MeasureVersion]] = field(default_factory=dict)
    staff_figures: Mapping[tuple[int, date, date], StaffFigure] = field(default_factory=dict)

    def periods_of(self, measure: Measure, *, on: date) -> list[Period]:
        """Return the periods that were over on a day, from the first in which anything was expected."""
        over = [row for row in self.periods.get(measure.calendar_id, []) if row.next_starts_on <= on]
        asked = [any(self._is_asked(part, row) for part in self.parts_of(measure)) for row in over]
        first = next((place for place, anybody in enumerate(asked) if anybody), len(over))
        return over[first:]

    def parts_of(self, measure: Measure) -> list[Measure]:
        """Return the measures whose figures a total is made of: a derived measure has two."""
        if not measure.is_derived:
            return [measure]
        return [self.parts[pk] for pk in (measure.dividend_id, measure.divisor_id) if pk is not None]

    def target_of(self, measure: Measure, period: Period) -> Decimal | None:
        """Return what each period was to reach, by the row that holds on the period's last day."""
        return target_on(self.targets.get(measure.pk, []), period.ends_on)

    def version_of(self, measure: Measure, period: Period) -> MeasureVersion | None:
        """Return the definition that held when the period began."""
        return version_on(self.versions.get(measure.pk, []), period.starts_on)

    def _is_asked(self, measure: Measure, period: Period) -> bool:
        return bool(self.expected_of(measure, period) or self.lines.get((measure.pk, period.pk)))

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

    Measures that the viewer does not belong to have no entry. No queries when `figures` are given, but for
    funders, from whom small counts are hidden.
    """
    seen = [row for row in measures if row.library_id == library.pk and _may_see(scope, row)]
    figures = figures or read_figures(seen)
    least = small_count(scope, seen, library, on=on)
    return {
        measure.pk: [
            SeriesPoint(
                period,
                without_small(
                    measure,
                    total_of(figures, measure, period),
                    least.get(measure.pk),
                    parts=figures.parts_of(measure),
                ),
                figures.target_of(measure, period),
                figures.version_of(measure, period),
            )
            for period in figures.periods_of(measure, on=on)
        ]
        for measure in seen
    }


def small_count(
    scope: Scope, measures: Iterable[Measure], library: Library, *, on: date
) -> dict[int, Decimal]:
    """Return the threshold below which totals are hidden, for measures that somebody only funds."""
    funded = [row.pk for row in measures if _only_funds(scope, row)]
    return dict.fromkeys(funded, thresholds_of(library, on=on)[SMALL_COUNT]) if funded else {}


def without_small(
    measure: Measure, total: Total, least: Decimal | None, *, parts: Sequence[Measure]
) -> Total:
    """Return the total, without its numbers when one of them is a small count of people.

    `parts` are the measures that it is made of.
    """
    if least is None:
        return total
    counts = _counts_of_people(measure, total, parts)
    is_small = any(count is not None and 0 < count < least for count in counts)
    return _hidden(total) if is_small else total


def _counts_of_people(measure: Measure, total: Total, parts: Sequence[Measure]) -> Iterator[Decimal | None]:
    if measure.is_derived:
        for made_of, count in zip(parts, (total.numerator, total.denominator), strict=True):
            if made_of.counts_people:
                yield count
        return
    if not measure.counts_people:
        return
    if measure.aggregation == Aggregation.MEAN:
        yield total.denominator
    elif measure.aggregation == Aggregation.PERCENT:
        part, whole = total.numerator or Decimal(), total.denominator or Decimal()
        yield from (part, whole, whole - part)
    else:
        yield total.value


def _hidden(total: Total) -> Total:
    marks = total.marks | {Mark.SMALL}
    return replace(total, value=None, numerator=None, denominator=None, marks=marks)


def published_range(
    figures: Figures, measure: Measure, starts_on: date, ends_on: date, *, least: Decimal | None
) -> Total:
    """Total some days like `range_total`; hidden when one of its periods is, for the rest would tell it."""
    made_of = figures.parts_of(measure)
    total = without_small(measure, range_total(figures, measure, starts_on, ends_on), least, parts=made_of)
    if least is None or total.value is None:
        return total
    measures = [measure, *made_of] if measure.is_derived else [measure]
    within = [
        row
        for row in figures.periods.get(measure.calendar_id, [])
        if starts_on <= row.starts_on and row.ends_on <= ends_on
    ]
    own = [
        without_small(part, total_of(figures, part, row), least, parts=figures.parts_of(part))
        for part in measures
        for row in within
    ]
    return _hidden(total) if any(Mark.SMALL in found.marks for found in own) else total


def read_figures(measures: Sequence[Measure], *, as_of: datetime | None = None) -> Figures:
    """Read all that totals of these measures are made of, in three queries, four with derived ones.

    With a moment the figures are those that counted then, which takes two queries more.
    """
    parts = _with_parts(measures)
    ids = list(parts)
    dated = read_dated(ids, {measure.calendar_id for measure in measures})
    periods = dated.periods
    expected, names = defaultdict(set), {}
    rows = Assignment.objects.filter(measure_id__in=ids).select_related("member", "measure", "organization")
    assignments = tuple(rows)
    for row in assignments:
        names[row.organization_id] = row.organization.name
        for period in periods.get(row.measure.calendar_id, []):
            if _is_asked(row, period):
                expected[row.measure_id, period.pk].add(row.organization_id)
    lines: dict[tuple[int, int], dict[int, Line]] = defaultdict(dict)
    for line in _read_lines(ids) if as_of is None else lines_as_of(ids, as_of):
        lines[line.measure_id, line.period_id][line.organization_id] = line
    return Figures(
        measures=tuple(measures),
        expected={key: frozenset(asked) for key, asked in expected.items()},
        lines=dict(lines),
        names=names,
        assignments=assignments,
        parts=parts,
        **dated._asdict(),
    )


def _read_lines(measure_ids: Sequence[int]) -> Iterator[Line]:
    rows = Observation.objects.filter(measure_id__in=measure_ids).order_by().values_list(*Line._fields)
    return (Line(*values) for values in rows)


def target_on(targets: Iterable[Target], day: date) -> Decimal | None:
    """Return the target of each period that holds on a day: of several, the one that began last."""
    holding = [
        row
        for row in targets
        if row.span == TargetSpan.EACH_PERIOD
        and row.starts_on <= day
        and (row.ends_on is None or day <= row.ends_on)
    ]
    return holding[-1].value if holding else None


def version_on(versions: Sequence[MeasureVersion], day: date) -> MeasureVersion | None:
    """Return the version that holds on a day; the first one also before its own first day."""
    begun = [row for row in versions if row.starts_on <= day] or versions[:1]
    return begun[-1] if begun else None


def total_of(figures: Figures, measure: Measure, period: Period) -> Total:
    """Total one period over members; of a derived measure, divide the totals of its two parts."""
    if measure.is_derived:
        dividend, divisor = figures.parts_of(measure)
        return derived_total(_sums(figures, dividend, period), _sums(figures, divisor, period))
    return _sums(figures, measure, period)[0]


def range_total(figures: Figures, measure: Measure, starts_on: date, ends_on: date) -> Total:
    """Total the periods that lie within some days, both included, over all members."""
    if measure.is_derived:
        dividend, divisor = (
            range_total(figures, part, starts_on, ends_on) for part in figures.parts_of(measure)
        )
        return divided(dividend, divisor)
    within = [
        row
        for row in figures.periods.get(measure.calendar_id, [])
        if starts_on <= row.starts_on and row.ends_on <= ends_on
    ]
    if measure.aggregation == Aggregation.CUMULATIVE and within:
        return _sums(figures, measure, within[-1])[0]
    staff_figure = figures.staff_figures.get((measure.pk, starts_on, ends_on))
    lines = [
        (figures.expected_of(measure, row), figures.lines.get((measure.pk, row.pk), {})) for row in within
    ]
    return over_both(
        measure.aggregation,
        histories(measure.aggregation, lines),
        deduplicated=staff_figure.value if staff_figure else None,
    )


def _sums(figures: Figures, measure: Measure, period: Period) -> tuple[Total, frozenset[int]]:
    """Return the total and who gave a figure for it."""
    rows = [period]
    # Only a total to date asks what was said before.
    if measure.aggregation == Aggregation.CUMULATIVE:
        rows = [row for row in figures.periods[measure.calendar_id] if row.starts_on <= period.starts_on]
    staff_figure = figures.staff_figures.get((measure.pk, period.starts_on, period.ends_on))
    return member_total(
        measure.aggregation,
        expected=figures.expected_of(measure, period),
        history=[figures.lines.get((measure.pk, row.pk), {}) for row in rows],
        deduplicated=staff_figure.value if staff_figure else None,
    )


def _with_parts(measures: Sequence[Measure]) -> dict[int, Measure]:
    """Return the measures by id, and those that derived ones among them divide."""
    found = {measure.pk: measure for measure in measures}
    missing = {pk for row in measures if row.is_derived for pk in (row.dividend_id, row.divisor_id)} - set(
        found
    )
    return found | (Measure.objects.in_bulk(missing) if missing else {})


def _may_see(scope: Scope, measure: Measure) -> bool:
    theirs = scope.partnership_ids | scope.funded_ids
    return scope.is_staff_of(measure.library_id) or measure.partnership_id in theirs


def _only_funds(scope: Scope, measure: Measure) -> bool:
    return not scope.is_staff_of(measure.library_id) and measure.partnership_id not in scope.partnership_ids


def _is_asked(assignment: Assignment, period: Period) -> bool:
    return is_expected(
        period.dates,
        spell=assignment.member.spell,
        starts_on=assignment.starts_on,
        ends_on=assignment.ends_on,
    )
