"""Riverton City Library: five partnerships, forty organizations, and people who work with them."""

from datetime import datetime

from partners.choices import AccessRole, LibraryRole
from partners.domain.invitations import invite_person
from partners.domain.libraries import found_library
from partners.domain.tags import tag_organizations
from partners.models import Library, Organization, User
from partnerships.demo.stories import (
    comings,
    directory,
    english,
    english_turns,
    groceries,
    nurse,
    people,
    startups,
)
from partnerships.demo.stories.agendas import agree
from partnerships.demo.stories.agreements import sign
from partnerships.demo.stories.at_the_table import meet
from partnerships.demo.stories.beginning import begin, expect_reports
from partnerships.demo.stories.cast import Cast, fill_directory, hire, let_in, let_report
from partnerships.demo.stories.days import Days, days_around, told_at, waking_zone
from partnerships.demo.stories.groups import tell as tell_groups
from partnerships.demo.stories.lately import report_lately
from partnerships.demo.stories.meetings import meet_quarterly
from partnerships.demo.stories.notices import read_older_notices
from partnerships.demo.stories.plans import plan
from partnerships.demo.stories.reminders import pause, remind
from partnerships.demo.stories.reports import hand_in_all
from partnerships.demo.stories.shape import Story
from partnerships.demo.stories.task_force_turns import tell as tell_task_force
from partnerships.demo.stories.touch import keep_in_touch
from partnerships.demo.stories.worksheets import fill_worksheets

# Partnerships that are told without turns of their own.
OTHERS = (groceries.STORY, startups.STORY, nurse.STORY)


def tell(*, now: datetime, administrator: User) -> Library:
    """Make the library with everything in it."""
    zone = waking_zone(now)
    days = days_around(now, zone, periods=english.STORY.periods)
    with told_at(days.at(days.anchor_on)):
        cast, raters = _gather(administrator, zone=zone, days=days)
    _let_in_partners(cast, days=days)
    _tell_english(cast, days=days)
    for story in OTHERS:
        _tell(story, cast, now=now)
    tell_task_force(cast, days=days)
    tell_groups(cast, days=days)
    fill_worksheets(cast, raters=raters, days=days)
    keep_in_touch(cast, days=days)
    comings.hand_over(cast, days=days)
    with told_at(days.ago(4)):
        invite_person(
            cast.person(directory.FAIRLANE), by=cast.colleague, role=AccessRole.REPORTER, now=days.now
        )
    read_older_notices(cast.library, now=now)
    return cast.library


def _gather(administrator: User, *, zone: str, days: Days) -> tuple[Cast, list[User]]:
    """The library, its staff and its directory."""
    library = found_library(
        by=administrator,
        name="Riverton City Library",
        slug="riverton",
        time_zone=zone,
        language="en",
        now=days.now,
    )
    roles = {
        people.MANAGER: LibraryRole.MANAGER,
        people.COORDINATOR: LibraryRole.COORDINATOR,
        people.VIEWER: LibraryRole.VIEWER,
    }
    staff = {
        account.email: hire(library, account, role=role, by=administrator) for account, role in roles.items()
    }
    mara, cole, _vera = staff.values()
    cast = Cast(library, mara, cole, Organization.objects.get(library=library, is_own=True))
    fill_directory(cast, directory.NEIGHBORS, staff=staff)
    for name, neighbors in directory.TAGS.items():
        tagged = [cast.organization(neighbor) for neighbor in neighbors]
        tag_organizations(tagged, by=mara, library=library, name=name)
    return cast, list(staff.values())


def _let_in_partners(cast: Cast, *, days: Days) -> None:
    """Who reports for their organization themselves, and whom the library asks on the phone."""
    since = days.anchor_on
    with told_at(days.at(since)):
        let_in(cast, directory.MAPLE, people.PARTNER, role=AccessRole.REPORTER, since=since)
        let_in(cast, directory.OAK_HILL, people.PARTNER_ES, role=AccessRole.REPORTER, since=since)
        let_in(cast, directory.HEALTH, people.BACKBONE, role=AccessRole.REPORTER, since=since)
        let_in(cast, directory.FUND, people.FUNDER, role=AccessRole.CONTACT, since=days.period(12))
        for neighbor in (directory.PARISH, directory.WORKFORCE):
            let_report(cast, neighbor, since=since)


def _tell_english(cast: Cast, *, days: Days) -> None:
    told = begin(english.STORY, cast, days=days)
    expect_reports(told)
    with told_at(days.at(days.anchor_on)):
        english_turns.divide(told)
    hand_in_all(told, until=days.last, approver=cast.manager)
    agree(told)
    english_turns.agree_again(told)
    with told_at(days.lately(1)):
        english_turns.report_last(told)
        english_turns.disagree(told)
    with told_at(days.ago(3)):
        remind(told)
        pause(told)
        english_turns.read_the_curve(told)
    comings.rest(told)
    comings.say_goodbye(told)
    plan(told)
    sign(told)
    meet_quarterly(told)
    meet(told)


def _tell(story: Story, cast: Cast, *, now: datetime) -> None:
    """A partnership whose reports have all come, but for the last ones of some."""
    days = days_around(now, cast.library.time_zone, periods=story.periods, months=story.months)
    told = begin(story, cast, days=days)
    expect_reports(told)
    hand_in_all(told, until=days.last, approver=cast.manager)
    with told_at(days.lately(2)):
        report_lately(told)
    agree(told)
    plan(told)
