"""Who is expected to report what: whoever is a member, and assigned, on the last day of the period."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from measurements.periods import Period
from partners.spells import Spell, covers


class Standing(StrEnum):
    """How far a member is with a sheet; an untouched one is late after its due day, missing once closed."""

    NOT_EXPECTED = "not_expected"
    EXPECTED = "expected"
    LATE = "late"
    MISSING = "missing"
    DRAFT = "draft"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    APPROVED = "approved"


HANDED_IN = frozenset({Standing.SUBMITTED, Standing.APPROVED})
UNTOUCHED = frozenset({Standing.EXPECTED, Standing.LATE, Standing.MISSING})
_FROM_LOWEST = (Standing.DRAFT, Standing.RETURNED, Standing.SUBMITTED, Standing.APPROVED)


def is_expected(period: Period, *, spell: Spell, starts_on: date, ends_on: date | None) -> bool:
    """Tell whether the membership is active and the assignment holds on the period's last day.

    A member who joined on that day is expected, one who left the day before is not, nor one that pauses then.
    """
    last = period.ends_on
    return spell.is_active_on(last) and covers((starts_on, ends_on), last)


def standing_of(
    states: Iterable[str | None], *, due_on: date, locks_on: date | None, today: date
) -> Standing:
    """Return the lowest standing of a sheet's lines, where None is a line without an answer.

    A sheet of which a part is answered is begun, so it counts as a draft. No lines at all: not expected.
    """
    lines = list(states)
    given = [Standing(state) for state in lines if state is not None]
    if not lines:
        return Standing.NOT_EXPECTED
    if not given:
        return _untouched(due_on, locks_on, today)
    lowest = min(given, key=_FROM_LOWEST.index)
    return lowest if len(given) == len(lines) or lowest == Standing.RETURNED else Standing.DRAFT


def _untouched(due_on: date, locks_on: date | None, today: date) -> Standing:
    if locks_on is not None and today > locks_on:
        return Standing.MISSING
    return Standing.LATE if today > due_on else Standing.EXPECTED
