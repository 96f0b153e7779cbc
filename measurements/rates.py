"""How many of the expected figures came in, and how many of them in time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from measurements.choices import Content, ObservationState
from measurements.deadlines import is_on_time
from measurements.expectation import HANDED_IN


@dataclass(frozen=True)
class Rates:
    """Counts of expected figures; "not applicable" and "not collected" are answers and count as reported."""

    expected: int = 0
    reported: int = 0
    on_time: int = 0
    approved: int = 0
    zero: int = 0
    not_applicable: int = 0
    not_collected: int = 0

    @property
    def reporting_rate(self) -> Decimal | None:
        """Return the share of expected figures that came in; None when nothing was expected."""
        return _share(self.reported, self.expected)

    @property
    def on_time_rate(self) -> Decimal | None:
        """Return the share first handed in by the end of the due day; None when nothing was expected."""
        return _share(self.on_time, self.expected)

    def __add__(self, other: "Rates") -> "Rates":
        names = self.__dataclass_fields__
        return Rates(**{name: getattr(self, name) + getattr(other, name) for name in names})


def rate_of(line: Any, *, due_on: date, zone: ZoneInfo) -> Rates:
    """Return the counts of one expected figure; None is one that nobody has begun.

    A figure that was handed in in time stays on time while it is returned and corrected.
    """
    if line is None:
        return Rates(expected=1)
    is_in = line.state in HANDED_IN
    on_time = is_on_time(line.first_submitted_at, due_on, zone)
    return Rates(
        expected=1,
        reported=int(is_in),
        on_time=int(on_time),
        approved=int(line.state == ObservationState.APPROVED),
        zero=int(is_in and line.content == Content.NUMBER and line.value == 0),
        not_applicable=int(is_in and line.content == Content.NOT_APPLICABLE),
        not_collected=int(is_in and line.content == Content.NOT_COLLECTED),
    )


def add_up(rates: Iterable[Rates]) -> Rates:
    """Return the counts of many figures together."""
    return sum(rates, Rates())


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / whole if whole else None
