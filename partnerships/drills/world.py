"""The library of a drill: members that each owe one report on a day, made by a few statements."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from measurements.models import Assignment, Goal, Measure, MeasureVersion, Period, Report, ReportingCalendar
from partners.models import Access, Library, Member, Organization, Partnership, Person, ReminderRule
from partnerships.drills.errors import DrillError

BATCH = 1000
LONG_AGO = date(2015, 1, 1)
# No further periods begin by themselves.
NEVER = date(2080, 1, 1)
ZONE = "America/Los_Angeles"
HOUR = 9


def due_at(day: date) -> datetime:
    """When the mails of a day may leave."""
    return datetime(day.year, day.month, day.day, HOUR, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


@transaction.atomic
def build_world(people: int) -> None:
    """Fill an empty database. Raises DrillError where a library's data are."""
    if Library.objects.exists():
        raise DrillError("This database holds a library's data. A drill makes its own.")
    library = Library.objects.create(name="Drill Library", slug="drill", time_zone=ZONE)
    partnership = Partnership.objects.create(library=library, name="Drill", started_on=LONG_AGO)
    of_them = {"library": library, "partnership": partnership}
    calendar = ReportingCalendar.objects.create(**of_them, anchor_on=NEVER)
    goal = Goal.objects.create(**of_them, title="Drill")
    measure = Measure.objects.create(**of_them, goal=goal, calendar=calendar, name="Drill", unit="people")
    MeasureVersion.objects.create(
        **of_them, measure=measure, number=1, starts_on=LONG_AGO, definition="Drill"
    )
    _assign(measure, _members(partnership, people))
    ReminderRule.objects.create(**of_them, source="report_due", offsets=[0], starts_on=LONG_AGO)


@transaction.atomic
def owe_reports(days: Sequence[date]) -> None:
    """Let every member owe one report on each of the days."""
    calendar = ReportingCalendar.objects.get()
    of_them = {"library_id": calendar.library_id, "partnership_id": calendar.partnership_id}
    periods = [
        Period.objects.create(
            **of_them,
            calendar=calendar,
            starts_on=day - timedelta(days=40),
            next_starts_on=day - timedelta(days=10),
            label=f"until {day}",
            due_on=day,
        )
        for day in days
    ]
    reports = [
        Report(**of_them, organization_id=member.organization_id, member=member, period=period)
        for period in periods
        for member in Member.objects.all()
    ]
    Report.objects.bulk_create(reports, batch_size=BATCH)


def address(number: int) -> str:
    return f"drill{number}@example.org"


def _members(partnership: Partnership, count: int) -> list[Member]:
    library = partnership.library
    names = [f"Member {number}" for number in range(count)]
    organizations = Organization.objects.bulk_create(
        [Organization(library=library, name=name, name_key=name.lower()) for name in names], batch_size=BATCH
    )
    people = Person.objects.bulk_create(
        [
            Person(library=library, organization=one, name=one.name, name_key=one.name_key, email=address(n))
            for n, one in enumerate(organizations)
        ],
        batch_size=BATCH,
    )
    Access.objects.bulk_create(
        [
            Access(library=library, organization=one.organization, person=one, starts_on=LONG_AGO)
            for one in people
        ],
        batch_size=BATCH,
    )
    members = [
        Member(library=library, partnership=partnership, organization=one, joined_on=LONG_AGO)
        for one in organizations
    ]
    return Member.objects.bulk_create(members, batch_size=BATCH)


def _assign(measure: Measure, members: Sequence[Member]) -> None:
    Assignment.objects.bulk_create(
        [
            Assignment(
                library_id=measure.library_id,
                partnership_id=measure.partnership_id,
                organization_id=member.organization_id,
                member=member,
                measure=measure,
                starts_on=LONG_AGO,
            )
            for member in members
        ],
        batch_size=BATCH,
    )
