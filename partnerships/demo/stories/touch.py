"""Talks of the last months, and who calls whom how often: some in time, some nearly late, some forgotten."""

from dataclasses import dataclass
from datetime import timedelta

from partners.choices import ContactDirection, ContactKind, ContactVisibility
from partners.domain.bounces import note_bounce
from partners.domain.contacts import log_contact
from partners.domain.files import NewFile
from partners.domain.touch import set_interval
from partners.models import Partnership
from partnerships.demo.stories.cast import Cast
from partnerships.demo.stories.days import Days, told_at
from partnerships.demo.stories.directory import (
    BRIGHTWIRE,
    CHAMBER,
    ELM,
    FAIRLANE,
    FUND,
    HARBOR,
    HEALTH,
    JUNIPER,
    MAPLE,
    NORTH_SIDE,
    OAK_HILL,
    PARENTS,
    PARISH,
    REFUGEE,
    SHELTER,
    SMALL_BUSINESS,
    SUNRISE,
    VENTURE_LAB,
    WORKFORCE,
)
from partnerships.demo.stories.people import Neighbor

# Files on a line of the log, as somebody brings them.
ROOMS = NewFile(
    "Rooms at Elm Street.csv",
    b"Room,Seats,Evenings\nLarge hall,80,Monday\nGarden room,24,Tuesday to Thursday\nStudio,12,Friday\n",
    "text/csv",
)
TIMETABLE = NewFile(
    "Evening groups.txt",
    b"Tuesday 6:00 p.m. parish hall\nThursday 10:00 a.m. adult school\nSaturday 10:00 a.m. adult school\n",
    "text/plain",
)


@dataclass(frozen=True)
class Talk:
    """One line of the log, so many days ago."""

    neighbor: Neighbor
    days_ago: int
    kind: str
    note: str
    direction: str = ContactDirection.TWO_WAY
    visibility: str = ContactVisibility.STAFF
    partnership: str = ""
    files: tuple[NewFile, ...] = ()


TALKS = (
    Talk(
        MAPLE,
        96,
        ContactKind.VISIT,
        "Coffee at the club. They can lend a second room on Tuesdays from next month.",
    ),
    Talk(PARISH, 88, ContactKind.CALL, "The hall stays open for the Thursday group all season."),
    Talk(
        ELM,
        75,
        ContactKind.VISIT,
        "Walked through the rooms. Good light, no elevator to the first floor.",
        files=(ROOMS,),
    ),
    Talk(
        OAK_HILL,
        52,
        ContactKind.MEETING,
        "Planned the placement tests together. Rosa brings the forms, we bring two volunteers.",
        visibility=ContactVisibility.PARTNERS,
        partnership="Neighbors Learning English",
        files=(TIMETABLE,),
    ),
    Talk(WORKFORCE, 44, ContactKind.CALL, "Lena can send people on the waiting list to the evening group."),
    Talk(JUNIPER, 40, ContactKind.CALL, "Sam asks the residents whether a morning group would suit them."),
    Talk(
        PARISH,
        30,
        ContactKind.MAIL,
        "Asked Tom for the attendance sheets of the quarter.",
        direction=ContactDirection.OUT,
    ),
    Talk(
        WORKFORCE,
        12,
        ContactKind.MAIL,
        "Sent the new timetable. No answer yet.",
        direction=ContactDirection.OUT,
    ),
    Talk(
        MAPLE,
        9,
        ContactKind.CALL,
        "Pia is short of tutors this month; we put a notice at the desk.",
        visibility=ContactVisibility.PARTNER,
    ),
    Talk(
        ELM,
        4,
        ContactKind.MAIL,
        "Grace would like to know when we decide about the second site.",
        direction=ContactDirection.IN,
    ),
    Talk(
        REFUGEE, 700, ContactKind.CALL, "Amir has no volunteers left for the groups; they step back for now."
    ),
    Talk(SUNRISE, 520, ContactKind.MEETING, "The center closes its classroom. Ruth thanks everybody."),
    Talk(FUND, 21, ContactKind.MEETING, "Fay likes the page of figures. The board meets in six weeks."),
    Talk(FAIRLANE, 6, ContactKind.CALL, "The truck comes at two from now on; Hank tells the drivers."),
    Talk(
        NORTH_SIDE, 71, ContactKind.VISIT, "Block party. Eleven people signed up for the pick-up afternoon."
    ),
    Talk(
        SMALL_BUSINESS, 17, ContactKind.MEETING, "Marcus offers the city’s list of new licenses each month."
    ),
    Talk(VENTURE_LAB, 33, ContactKind.CALL, "Two mentors graduate; Dr. Rao has three who follow."),
    Talk(CHAMBER, 140, ContactKind.VISIT, "Breakfast of the members. Nora will print our page."),
    Talk(HEALTH, 8, ContactKind.MEETING, "Went through the log of calls together. Mondays are the hardest."),
    Talk(SHELTER, 57, ContactKind.CALL, "Curtis would like the nurse one evening a week."),
    Talk(
        BRIGHTWIRE,
        64,
        ContactKind.MAIL,
        "Thanked Paul for the task force, and asked about the line for the north branch.",
        direction=ContactDirection.OUT,
    ),
)
# Ideal and longest interval in days.
INTERVALS = (
    (MAPLE, 30, 60),
    (OAK_HILL, 45, 90),
    (PARISH, 30, 60),
    (WORKFORCE, 30, 60),
    (ELM, 60, 90),
    (HARBOR, 90, 120),
    (FUND, 60, 90),
    (FAIRLANE, 14, 30),
    (NORTH_SIDE, 60, 90),
    (SMALL_BUSINESS, 30, 60),
    (VENTURE_LAB, 30, 45),
    (CHAMBER, 60, 120),
    (HEALTH, 14, 30),
    (SHELTER, 30, 60),
)


def keep_in_touch(cast: Cast, *, days: Days) -> None:
    """Fill the contact log, and set the intervals."""
    partnerships = {row.name: row for row in Partnership.objects.filter(library=cast.library)}
    for number, talk in enumerate(TALKS):
        with told_at(days.ago(talk.days_ago)):
            _log(talk, cast, partnerships.get(talk.partnership), days=days, is_colleagues=number % 3 == 1)
    set_on = days.today - timedelta(days=100)
    with told_at(days.at(set_on)):
        for neighbor, ideal, longest in INTERVALS:
            values = {"ideal_days": ideal, "maximum_days": longest}
            organization = cast.organization(neighbor)
            set_interval(organization, by=cast.manager, on=set_on, version=0, values=values)
    reason = "The mail came back: no such mailbox."
    note_bounce(cast.person(PARENTS), by=cast.colleague, reason=reason, now=days.ago(5))


def _log(talk: Talk, cast: Cast, partnership: Partnership | None, *, days: Days, is_colleagues: bool) -> None:
    organization = cast.organization(talk.neighbor)
    by = cast.colleague if is_colleagues else cast.manager
    log_contact(
        organization,
        by=by,
        now=days.ago(talk.days_ago),
        values={
            "kind": talk.kind,
            "direction": talk.direction,
            "note": talk.note,
            "at": days.ago(talk.days_ago),
            "visibility": talk.visibility,
            "partnership": partnership,
        },
        people=[cast.people[organization.pk]],
        staff=[by],
        files=talk.files,
    )
