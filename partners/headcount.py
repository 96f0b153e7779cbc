"""How many were at a meeting, of how many organizations. Pure: it counts what it is given."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from partners.choices import AttendanceState


class Seen(Protocol):
    state: str
    organization_id: int
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Headcount:
    """An organization counts once, however many of its people came."""

    people: int = 0
    organizations: int = 0
    excused: int = 0
    absent: int = 0
    disputed: int = 0

    @property
    def is_taken(self) -> bool:
        return bool(self.people or self.excused or self.absent or self.disputed)


def count_heads(rows: Iterable[Seen]) -> Headcount:
    """What is disputed counts nowhere until it is settled."""
    rows = list(rows)
    settled = [row for row in rows if not row.is_disputed]
    present = [row for row in settled if row.state == AttendanceState.PRESENT]
    return Headcount(
        people=len(present),
        organizations=len({row.organization_id for row in present}),
        excused=sum(row.state == AttendanceState.EXCUSED for row in settled),
        absent=sum(row.state == AttendanceState.ABSENT for row in settled),
        disputed=len(rows) - len(settled),
    )
