"""Who rests, who left and what came back, and who handed over to whom."""

from datetime import date, timedelta

from partners.choices import AccessRole
from partners.domain.departures import draft_thanks, list_hand_backs, tick_hand_back, write_thanks
from partners.domain.pauses import pause_member
from partners.domain.people import add_person, grant_access
from partners.domain.successions import hand_over_due, name_successor
from partners.domain.versions import change_row
from partners.models import Person
from partnerships.demo.stories.beginning import Told
from partnerships.demo.stories.cast import Cast, make_account
from partnerships.demo.stories.days import Days, told_at
from partnerships.demo.stories.directory import HARBOR, OAK_HILL, PANTRY, SUNRISE
from partnerships.demo.stories.people import Account

THINGS = ("Key to the side door", "Two boxes of workbooks", "Login to the shared folder")
SUCCESSOR = Account("Kim Oduya", "kim@pantry.example.org", "")


def rest(told: Told) -> None:
    """A school that pauses next summer, and a supporter that rests and knows not how long."""
    by, today = told.cast.colleague, told.days.today
    year = today.year + (today.month > 6)  # noqa: PLR2004 - after June, the next summer
    with told_at(told.days.ago(12)):
        pause_member(
            told.member(HARBOR),
            by=by,
            starts_on=today - timedelta(days=12),
            ends_on=None,
            reason="Its office moves; it will call when it is settled.",
        )
    with told_at(told.days.ago(5)):
        pause_member(
            told.member(OAK_HILL),
            by=by,
            starts_on=date(year, 7, 1),
            ends_on=date(year, 8, 31),
            reason="School summer",
        )


def say_goodbye(told: Told) -> None:
    """A member that left in the third year: why, what it hands back, and a letter."""
    by, member = told.cast.manager, told.member(SUNRISE)
    member.refresh_from_db()
    left_on = member.left_on
    if left_on is None:
        return
    with told_at(told.days.at(left_on)):
        values = {"leaving_reason": "Its program for seniors ended with the grant."}
        member = change_row(member, by=by, action="member.changed", version=member.version, values=values)
        things = list_hand_backs(member, by=by, things=THINGS)
        for thing in things[:2]:
            tick_hand_back(thing, by=by, version=thing.version, on=left_on)
        write_thanks(member, by=by, version=member.version, text=draft_thanks(member, by=by)[1])


def hand_over(cast: Cast, *, days: Days) -> None:
    """Somebody named a successor, whose first day was last week; staff still have to welcome her."""
    by, person = cast.colleague, Person.objects.get(pk=cast.person(PANTRY).pk)
    with told_at(days.ago(30)):
        grant_access(person, by=by, role=AccessRole.REPORTER, on=days.today - timedelta(days=400))
        values = {"name": SUCCESSOR.name, "email": SUCCESSOR.email}
        successor = add_person(cast.organization(PANTRY), by=by, values=values)
        Person.objects.filter(pk=successor.pk).update(user=make_account(SUCCESSOR))
        successor.refresh_from_db()
        name_successor(
            person,
            by=by,
            now=days.ago(30),
            starts_on=days.today - timedelta(days=7),
            successor=successor,
        )
    with told_at(days.ago(7)):
        hand_over_due(now=days.now)
