"""What both libraries of the demo are made of: accounts, organizations, a partnership and its figures."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from measurements.choices import Content, Frequency, Kind
from measurements.domain.goals import add_goal
from measurements.domain.measures import add_derived_measure, add_measure, assign_members
from measurements.domain.observations import Answer, approve_report, fill_in_report
from measurements.domain.targets import add_staff_figure
from measurements.models import Goal, Measure, Report
from measurements.periods import add_months
from partners.choices import AccessRole, MemberRole
from partners.domain.organizations import add_organization
from partners.domain.partnerships import add_member, start_partnership
from partners.domain.people import add_person, grant_access
from partners.models import Category, Library, Member, Organization, Partnership, Person, User
from partners.reminders.schedule import Calendar, occurrence
from partnerships.demo.stories.figures import (
    DERIVED,
    HOW_COMPARED,
    LIBRARY_SHARE,
    SERIES,
    YEARLY_LEARNERS,
    parts_of,
)
from partnerships.demo.stories.people import MEMBERS, PASSWORD, Account, Neighbor

QUARTERS = len(LIBRARY_SHARE)
OFFSETS = (-10, -2, 1, 8, 15)
NINE = time(9)
# A reminder that fell due within this time still goes out when the demo starts, whatever the weekday.
STILL_SENT = timedelta(days=2, hours=20)


@dataclass(frozen=True)
class Days:
    """Where the demo stands in time: eight quarters behind it, the last of which is being reported."""

    now: datetime
    anchor_on: date
    due_days: int

    @property
    def today(self) -> date:
        return self.now.date()

    def quarter(self, number: int) -> date:
        return add_months(self.anchor_on, 3 * number)

    def handed_in_at(self, quarter: int) -> datetime:
        """A week after the quarter's end, at noon."""
        ended_on = self.quarter(quarter + 1) + timedelta(days=6)
        moment = datetime.combine(ended_on, time(12), tzinfo=self.now.tzinfo)
        return min(moment, self.now - timedelta(hours=1))


def days_around(now: datetime, zone: str) -> Days:
    """Eight quarters that ended with last month, with reports due so that a reminder leaves right now."""
    local = now.astimezone(ZoneInfo(zone))
    first_of_month = local.date().replace(day=1)
    calendar = Calendar(ZoneInfo(zone))
    ended_on = first_of_month - timedelta(days=1)
    for due_days in range((local.date() - ended_on).days + 1, 120):
        due_on = ended_on + timedelta(days=due_days)
        moments = [occurrence(due_on, offset, calendar, NINE).send_at for offset in OFFSETS]
        if any(now - STILL_SENT < moment <= now for moment in moments):
            break
    return Days(now=local, anchor_on=add_months(first_of_month, -3 * QUARTERS), due_days=due_days)


