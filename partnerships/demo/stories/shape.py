"""What a story says about a partnership: plain data; days count back from today, periods from the first."""

from dataclasses import dataclass
from datetime import time

from measurements.choices import Basis, Frequency, Repeat
from partners.choices import MemberRole
from partnerships.demo.stories.people import Neighbor

MONTHS_OF = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3}


@dataclass(frozen=True)
class Spell:
    """A neighbor's time in the partnership, in numbers of periods."""

    neighbor: Neighbor
    role: str = MemberRole.PARTNER
    joined: int = 0
    left: int | None = None
    # How much it carries of what the library leaves to the others; 0 reports nothing.
    weight: int = 1
    silent: tuple[int, ...] = ()
    late: tuple[int, ...] = ()

    def reports(self, period: int) -> bool:
        is_there = self.joined <= period and (self.left is None or period < self.left)
        return bool(self.weight) and is_there and period not in self.silent


@dataclass(frozen=True)
class Series:
    """One measure: its totals by period, oldest first. `only` says who alone counts it."""

    name: str
    unit: str
    definition: str
    direction: str
    totals: tuple[int, ...]
    target: int
    baseline: int | None = None
    aggregation: str = "sum"
    only: tuple[Neighbor | None, ...] = ()


@dataclass(frozen=True)
class Aim:
    """A goal with its strategies, its roles and what is counted for it; None as a neighbor is the library."""

    title: str
    description: str = ""
    strategies: tuple[str, ...] = ()
    roles: tuple[tuple[Neighbor | None, str], ...] = ()
    groups: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    review_in: int | None = None


@dataclass(frozen=True)
class Promise:
    """What a member gives for one of the goals."""

    giver: Neighbor | None
    title: str
    kind: str
    quantity: int | None = None
    unit: str = ""
    basis: str = Basis.TOTAL
    goal: int = 0
    is_confirmed: bool = True


@dataclass(frozen=True)
class Plan:
    """What a member does for one of the goals, on these days of the week."""

    giver: Neighbor | None
    title: str
    kind: str
    weekdays: str
    begins: time
    ends: time
    place: str
    group: str = ""
    people: int = 12
    goal: int = 0
    postal_code: str = "91702"
    repeat: str = Repeat.WEEKLY
    helpers: tuple[Neighbor, ...] = ()
    # The last weeks that nobody has entered yet.
    open_weeks: int = 0


@dataclass(frozen=True)
class Agenda:
    """The texts, when they were sent for signature, and who has not signed; not sent, they are a draft."""

    texts: dict[str, str]
    sent: int | None = None
    unsigned: tuple[Neighbor | None, ...] = ()


@dataclass(frozen=True)
class Story:
    """A whole partnership, as it is told without its turns."""

    name: str
    purpose: str
    periods: int
    members: tuple[Spell, ...]
    aims: tuple[Aim, ...]
    # The library's part of every total, in hundredths, by period.
    library_share: tuple[int, ...] = ()
    frequency: str = Frequency.QUARTERLY
    agenda: Agenda | None = None
    promises: tuple[Promise, ...] = ()
    plans: tuple[Plan, ...] = ()
    # Whose report of the last period has come, and what became of it.
    lately: tuple[tuple[Neighbor | None, str], ...] = ()

    @property
    def months(self) -> int:
        return MONTHS_OF[Frequency(self.frequency)]
