"""Rows for tests. Nothing here invents a library: whoever needs a row says whose it is."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count

from measurements.agenda_content import compose
from measurements.choices import (
    ActivityKind,
    CommitmentKind,
    Content,
    Frequency,
    ObservationState,
    RoleKind,
    SessionState,
)
from measurements.models import (
    Activity,
    ActivityHelper,
    AgendaDraft,
    AgendaVersion,
    Assignment,
    CategoryList,
    Claim,
    Commitment,
    Dimension,
    Extension,
    Forecast,
    Goal,
    GoalDecision,
    GoalPopulation,
    Measure,
    MeasureDimension,
    MeasureNote,
    MeasureVersion,
    Observation,
    Period,
    Population,
    Report,
    ReportingCalendar,
    Role,
    Session,
    Signature,
    Slice,
    SliceCategory,
    Strategy,
    Target,
)
from partners.choices import (
    AccessRole,
    ContactDirection,
    ContactKind,
    ContactVisibility,
    ImportKind,
    JobState,
    LibraryRole,
    MemberRole,
    StopKind,
    TaskKind,
)
from partners.domain.files import NewFile, add_contact_files
from partners.domain.logos import set_logo
from partners.models import (
    Access,
    Category,
    ClosureDay,
    ContactEntry,
    Decision,
    HandoverNote,
    ImportRun,
    Job,
    JobPart,
    KeepInTouch,
    Library,
    LibraryMembership,
    Member,
    Notice,
    Organization,
    OrganizationCategory,
    OrganizationTag,
    Partnership,
    Person,
    ReminderRule,
    ReminderStop,
    Tag,
    Task,
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


def make_rule(place, *, owner, source="report_due", offsets=(-10, -2, 1), **fields):
    """The rule of a partnership, or of a whole library."""
    fields.setdefault("starts_on", date(2015, 1, 1))
    is_wide = isinstance(place, Library)
    return _saved(
        ReminderRule(
            library=place if is_wide else place.library,
            partnership=None if is_wide else place,
            source=source,
            offsets=list(offsets),
            owner=owner,
            **fields,
        )
    )


def make_task(organization, *, owner=None, **fields):
    fields.setdefault("kind", TaskKind.CALL)
    fields.setdefault("cause", f"call:{next(_numbers)}")
    return _saved(
        Task(
            library=organization.library,
            organization=organization,
            owner=owner,
            due_on=date(2017, 4, 20),
            opened_at=datetime(2017, 4, 20, 16, tzinfo=UTC),
            data={"title": "Evening classes"},
            **fields,
        )
    )


def make_stop(person, *, by, kind=StopKind.PAUSE, source="report_due", until=None):
    return _saved(
        ReminderStop(
            library=person.library,
            person=person,
            kind=kind,
            source=source,
            until=until,
            set_at=datetime(2017, 4, 3, 16, tzinfo=UTC),
            set_by=by,
        )
    )


def make_goal(partnership, *, title="Adults speak English with confidence", **fields):
    return _saved(Goal(library=partnership.library, partnership=partnership, title=title, **fields))


def make_strategy(goal, *, title="Small groups in three neighborhoods", **fields):
    return _saved(
        Strategy(library=goal.library, partnership=goal.partnership, goal=goal, title=title, **fields)
    )


def make_role(goal, organization, *, kind=RoleKind.DELIVER):
    return _saved(
        Role(
            library=goal.library,
            partnership=goal.partnership,
            goal=goal,
            organization=organization,
            kind=kind,
        )
    )


def make_draft(
    partnership, *, problem="Too few places to learn.", vision="A group near every home.", **texts
):
    return _saved(
        AgendaDraft(
            library=partnership.library, partnership=partnership, problem=problem, vision=vision, **texts
        )
    )


def make_agenda(partnership, *, by, number=1, published_on=date(2017, 4, 3), **texts):
    """A version that was sent for signature, with the goals as they are."""
    texts = {"problem": "Too few places to learn.", "vision": "A group near every home."} | texts
    return _saved(
        AgendaVersion(
            library=partnership.library,
            partnership=partnership,
            number=number,
            content=compose(texts, partnership.goals.open().with_plan()),
            published_on=published_on,
            published_by=by,
        )
    )


def make_signature(version, organization, *, by, name="Pia Santos", signed_on=date(2017, 4, 5), **fields):
    return _saved(
        Signature(
            library=version.library,
            partnership=version.partnership,
            organization=organization,
            agenda_version=version,
            name=name,
            signed_on=signed_on,
            recorded_by=by,
            **fields,
        )
    )


def make_decision(partnership, *goals, text="We add a morning group.", decided_on=date(2017, 3, 1), **fields):
    decision = _saved(
        Decision(
            library=partnership.library, partnership=partnership, text=text, decided_on=decided_on, **fields
        )
    )
    for goal in goals:
        _saved(GoalDecision(library=goal.library, partnership=partnership, goal=goal, decision=decision))
    return decision


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


def make_measure(
    goal,
    *,
    calendar=None,
    name="Learners in tutoring groups",
    unit="learners",
    target=Decimal(120),
    **fields,
):
    measure = _saved(
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
    make_version(measure)
    if target is not None:
        make_target(measure, value=target)
    return measure


def make_derived(dividend, divisor, *, name="Hours for each learner", unit="hours", **fields):
    """A measure that divides the totals of two others."""
    parts = {"dividend": dividend, "divisor": divisor, "aggregation": "", "target": None}
    return make_measure(
        dividend.goal, calendar=dividend.calendar, name=name, unit=unit, kind="how_well", **parts | fields
    )


def make_version(measure, *, number=1, starts_on=date(2015, 1, 1), definition="", **fields):
    return _saved(
        MeasureVersion(
            library=measure.library,
            partnership=measure.partnership,
            measure=measure,
            number=number,
            starts_on=starts_on,
            definition=definition or measure.definition,
            **fields,
        )
    )


def make_target(measure, *, value=Decimal(120), starts_on=date(2015, 1, 1), ends_on=None, **fields):
    return _saved(
        Target(
            library=measure.library,
            partnership=measure.partnership,
            measure=measure,
            value=value,
            starts_on=starts_on,
            ends_on=ends_on,
            **fields,
        )
    )


def make_dimension(
    library, *, name="Age", kind="partition", categories=("Under 18", "18 or older", "Unknown")
):
    """A breakdown with one list of categories, of which the one called Unknown is for unknown."""
    dimension = _saved(Dimension(library=library, name=name, kind=kind))
    listed = _saved(CategoryList(library=library, dimension=dimension, number=1, starts_on=date(2015, 1, 1)))
    for position, label in enumerate(categories, start=1):
        _saved(
            SliceCategory(
                library=library,
                category_list=listed,
                position=position,
                name=label,
                is_unknown=label == "Unknown",
            )
        )
    return dimension


def make_breakdown(measure, dimension, *, starts_on=date(2015, 1, 1), ends_on=None):
    return _saved(
        MeasureDimension(
            library=measure.library,
            partnership=measure.partnership,
            measure=measure,
            dimension=dimension,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )


def make_slice(observation, category, *, value=Decimal(1), **fields):
    return _saved(
        Slice(
            library=observation.library,
            partnership=observation.partnership,
            organization=observation.organization,
            observation=observation,
            category=category,
            value=value,
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


def make_forecast(measure, *, by, number=1, made_on=date(2017, 1, 10), points=None, reason="As before."):
    points = points or [["2017-04-01", "2017-07-01", "2017 Q2", "120"]]
    return _saved(
        Forecast(
            library=measure.library,
            partnership=measure.partnership,
            measure=measure,
            number=number,
            made_on=made_on,
            made_by=by,
            points=points,
            reason=reason,
        )
    )


def make_note(measure, period, *, by, story="Two tutors moved away.", **fields):
    fields = {"written_at": datetime(2017, 4, 3, 17, tzinfo=UTC)} | fields
    return _saved(
        MeasureNote(
            library=measure.library,
            partnership=measure.partnership,
            measure=measure,
            period=period,
            written_by=by,
            story=story,
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


def make_extension(report, *, asked_by, reason="Our server was down."):
    """More time that somebody asked for and nobody has answered."""
    return _saved(
        Extension(
            library=report.library,
            partnership=report.partnership,
            organization=report.organization,
            report=report,
            reason=reason,
            asked_by=asked_by,
            asked_at=datetime(2017, 5, 2, 18, tzinfo=UTC),
        )
    )


def make_claim(observation, *, by, kind="correction", reason="We counted twice."):
    return _saved(
        Claim(
            library=observation.library,
            partnership=observation.partnership,
            organization=observation.organization,
            observation=observation,
            kind=kind,
            reason=reason,
            made_by=by,
            made_at=datetime(2017, 5, 2, 18, tzinfo=UTC),
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


def make_population(library, *goals, name="Adults learning English"):
    population = _saved(Population(library=library, name=name))
    for goal in goals:
        _saved(
            GoalPopulation(library=library, partnership=goal.partnership, goal=goal, population=population)
        )
    return population


def make_commitment(goal, organization, *, title="A room on Tuesday evenings", **fields):
    fields.setdefault("kind", CommitmentKind.SPACE)
    fields.setdefault("starts_on", date(2017, 1, 1))
    fields.setdefault("ends_on", date(2017, 12, 31))
    return _saved(
        Commitment(
            library=goal.library,
            partnership=goal.partnership,
            goal=goal,
            organization=organization,
            title=title,
            **fields,
        )
    )


def make_activity(goal, organization, *, title="English for beginners", **fields):
    """A class on Tuesdays from 6 to 7:30, from 3 January 2017."""
    fields.setdefault("kind", ActivityKind.CLASS)
    fields.setdefault("starts_on", date(2017, 1, 3))
    fields.setdefault("starts_at", time(18))
    fields.setdefault("ends_at", time(19, 30))
    fields.setdefault("place", "Parish hall")
    return _saved(
        Activity(
            library=goal.library,
            partnership=goal.partnership,
            goal=goal,
            organization=organization,
            title=title,
            **fields,
        )
    )


def make_helper(activity, helper):
    return _saved(
        ActivityHelper(
            library=activity.library, partnership=activity.partnership, activity=activity, helper=helper
        )
    )


def make_session(activity, *, by, on=date(2017, 1, 3), state=SessionState.HELD, **fields):
    return _saved(
        Session(
            library=activity.library,
            partnership=activity.partnership,
            organization=activity.organization,
            activity=activity,
            on=on,
            state=state,
            entered_by=by,
            **fields,
        )
    )


def make_job(library, *, by, kind="export", title="Contact log (CSV)", content=b"Name\r\n", **fields):
    """Long work that has ended with a file."""
    given = {"noun": "contacts", "format": "csv", "filters": {}}
    fields = {"state": JobState.DONE, "file_name": "contacts.csv", "content_type": "text/csv"} | fields
    job = _saved(
        Job(
            library=library,
            kind=kind,
            title=title,
            language="en",
            given=given,
            asked_by=by,
            asked_at=datetime(2017, 4, 10, 18, tzinfo=UTC),
            ended_at=datetime(2017, 4, 10, 18, 1, tzinfo=UTC),
            byte_count=len(content),
            **fields,
        )
    )
    _saved(JobPart(library=library, job=job, position=0, content=content))
    return job


def make_notice(
    user, *, library, about, kind="owner_given", at=datetime(2017, 4, 10, 18, tzinfo=UTC), **fields
):
    return _saved(
        Notice(
            library=library,
            user=user,
            kind=kind,
            target_id=about.pk,
            words={"name": str(about)},
            at=at,
            **fields,
        )
    )


def make_contact_file(entry, *, by, name="list.txt", data=b"Rooms to lend", content_type="text/plain"):
    """A file on the disk too; names and kinds are taken as the form found them."""
    file = NewFile(name=name, data=data, content_type=content_type)
    (row,) = add_contact_files(entry, by=by, now=entry.at, files=[file])
    return row


def make_logo(library, *, by, name="logo.png", data=b"\x89PNG\r\n\x1a\n"):
    """Shown from now on; whatever was shown before is the former one."""
    file = NewFile(name=name, data=data, content_type="image/png")
    return set_logo(library, by=by, now=datetime(2017, 4, 3, 17, tzinfo=UTC), file=file)
