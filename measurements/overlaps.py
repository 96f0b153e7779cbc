"""Two activities that do the same for the same people at the same place and time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import combinations

from measurements.recurrence import Repeat, Schedule, dates_of

# Far enough to meet every pattern: every other week and the fifth of a month included.
_LOOK_AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class Slot:
    """What an activity takes up. The key of a place is its name without case and accents."""

    id: int
    organization_id: int
    kind: str
    population_id: int | None
    place_key: str
    postal_code: str
    schedule: Schedule
    starts_at: time | None
    ends_at: time | None


@dataclass(frozen=True)
class Overlap:
    """`one` has the smaller id. Without the same place, the two share a postal code."""

    one: Slot
    other: Slot
    weekdays: tuple[int, ...]
    is_same_place: bool


def find_overlaps(slots: Iterable[Slot]) -> list[Overlap]:
    """Return each pair once, in the order of their ids."""
    alike: dict[tuple[str, int], list[Slot]] = defaultdict(list)
    for slot in sorted(slots, key=lambda slot: slot.id):
        if slot.population_id is not None:
            alike[slot.kind, slot.population_id].append(slot)
    return sorted(
        (overlap for group in alike.values() for overlap in _among(group)),
        key=lambda overlap: (overlap.one.id, overlap.other.id),
    )


def _among(group: list[Slot]) -> Iterator[Overlap]:
    for one, other in combinations(group, 2):
        overlap = overlap_of(one, other)
        if overlap is not None:
            yield overlap


def overlap_of(one: Slot, other: Slot) -> Overlap | None:
    """Return what two activities of different organizations share, or None."""
    if one.id == other.id or one.organization_id == other.organization_id:
        return None
    if one.kind != other.kind or one.population_id is None or one.population_id != other.population_id:
        return None
    is_same_place = bool(one.place_key) and one.place_key == other.place_key
    is_near = bool(one.postal_code) and one.postal_code == other.postal_code
    if not (is_same_place or is_near) or not _hours_meet(one, other):
        return None
    weekdays = _shared_weekdays(one.schedule, other.schedule)
    first, second = sorted((one, other), key=lambda slot: slot.id)
    return Overlap(first, second, weekdays, is_same_place) if weekdays else None


def _hours_meet(one: Slot, other: Slot) -> bool:
    """Hours that only touch do not meet; of hours nobody gave, nothing can be said."""
    if one.starts_at is None or one.ends_at is None or other.starts_at is None or other.ends_at is None:
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _shared_weekdays(one: Schedule, other: Schedule) -> tuple[int, ...]:
    first = max(one.starts_on, other.starts_on)
    last = min(_last_day(one, first), _last_day(other, first))
    if last < first or Repeat.IRREGULAR in {one.repeat, other.repeat}:
        return ()
    dates = set(dates_of(one, since=first, until=last)) & set(dates_of(other, since=first, until=last))
    return tuple(sorted({day.isoweekday() for day in dates}))


def _last_day(schedule: Schedule, first: date) -> date:
    ahead = first + _LOOK_AHEAD
    return ahead if schedule.ends_on is None else min(schedule.ends_on, ahead)
