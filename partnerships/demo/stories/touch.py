"""Talks of the last months, and who calls whom how often: some in time, some nearly late, one forgotten."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from partners.choices import ContactDirection, ContactKind, ContactVisibility
from partners.domain.contacts import log_contact
from partners.domain.touch import set_interval
from partners.models import Library, Organization, Partnership, Person, User
from partnerships.demo.stories.people import (
    ELM,
    HARBOR,
    JUNIPER,
    MAPLE,
    OAK_HILL,
    PARISH,
    WORKFORCE,
    Neighbor,
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


TALKS = (
    Talk(
        MAPLE,
        96,
        ContactKind.VISIT,
        "Coffee at the club. They can lend a second room on Tuesdays from the fall.",
    ),
    Talk(PARISH, 88, ContactKind.CALL, "The hall stays open for the Thursday group until Easter."),
    Talk(ELM, 75, ContactKind.VISIT, "Walked through the rooms. Good light, no elevator to the first floor."),
    Talk(
        OAK_HILL,
        52,
        ContactKind.MEETING,
        "Planned the placement tests together. Rosa brings the forms, we bring two volunteers.",
        visibility=ContactVisibility.PARTNERS,
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
        "Pia is short of tutors after the holidays; we put a notice at the desk.",
        visibility=ContactVisibility.PARTNER,
    ),
    Talk(
        ELM,
        4,
        ContactKind.MAIL,
        "Grace would like to know when we decide about the second site.",
        direction=ContactDirection.IN,
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
)


def keep_in_touch(library: Library, *, by: User, colleague: User, now: datetime) -> None:
    """Fill the contact log and set the intervals."""
    found = {row.name: row for row in Organization.objects.filter(library=library)}
    partnership = Partnership.objects.filter(library=library).first()
    for number, talk in enumerate(TALKS):
        writer = colleague if number % 3 == 1 else by
        _log(talk, found[talk.neighbor.name], partnership, by=writer, now=now)
    for neighbor, ideal, longest in INTERVALS:
        values = {"ideal_days": ideal, "maximum_days": longest}
        set_on = (now - timedelta(days=100)).date()
        set_interval(found[neighbor.name], by=by, on=set_on, version=0, values=values)


def _log(
    talk: Talk, organization: Organization, partnership: Partnership | None, *, by: User, now: datetime
) -> None:
    is_shared = talk.visibility == ContactVisibility.PARTNERS
    log_contact(
        organization,
        by=by,
        now=now,
        values={
            "kind": talk.kind,
            "direction": talk.direction,
            "note": talk.note,
            "at": _office_hour(now - timedelta(days=talk.days_ago), library=organization.library),
            "visibility": talk.visibility,
            "partnership": partnership if is_shared else None,
        },
        people=list(Person.objects.filter(organization=organization)[:1]),
        staff=[by],
    )


def _office_hour(moment: datetime, *, library: Library) -> datetime:
    """That day during opening hours, a little differently each day."""
    local = moment.astimezone(ZoneInfo(library.time_zone))
    return local.replace(hour=9 + local.day % 8, minute=local.day * 5 % 60, second=0, microsecond=0)
