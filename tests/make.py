"""Rows for tests. Nothing here invents a library: whoever needs a row says whose it is."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from measurements.choices import Content, Frequency, ObservationState
from measurements.models import Assignment, Goal, Measure, Observation, Period, Report, ReportingCalendar
from partners.choices import (
    AccessRole,
    ContactDirection,
    ContactKind,
    ContactVisibility,
    ImportKind,
    LibraryRole,
    MemberRole,
)
from partners.models import (
    Access,
    Category,
    ClosureDay,
    ContactEntry,
    HandoverNote,
    ImportRun,
    KeepInTouch,
    Library,
    LibraryMembership,
    Member,
    Organization,
    OrganizationCategory,
    OrganizationTag,
    Partnership,
    Person,
    ReminderRule,
    Tag,
    User,
)
from worksheets.models import Candidate, Evaluation, InstrumentVersion, Rating

PASSWORD = "correct horse battery"
_numbers = count(1)


def _saved(row):
    row.full_clean()
    row.save()
    return row


def make_user(email=None, *, name="", language="en", password=PASSWORD, **fields):
    number = next(_numbers)
    user = User(
        email=email or f"user{number}@example.org", name=name or f"User {number}", language=language, **fields
    )
    user.set_password(password)
    return _saved(user)


def make_library(*, name="Riverton City Library", slug=None, time_zone="America/Los_Angeles", language="en"):
    library = _saved(
        Library(name=name, slug=slug or f"library-{next(_numbers)}", time_zone=time_zone, language=language)
    )
    _saved(Organization(library=library, name=name, is_own=True))
    return library


def make_staff(library, user=None, *, role=LibraryRole.MANAGER):
    return _saved(LibraryMembership(library=library, user=user or make_user(), role=role))


def make_organization(library, *, name="Maple Homework Club", categories=("education",), **fields):
    organization = _saved(Organization(library=library, name=name, **fields))
    chosen = Category.objects.filter(code__in=categories) or Category.objects.all()[:1]
    for position, category in enumerate(chosen):
        OrganizationCategory.objects.create(
            library=library, organization=organization, category=category, is_primary=position == 0
        )
    return organization


def make_person(organization, *, name="Pia Santos", email=None, user=None, language="en", **fields):
    email = f"person{next(_numbers)}@example.org" if email is None else email
    return _saved(
        Person(
            library=organization.library,
            organization=organization,
            name=name,
            email=email,
            user=user,
            language=language,
            **fields,
        )
    )


def make_access(person, *, role=AccessRole.REPORTER, starts_on=date(2015, 1, 1), ends_on=None):
    return _saved(
        Access(
            library=person.library,
            organization=person.organization,
            person=person,
            role=role,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )


def make_partnership(library, *, name="Neighbors Learning English", started_on=date(2015, 1, 1), **fields):
    return _saved(Partnership(library=library, name=name, started_on=started_on, **fields))


def make_member(partnership, organization, *, role=MemberRole.PARTNER, joined_on=date(2015, 1, 1), **fields):
    return _saved(
        Member(
            library=partnership.library,
            partnership=partnership,
            organization=organization,
            role=role,
            joined_on=joined_on,
            **fields,
        )
    )


def make_rule(partnership, *, owner, source="report_due", offsets=(-10, -2, 1), **fields):
    fields.setdefault("starts_on", date(2015, 1, 1))
    return _saved(
        ReminderRule(
            library=partnership.library,
            partnership=partnership,
            source=source,
            offsets=list(offsets),
            owner=owner,
            **fields,
        )
    )


def make_goal(partnership, *, title="Adults speak English with confidence", **fields):
    return _saved(Goal(library=partnership.library, partnership=partnership, title=title, **fields))


def make_calendar(
    partnership, *, frequency=Frequency.QUARTERLY, anchor_on=date(2016, 1, 1), due_days=15, lock_days=None
):
    return _saved(
        ReportingCalendar(
            library=partnership.library,
            partnership=partnership,
            frequency=frequency,
            anchor_on=anchor_on,
            due_days=due_days,
            lock_days=lock_days,
        )
    )


def make_measure(goal, *, calendar=None, name="Learners in tutoring groups", unit="learners", **fields):
    fields.setdefault("target", Decimal(120))
    return _saved(
        Measure(
            library=goal.library,
            partnership=goal.partnership,
            goal=goal,
            calendar=calendar or make_calendar(goal.partnership),
            name=name,
            unit=unit,
            **fields,
        )
    )


def make_assignment(measure, member, *, starts_on=date(2015, 1, 1), ends_on=None):
    return _saved(
        Assignment(
            library=measure.library,
            partnership=measure.partnership,
            organization=member.organization,
            member=member,
            measure=measure,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )


def make_period(calendar, *, starts_on=date(2017, 1, 1), next_starts_on=date(2017, 4, 1), **fields):
    fields.setdefault("due_on", date(2017, 4, 15))
    fields.setdefault("label", "2017 Q1")
    return _saved(
        Period(
            library=calendar.library,
            partnership=calendar.partnership,
            calendar=calendar,
            starts_on=starts_on,
            next_starts_on=next_starts_on,
            **fields,
        )
    )


def make_report(member, period):
    return _saved(
        Report(
            library=member.library,
            partnership=member.partnership,
            organization=member.organization,
            member=member,
            period=period,
        )
    )


def make_observation(report, measure, *, by, value=Decimal(130), state=ObservationState.SUBMITTED, **fields):
    fields.setdefault("content", Content.NUMBER)
    if state != ObservationState.DRAFT:
        fields.setdefault("first_submitted_at", datetime(2017, 4, 10, 18, tzinfo=UTC))
        fields.setdefault("submitted_at", datetime(2017, 4, 10, 18, tzinfo=UTC))
    return _saved(
        Observation(
            library=report.library,
            partnership=report.partnership,
            organization=report.organization,
            report=report,
            measure=measure,
            period=report.period,
            state=state,
            value=value,
            given_by=by,
            **fields,
        )
    )


def make_evaluation(library, *organizations, by, title="Two sites for tutoring"):
    evaluation = _saved(
        Evaluation(
            library=library,
            instrument_version=InstrumentVersion.objects.get(code="potential_partners"),
            title=title,
            created_by=by,
            created_at=datetime(2017, 1, 10, 18, tzinfo=UTC),
        )
    )
    for position, organization in enumerate(organizations, start=1):
        _saved(
            Candidate(library=library, evaluation=evaluation, organization=organization, position=position)
        )
    return evaluation


def make_rating(candidate, *, by, code="1a", value=4, note=""):
    factor = candidate.evaluation.instrument_version.factors.get(code=code)
    return _saved(
        Rating(
            library=candidate.library,
            evaluation=candidate.evaluation,
            candidate=candidate,
            factor=factor,
            rater=by,
            value=value,
            note=note,
        )
    )


def make_closure(library, *, on=date(2037, 12, 24), reason="Winter holidays"):
    return _saved(ClosureDay(library=library, on=on, reason=reason))


def make_handover(partnership, *, text="Call Rosa on Tuesdays."):
    return _saved(HandoverNote(library=partnership.library, partnership=partnership, text=text))


def make_contact(organization, *, by, at=datetime(2017, 4, 3, 17, tzinfo=UTC), note="", **fields):
    fields.setdefault("kind", ContactKind.CALL)
    fields.setdefault("direction", ContactDirection.TWO_WAY)
    fields.setdefault("visibility", ContactVisibility.STAFF)
    return _saved(
        ContactEntry(
            library=organization.library, organization=organization, created_by=by, at=at, note=note, **fields
        )
    )


def make_interval(organization, *, owner, ideal_days=30, maximum_days=60, set_on=date(2017, 1, 1)):
    return _saved(
        KeepInTouch(
            library=organization.library,
            organization=organization,
            owner=owner,
            ideal_days=ideal_days,
            maximum_days=maximum_days,
            set_on=set_on,
        )
    )


def make_tag(library, *organizations, name="Lends rooms"):
    tag = _saved(Tag(library=library, name=name))
    for organization in organizations:
        _saved(OrganizationTag(library=library, organization=organization, tag=tag))
    return tag


def make_import(library, *, by, headers=("Name", "Category"), rows=None, **fields):
    """Rows that somebody looks at: a new one, one of the directory, and a bad one."""
    rows = rows or [("Pine Arts Center", "education"), ("Maple Homework Club", "education"), ("Fir", "none")]
    fields.setdefault("kind", ImportKind.ORGANIZATIONS)
    fields.setdefault("matching", {"name": 0, "categories": 1})
    numbered = [[number, list(cells)] for number, cells in enumerate(rows, start=2)]
    return _saved(
        ImportRun(
            library=library,
            headers=list(headers),
            rows=numbered,
            made_by=by,
            made_at=datetime(2017, 4, 10, 18, tzinfo=UTC),
            **fields,
        )
    )
