"""Adding figures up, over partners in one period or over the periods of one partner.

"Not applicable" is no longer expected, "not collected" stays expected, and silence is a missing figure:
none of them is a zero, and none enters a total.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal, localcontext
from enum import StrEnum
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

# Two figures of fifteen digits multiplied, and very many of them added, stay exact in this many.
_EXACT = Context(prec=60)
_QUOTIENT = Context(prec=28)


class Aggregation(StrEnum):
    SUM = "sum"
    CUMULATIVE = "cumulative"
    PERCENT = "percent"
    MEAN = "mean"
    LATEST = "latest"
    UNIQUE = "unique"
    NONE = "none"


class Content(StrEnum):
    NUMBER = "number"
    NOT_APPLICABLE = "not_applicable"
    NOT_COLLECTED = "not_collected"
    SILENT = "silent"


class Mark(StrEnum):
    """What a reader has to know about a total."""

    MAY_COUNT_TWICE = "may_count_twice"
    DEDUPLICATED = "deduplicated"
    EARLIER_FIGURES = "earlier_figures"
    FELL = "fell"
    STAFF_FIGURE_NEEDED = "staff_figure_needed"
    LISTED = "listed"
    OTHER_MEMBERS = "other_members"
    SMALL = "small"


MARK_SENTENCES = {
    Mark.MAY_COUNT_TWICE: _("May count a person twice"),
    Mark.DEDUPLICATED: _("Each person counted once, as worked out by staff"),
    Mark.EARLIER_FIGURES: _("Includes figures from an earlier period"),
    Mark.FELL: _("A total to date fell"),
    Mark.STAFF_FIGURE_NEEDED: _("People are not added up over periods; staff can enter a figure"),
    Mark.LISTED: _("Answers are listed, not added up"),
    Mark.OTHER_MEMBERS: _("The two figures do not come from the same members"),
    Mark.SMALL: _("Too few to show"),
}


@dataclass(frozen=True)
class Entry:
    """What one partner said about one measure in one period.

    Percent measures carry numerator and denominator, mean measures value and n. The carried value is the
    latest earlier figure of a running total.
    """

    content: Content
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    n: Decimal | None = None
    carried: Decimal | None = None

    @property
    def is_number(self) -> bool:
        return self.content == Content.NUMBER


@dataclass(frozen=True)
class Total:
    """A value from `reported` figures of `expected`; a percent is a share of 1 and shows both its counts."""

    value: Decimal | None
    reported: int
    expected: int
    marks: frozenset[Mark] = frozenset()
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def is_complete(self) -> bool:
        return self.reported == self.expected


NOT_APPLICABLE = Entry(Content.NOT_APPLICABLE)
NOT_COLLECTED = Entry(Content.NOT_COLLECTED)
SILENT = Entry(Content.SILENT)


def number(value: Decimal | int) -> Entry:
    """Make the entry of a plain figure; 0 is a figure."""
    return Entry(Content.NUMBER, value=Decimal(value))


def ratio(numerator: Decimal | int, denominator: Decimal | int) -> Entry:
    """Make the entry of a percent measure."""
    return Entry(Content.NUMBER, numerator=Decimal(numerator), denominator=Decimal(denominator))


def score(value: Decimal | int, n: Decimal | int) -> Entry:
    """Make the entry of a mean over n people."""
    return Entry(Content.NUMBER, value=Decimal(value), n=Decimal(n))


def carry_forward(history: Sequence[Entry]) -> Entry:
    """Return the last entry of a running total with its latest earlier figure, should it have none itself."""
    latest = history[-1] if history else SILENT
    if latest.is_number:
        return latest
    earlier = next((entry.value for entry in reversed(history) if entry.is_number), None)
    return replace(latest, carried=earlier)


def over_partners(
    aggregation: str, entries: Sequence[Entry], *, deduplicated: Decimal | None = None
) -> Total:
    """Total one period over partners; running totals are passed through carry_forward first.

    A count of different people worked out by staff takes the place of the sum.
    """
    if aggregation == Aggregation.UNIQUE and deduplicated is not None:
        return _counted(entries, deduplicated, Mark.DEDUPLICATED)
    with localcontext(_EXACT):
        return _OVER_PARTNERS[aggregation](entries)


def over_periods(aggregation: str, entries: Sequence[Entry], *, deduplicated: Decimal | None = None) -> Total:
    """Total the periods of one partner in order; a running total and a stock show their latest figure."""
    if aggregation == Aggregation.UNIQUE and deduplicated is not None:
        return _counted(entries, deduplicated, Mark.DEDUPLICATED)
    with localcontext(_EXACT):
        return _OVER_PERIODS[aggregation](entries)


def over_both(
    aggregation: str, by_partner: Sequence[Sequence[Entry]], *, deduplicated: Decimal | None = None
) -> Total:
    """Total the periods of several partners: each partner's own first, then over partners.

    Counts figures, not partners: four periods of five partners are twenty expected figures.
    """
    every = [entry for entries in by_partner for entry in entries]
    if aggregation in _LATEST_EACH:
        return _latest_of_each(by_partner)
    if aggregation == Aggregation.UNIQUE:
        return over_periods(aggregation, every, deduplicated=deduplicated)
    return over_partners(aggregation, every)


def divided(dividend: Total, divisor: Total, *, by_same_members: bool = True) -> Total:
    """Divide one total by another, after adding up; None for 0/0 and wherever a total is missing."""
    parts = (dividend.value, divisor.value)
    value = None if parts[0] is None or not parts[1] else _quotient(parts[0], parts[1])
    marks = dividend.marks | divisor.marks
    return Total(
        value=value,
        reported=min(dividend.reported, divisor.reported),
        expected=max(dividend.expected, divisor.expected),
        marks=marks if by_same_members else marks | {Mark.OTHER_MEMBERS},
        numerator=dividend.value,
        denominator=divisor.value,
    )


def reporting_rate(entries: Sequence[Entry]) -> Decimal | None:
    """Return the share of expected sheets that came in; "not applicable" and "not collected" are answers."""
    return _share(sum(entry.content != Content.SILENT for entry in entries), len(entries))


def on_time_rate(on_time: Iterable[bool]) -> Decimal | None:
    """Return the share of expected sheets that were first submitted on or before their due day."""
    sheets = list(on_time)
    return _share(sum(sheets), len(sheets))


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / whole if whole else None


def _counted(entries: Sequence[Entry], value: Decimal | None, *marks: Mark) -> Total:
    reported = sum(entry.is_number for entry in entries)
    expected = sum(entry.content != Content.NOT_APPLICABLE for entry in entries)
    return Total(value, reported, expected, frozenset(marks))


def _figures(entries: Sequence[Entry]) -> list[Decimal]:
    return [entry.value for entry in entries if entry.is_number and entry.value is not None]


def _sum(entries: Sequence[Entry]) -> Total:
    figures = _figures(entries)
    return _counted(entries, sum(figures, Decimal()) if figures else None)


def _running_sum(entries: Sequence[Entry]) -> Total:
    carried = [entry.carried for entry in entries if not entry.is_number and entry.carried is not None]
    figures = _figures(entries) + carried
    marks = (Mark.EARLIER_FIGURES,) if carried else ()
    return _counted(entries, sum(figures, Decimal()) if figures else None, *marks)


def _pooled(entries: Sequence[Entry], pairs: list[tuple[Decimal, Decimal]]) -> Total:
    numerator = sum((pair[0] for pair in pairs), Decimal())
    denominator = sum((pair[1] for pair in pairs), Decimal())
    value = _quotient(numerator, denominator) if denominator else None
    return replace(_counted(entries, value), numerator=numerator, denominator=denominator)


def _quotient(dividend: Decimal, divisor: Decimal) -> Decimal:
    return _QUOTIENT.divide(dividend, divisor)


def _percent(entries: Sequence[Entry]) -> Total:
    """Pool the counts: 9 of 10 and 20 of 40 are 29 of 50, never the mean of two percentages."""
    numbers = [entry for entry in entries if entry.is_number]
    return _pooled(entries, [(_needed(e.numerator), _needed(e.denominator)) for e in numbers])


def _mean(entries: Sequence[Entry]) -> Total:
    numbers = [entry for entry in entries if entry.is_number]
    pairs = [(_needed(e.value) * _needed(e.n), _needed(e.n)) for e in numbers]
    return _pooled(entries, pairs)


def _needed(part: Decimal | None) -> Decimal:
    if part is None:
        raise ValueError("a percent needs numerator and denominator, a mean needs its n")
    return part


def _latest(entries: Sequence[Entry]) -> Total:
    figures = _figures(entries)
    return _counted(entries, figures[-1] if figures else None)


def _latest_running(entries: Sequence[Entry]) -> Total:
    figures = _figures(entries)
    fell = any(later < earlier for earlier, later in pairwise(figures))
    return _counted(entries, figures[-1] if figures else None, *((Mark.FELL,) if fell else ()))


def _latest_of_each(by_partner: Sequence[Sequence[Entry]]) -> Total:
    every = [entry for entries in by_partner for entry in entries]
    figures = [_figures(entries) for entries in by_partner]
    latest = [own[-1] for own in figures if own]
    earlier = any(own and not entries[-1].is_number for own, entries in zip(figures, by_partner, strict=True))
    with localcontext(_EXACT):
        value = sum(latest, Decimal()) if latest else None
    return _counted(every, value, *((Mark.EARLIER_FIGURES,) if earlier else ()))


def _unique_sum(entries: Sequence[Entry]) -> Total:
    total = _sum(entries)
    return replace(total, marks=frozenset({Mark.MAY_COUNT_TWICE})) if total.reported > 1 else total


def _unique_periods(entries: Sequence[Entry]) -> Total:
    return _counted(entries, None, Mark.STAFF_FIGURE_NEEDED)


def _listed(entries: Sequence[Entry]) -> Total:
    return _counted(entries, None, Mark.LISTED)


_OVER_PARTNERS: dict[str, Callable[[Sequence[Entry]], Total]] = {
    Aggregation.SUM: _sum,
    Aggregation.CUMULATIVE: _running_sum,
    Aggregation.PERCENT: _percent,
    Aggregation.MEAN: _mean,
    Aggregation.LATEST: _sum,
    Aggregation.UNIQUE: _unique_sum,
    Aggregation.NONE: _listed,
}
_OVER_PERIODS: dict[str, Callable[[Sequence[Entry]], Total]] = {
    **_OVER_PARTNERS,
    Aggregation.CUMULATIVE: _latest_running,
    Aggregation.LATEST: _latest,
    Aggregation.UNIQUE: _unique_periods,
}
# What stands at the end of a period is not added to what stood at the end of the one before.
_LATEST_EACH = frozenset({Aggregation.CUMULATIVE, Aggregation.LATEST})
