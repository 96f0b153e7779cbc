"""From lines as the database holds them to totals. Only approved figures count; silence is never a zero."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from measurements.aggregation import (
    NOT_APPLICABLE,
    NOT_COLLECTED,
    SILENT,
    Aggregation,
    Content,
    Entry,
    Total,
    carry_forward,
    divided,
    over_partners,
)
from measurements.choices import ObservationState


class Line(NamedTuple):
    """One observation as the database holds it."""

    measure_id: int
    period_id: int
    organization_id: int
    state: str
    content: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    n: Decimal | None
    definition_version_id: int | None
    first_submitted_at: datetime | None
    contested_at: datetime | None = None

    @property
    def counts(self) -> bool:
        """Approved, and not contested by the organization in whose name staff typed it."""
        return self.state == ObservationState.APPROVED and self.contested_at is None


def entry_of(line: Line | None, aggregation: str) -> Entry:
    """Return what a line adds to a total; without what its aggregation needs it is not collected."""
    if line is None or not line.counts:
        return SILENT
    if line.content == Content.NUMBER and _is_whole(line, aggregation):
        return Entry(Content.NUMBER, line.value, line.numerator, line.denominator, line.n)
    return NOT_APPLICABLE if line.content == Content.NOT_APPLICABLE else NOT_COLLECTED


def _is_whole(line: Line, aggregation: str) -> bool:
    if aggregation == Aggregation.PERCENT:
        return line.numerator is not None and line.denominator is not None
    if aggregation == Aggregation.MEAN:
        return line.value is not None and line.n is not None
    return aggregation == Aggregation.NONE or line.value is not None


def member_total(
    aggregation: str,
    *,
    expected: frozenset[int],
    history: Sequence[Mapping[int, Line]],
    deduplicated: Decimal | None = None,
) -> tuple[Total, frozenset[int]]:
    """Total the last period of a history over members, and tell who gave a figure for it.

    The history holds the lines of each period by organization. A member that has left stays in a total to
    date, but is no longer expected.
    """
    latest = history[-1] if history else {}
    entries = {pk: entry_of(line, aggregation) for pk, line in latest.items()}
    approved = {pk for pk, entry in entries.items() if entry is not SILENT}
    # Whoever has an approved figure counts as expected: "4 of 3 members" would help nobody.
    asked = sorted(expected | approved)
    rows = [entries.get(pk, SILENT) for pk in asked]
    if aggregation == Aggregation.CUMULATIVE:
        gone = {pk for lines in history for pk in lines}.difference(asked)
        rows = [_carried(pk, history, aggregation) for pk in asked]
        rows += [
            replace(NOT_APPLICABLE, carried=_last_known(pk, history, aggregation)) for pk in sorted(gone)
        ]
    total = over_partners(aggregation, rows, deduplicated=deduplicated)
    return total, frozenset(pk for pk, entry in entries.items() if entry.is_number)


def histories(
    aggregation: str, periods: Sequence[tuple[frozenset[int], Mapping[int, Line]]]
) -> list[list[Entry]]:
    """Return each member's entries in the periods in which it was asked or has an approved figure."""
    found: dict[int, list[Entry]] = {}
    for expected, lines in periods:
        entries = {pk: entry_of(line, aggregation) for pk, line in lines.items()}
        for pk in sorted(expected | {pk for pk, entry in entries.items() if entry is not SILENT}):
            found.setdefault(pk, []).append(entries.get(pk, SILENT))
    return list(found.values())


def derived_total(dividend: tuple[Total, frozenset[int]], divisor: tuple[Total, frozenset[int]]) -> Total:
    """Divide two totals, and mark the quotient when other members stand behind each."""
    return divided(dividend[0], divisor[0], by_same_members=dividend[1] == divisor[1])


def _carried(pk: int, history: Sequence[Mapping[int, Line]], aggregation: str) -> Entry:
    return carry_forward([entry_of(lines.get(pk), aggregation) for lines in history])


def _last_known(pk: int, history: Sequence[Mapping[int, Line]], aggregation: str) -> Decimal | None:
    entry = _carried(pk, history, aggregation)
    return entry.value if entry.is_number else entry.carried
