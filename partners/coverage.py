"""Days of a membership that no agreement covers. Pure: ranges of days, both ends included, None is open."""

from collections.abc import Iterable
from datetime import date, timedelta

Days = tuple[date, date]
OpenDays = tuple[date, date | None]
ONE_DAY = timedelta(days=1)


def merged(ranges: Iterable[Days]) -> list[Days]:
    """Return the ranges in order, with those that overlap or follow one another made one."""
    found: list[Days] = []
    for first, last in sorted(days for days in ranges if days[0] <= days[1]):
        if found and first - ONE_DAY <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def uncovered(active: Iterable[OpenDays], covered: Iterable[OpenDays], *, today: date) -> list[Days]:
    """Return the active days that no agreement covers, in order.

    Known are the days until today, and until the last agreement that is signed already begins: a gap
    before it is to come, and certain.
    """
    known = list(covered)
    until = max([today, *(first for first, _last in known)])
    held = merged(_until(known, until))
    return [gap for days in merged(_until(active, until)) for gap in _holes(days, held)]


def day_count(ranges: Iterable[Days]) -> int:
    return sum((last - first).days + 1 for first, last in ranges)


def _until(ranges: Iterable[OpenDays], until: date) -> list[Days]:
    ended = ((first, until if last is None else min(last, until)) for first, last in ranges)
    return [(first, last) for first, last in ended if first <= last]


def _holes(days: Days, held: Iterable[Days]) -> list[Days]:
    """What of one range none of the merged ranges takes."""
    found: list[Days] = []
    first, last = days
    for start, end in held:
        if end < first:
            continue
        if start > last:
            break
        if first < start:
            found.append((first, start - ONE_DAY))
        # The last day that a date can hold has no day after it.
        if end >= last:
            return found
        first = end + ONE_DAY
    return [*found, (first, last)]