def make_account(account: Account, *, is_administrator: bool = False) -> User:
    """Somebody who can sign in; the demo's addresses count as proved."""
    user = User.objects.create(
        email=account.email,
        password=_hashed_password(),
        name=account.name,
        language=account.language,
        is_staff=is_administrator,
        is_superuser=is_administrator,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@cache
def _hashed_password() -> str:
    # Hashing is slow on purpose; once is enough for accounts whose password is printed on the screen.
    return make_password(PASSWORD)


def make_neighbor(library: Library, neighbor: Neighbor, *, by: User) -> Organization:
    found = {category.code: category for category in Category.objects.filter(code__in=neighbor.categories)}
    kinds = [found[code] for code in neighbor.categories]
    organization = add_organization(
        library,
        by=by,
        values={"name": neighbor.name, "website": neighbor.website},
        categories=kinds,
        primary=kinds[0],
    )
    if neighbor.person:
        email = f"{neighbor.person.split()[0].lower()}@{_host(neighbor)}"
        add_person(organization, by=by, values={"name": neighbor.person, "email": email})
    return organization


def _host(neighbor: Neighbor) -> str:
    first = neighbor.name.split()[0].lower()
    return f"{''.join(filter(str.isalnum, first))}.example.org"


def link_account(person: Person, user: User, *, by: User, role: str, since: date) -> None:
    person.user, person.email, person.language = user, user.email, user.language
    person.save(update_fields=["user", "email", "language"])
    grant_access(person, by=by, role=role, on=since)


def make_partnership(library: Library, *, by: User, days: Days) -> Partnership:
    """The tutoring partnership with the library as its convenor and four members."""
    partnership = start_partnership(
        library,
        by=by,
        values={
            "name": "Neighbors Learning English",
            "purpose": "Small groups, led by trained volunteers, where adults learn English near home.",
            "started_on": days.anchor_on,
        },
    )
    for neighbor in MEMBERS:
        organization = make_neighbor(library, neighbor, by=by)
        add_member(
            partnership,
            by=by,
            organization=organization,
            role=MemberRole.PARTNER,
            joined_on=days.anchor_on,
        )
    return partnership


def make_measures(partnership: Partnership, *, by: User, days: Days) -> list[Measure]:
    goal = add_goal(
        partnership,
        by=by,
        values={
            "title": "Adults in Riverton speak English with confidence",
            "description": "At work, at school meetings and at the doctor’s, without an interpreter.",
        },
    )
    measures = {series.name: _measure(goal, series, by=by, days=days) for series in SERIES}
    for name, unit, dividend, divisor in DERIVED:
        add_derived_measure(
            goal,
            by=by,
            values={"name": name, "unit": unit, "kind": Kind.HOW_WELL},
            dividend=measures[dividend.name],
            divisor=measures[divisor.name],
        )
    return list(measures.values())


def count_each_learner_once(measures: list[Measure], *, by: User, days: Days) -> None:
    """What staff worked out for the years that are over."""
    for year, people in enumerate(YEARLY_LEARNERS):
        add_staff_figure(
            measures[0],
            by=by,
            values={
                "starts_on": days.quarter(4 * year),
                "ends_on": days.quarter(4 * year + 4) - timedelta(days=1),
                "value": Decimal(people),
                "method": HOW_COMPARED,
            },
        )


def _measure(goal: Goal, series, *, by: User, days: Days) -> Measure:
    return add_measure(
        goal,
        by=by,
        values={
            "name": series.name,
            "unit": series.unit,
            "definition": series.definition,
            "direction": series.direction,
            "baseline": series.baseline,
            "aggregation": series.aggregation,
            "is_headline": True,
        },
        target=None if series.target is None else Decimal(series.target),
        frequency=Frequency.QUARTERLY,
        anchor_on=days.anchor_on,
        due_days=days.due_days,
    )


def expect_reports(measures: list[Measure], members: list[Member], *, by: User, days: Days) -> None:
    for measure in measures:
        assign_members(measure, by=by, members=members, starts_on=days.anchor_on, now=days.now)


def report_quarter(
    measures: list[Measure],
    members: list[Member],
    *,
    quarter: int,
    givers: dict[int, User],
    days: Days,
    only: set[int] | None = None,
) -> list[Report]:
    """Hand in the sheets of one quarter, of all members or some; the library stands first among them."""
    reports = []
    at = days.handed_in_at(quarter)
    parts = {
        measure.pk: parts_of(series.totals[quarter], quarter)
        for measure, series in zip(measures, SERIES, strict=True)
    }
    for position, member in enumerate(members):
        if only is not None and member.pk not in only:
            continue
        report = Report.objects.get(member=member, period__starts_on=days.quarter(quarter))
        answers = [
            Answer(measure=measure, content=Content.NUMBER, value=parts[measure.pk][position])
            for measure in measures
        ]
        fill_in_report(report, by=givers[member.pk], now=at, answers=answers, submit=True)
        reports.append(report)
    return reports


def approve_reports(reports: list[Report], *, by: User, at: datetime) -> None:
    for report in reports:
        versions = {line.pk: line.version for line in report.observations.all()}
        approve_report(report, by=by, now=at, versions=versions)


def access_for(person: Person, *, by: User, since: date) -> None:
    grant_access(person, by=by, role=AccessRole.REPORTER, on=since)
