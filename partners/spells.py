"""How long an organization belongs to a partnership, and when it rests in between. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

ONE_DAY = timedelta(days=1)
# First and last day, both included; without a last day nobody knows yet when it ends.
Days = tuple[date, date | None]


def covers(days: Days, on: date) -> bool:
    """Tell whether a day lies within, both ends included."""
    since, until = days
    return since <= on and (until is None or on <= until)


def overlap(one: Days, other: Days) -> bool:
    """Tell whether two stretches share a day."""
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])


@dataclass(frozen=True, slots=True)
class Spell:
    """From joining to leaving, both days included, with the pauses in between, which do not overlap."""

    joined_on: date
    left_on: date | None = None
    pauses: tuple[Days, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Tell whether the organization belongs on this day, paused or not."""
        return covers((self.joined_on, self.left_on), day)

    def pause_on(self, day: date) -> Days | None:
        """Return the pause that a day lies in."""
        return next((days for days in self.pauses if covers(days, day)), None)

    def is_active_on(self, day: date) -> bool:
        """Tell whether something may be asked of the organization on this day."""
        return self.holds_on(day) and self.pause_on(day) is None

    def after_pause(self, day: date) -> date:
        """Return the day itself, or the first one after the pauses it lies in; of an open pause `date.max`.

        What falls due in a pause falls due after it.
        """
        while (pause := self.pause_on(day)) is not None:
            if pause[1] is None or pause[1] == date.max:
                return date.max
            day = pause[1] + ONE_DAY
        return day


def stored(pauses: Iterable[Days]) -> list[list[str | None]]:
    """Return pauses as a membership keeps them beside its days, the earliest first."""
    return [
        [since.isoformat(), until.isoformat() if until else None]
        for since, until in sorted(pauses, key=lambda days: days[0])
    ]


def read(rows: Sequence[Sequence[Any]]) -> tuple[Days, ...]:
    """Return pauses from the way they are kept."""
    return tuple(
        (date.fromisoformat(since), date.fromisoformat(until) if until else None) for since, until in rows
    )
