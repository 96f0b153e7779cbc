"""Riverton City Library: two years of a partnership that slowly stops being the library's own program."""

from datetime import datetime, timedelta
from decimal import Decimal

from measurements.choices import Content
from measurements.domain.observations import Answer, fill_in_report
from measurements.models import Measure, Report
from partners.choices import AccessRole, LibraryRole, MemberRole
from partners.domain.libraries import found_library
from partners.domain.partnerships import add_member
from partners.domain.reminders import set_rule
from partners.domain.staffing import own_person
from partners.domain.versions import add_row
from partners.models import Library, LibraryMembership, Member, Organization, Person, User
from partnerships.demo.stories import people
from partnerships.demo.stories.activities import plan_activities
from partnerships.demo.stories.agenda import agree_on_agenda
from partnerships.demo.stories.labels import sort_directory
from partnerships.demo.stories.notices import read_older_notices
from partnerships.demo.stories.reading import read_the_curve
from partnerships.demo.stories.telling import (
    NINE,
    OFFSETS,
    QUARTERS,
    Days,
    access_for,
    approve_reports,
    count_each_learner_once,
    days_around,
    expect_reports,
    link_account,
    make_account,
    make_measures,
    make_neighbor,
    make_partnership,
    report_quarter,
)
from partnerships.demo.stories.touch import keep_in_touch
from partnerships.demo.stories.worksheet import fill_worksheet

ZONE = "America/Los_Angeles"


def tell(*, now: datetime, administrator: User) -> Library:
    """Make the library with everything in it."""
    days = days_around(now, ZONE)
    library = found_library(
        by=administrator,
        name="Riverton City Library",
        slug="riverton",
        time_zone=ZONE,
        language="en",
        now=now,
    )
    staff = _staff(library, by=administrator)
    mara = staff[people.MANAGER.email]
    partnership = make_partnership(library, by=mara, days=days)
    for neighbor in (*people.OTHERS, *people.CANDIDATES):
        make_neighbor(library, neighbor, by=mara)
    _funder(partnership, by=mara, days=days)
    givers = _reporters(library, staff, by=mara, days=days)
    members = _reporting_members(partnership)
    measures = make_measures(partnership, by=mara, days=days)
    count_each_learner_once(measures, by=mara, days=days)
    expect_reports(measures, members, by=mara, days=days)
    _report(measures, members, givers, approver=mara, days=days)
    set_rule(
        partnership,
        by=mara,
        # Made a few days ago, so that on a Sunday last Friday's reminder is still owed.
        now=now - timedelta(days=3),
        source="report_due",
        offsets=list(OFFSETS),
        send_at=NINE,
        is_active=True,
        escalate_after=2,
    )
    agree_on_agenda(partnership, by=mara, colleague=staff[people.COORDINATOR.email], today=days.today)
    read_the_curve(partnership, by=mara, days=days)
    plan_activities(partnership, by=mara, givers=givers, now=days.now)
    sort_directory(library, by=mara, colleague=staff[people.COORDINATOR.email], now=now)
    keep_in_touch(library, by=mara, colleague=staff[people.COORDINATOR.email], now=now)
    fill_worksheet(library, raters=[mara, staff[people.COORDINATOR.email]], now=now)
    read_older_notices(library, now=now)
    return library


def _staff(library: Library, *, by: User) -> dict[str, User]:
    roles = {
        people.MANAGER: LibraryRole.MANAGER,
        people.COORDINATOR: LibraryRole.COORDINATOR,
        people.VIEWER: LibraryRole.VIEWER,
    }
    users = {}
    for account, role in roles.items():
        users[account.email] = make_account(account)
        membership = LibraryMembership(library=library, user=users[account.email], role=role)
        add_row(membership, by=by, action="staff.joined")
        own_person(library, users[account.email])
    return users


def _funder(partnership, *, by: User, days: Days) -> None:
    fund = make_neighbor(partnership.library, people.FUND, by=by)
    add_member(partnership, by=by, organization=fund, role=MemberRole.FUNDER, joined_on=days.quarter(4))
    link_account(
        fund.people.get(), make_account(people.FUNDER), by=by, role=AccessRole.CONTACT, since=days.quarter(4)
    )


def _reporters(library: Library, staff: dict[str, User], *, by: User, days: Days) -> dict[int, User]:
    """Who gives each member's figures, by organization; at the library that is its coordinator."""
    cole = staff[people.COORDINATOR.email]
    own = Organization.objects.get(library=library, is_own=True)
    access_for(own.people.get(user=cole), by=by, since=days.anchor_on)
    givers = {own.pk: cole}
    for account in (people.PARTNER, people.PARTNER_ES):
        person = Person.objects.get(library=library, name=account.name)
        user = make_account(account)
        link_account(person, user, by=by, role=AccessRole.REPORTER, since=days.anchor_on)
        givers[person.organization_id] = user
    for neighbor in (people.PARISH, people.WORKFORCE):
        person = Person.objects.get(library=library, name=neighbor.person)
        access_for(person, by=by, since=days.anchor_on)
        # They report by phone; the coordinator types.
        givers[person.organization_id] = cole
    return givers


def _reporting_members(partnership) -> list[Member]:
    members = Member.objects.filter(partnership=partnership).exclude(role=MemberRole.FUNDER)
    return sorted(members, key=lambda member: (not member.organization.is_own, member.pk))


def _report(
    measures: list[Measure],
    members: list[Member],
    givers: dict[int, User],
    *,
    approver: User,
    days: Days,
) -> None:
    """Seven quarters are approved. In the eighth two are, one waits, one has begun, one is silent."""
    by_member = {member.pk: givers[member.organization_id] for member in members}
    for quarter in range(QUARTERS - 1):
        reports = report_quarter(measures, members, quarter=quarter, givers=by_member, days=days)
        approve_reports(reports, by=approver, at=days.handed_in_at(quarter) + timedelta(days=1))
    _last_quarter(measures, members, by_member, approver=approver, days=days)


def _last_quarter(
    measures: list[Measure],
    members: list[Member],
    givers: dict[int, User],
    *,
    approver: User,
    days: Days,
) -> None:
    last = QUARTERS - 1
    library, maple, oak_hill, parish, _silent = members
    reports = report_quarter(
        measures,
        members,
        quarter=last,
        givers=givers,
        days=days,
        only={library.pk, oak_hill.pk, parish.pk},
    )
    approve_reports(reports[:2], by=approver, at=days.now)
    begun = Report.objects.get(member=maple, period__starts_on=days.quarter(last))
    first = Answer(measure=measures[0], content=Content.NUMBER, value=Decimal(34))
    fill_in_report(begun, by=givers[maple.pk], now=days.now, answers=[first])
