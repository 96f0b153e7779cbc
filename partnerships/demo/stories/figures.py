"""Eight quarters of a tutoring partnership whose library carries less and less of the work.

The first year ends with 130 learners, 3,064 hours and 28 tutors: the size of a real small-city program.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Series:
    """One measure: its totals by quarter, oldest first; the eighth is still coming in."""

    name: str
    unit: str
    definition: str
    direction: str
    totals: tuple[int, ...]
    baseline: int | None
    target: int
    aggregation: str = "sum"


LEARNERS = Series(
    "Learners in tutoring groups",
    "learners",
    "Adults who came to at least two sessions of a group in the quarter. Count each person once.",
    "increase",
    (38, 74, 101, 130, 128, 119, 134, 138),
    0,
    130,
    "unique",
)
HOURS = Series(
    "Hours of tutoring",
    "hours",
    "Hours of a session times the learners in it, from the attendance sheet.",
    "increase",
    (412, 693, 902, 1057, 1010, 940, 1085, 1102),
    None,
    1000,
)
TUTORS = Series(
    "Active volunteer tutors",
    "tutors",
    "Trained volunteers who led at least one session in the quarter.",
    "increase",
    (9, 17, 23, 28, 27, 25, 29, 30),
    4,
    30,
    "latest",
)
WAITING = Series(
    "Adults waiting for a place",
    "people",
    "Names on the waiting list on the last day of the quarter.",
    "decrease",
    (88, 80, 66, 51, 44, 47, 35, 31),
    90,
    20,
    "latest",
)
SERIES = (LEARNERS, HOURS, TUTORS, WAITING)

# What nobody types: one measure divided by another, with what it tells.
DERIVED = (
    ("Hours for each learner", "hours each", HOURS, LEARNERS),
    ("Learners for each tutor", "learners each", LEARNERS, TUTORS),
)
# Different learners of each whole year, from the lists of all groups compared by name.
YEARLY_LEARNERS = (130, 138)
HOW_COMPARED = "We put the attendance sheets of all groups side by side and counted each name once."

# The library's part of every total, in hundredths; the four other members share the rest.
LIBRARY_SHARE = (78, 74, 70, 66, 58, 50, 43, 38)
OTHER_WEIGHTS = (4, 3, 2, 1)


def parts_of(total: int, quarter: int) -> list[Decimal]:
    """Split a quarter's total over the library and four members; the parts add up to it exactly."""
    own = total * LIBRARY_SHARE[quarter] // 100
    rest = total - own
    parts = [rest * weight // sum(OTHER_WEIGHTS) for weight in OTHER_WEIGHTS]
    return [Decimal(own + rest - sum(parts)), *map(Decimal, parts)]
