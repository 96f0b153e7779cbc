"""The stories can be told on any day, and what they write is what people's own work would have made."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import call_command

from measurements.choices import Content, ObservationState
from measurements.domain.behalf import enter_on_behalf
from measurements.domain.observations import Answer, approve_report, fill_in_report
from measurements.domain.sessions import Entry, enter_sessions
from measurements.models import AgendaVersion, Claim, Observation, Session
from partners.choices import ReminderState
from partners.domain.planning import plan_reminders
from partners.domain.settling import settle_due
from partners.models import (
    AuditEvent,
    Library,
    Member,
    Organization,
    OrganizationCategory,
    Partnership,
    Person,
    Reminder,
)
from partnerships.demo.stories import english
from partnerships.demo.stories.figures import parts_of
from partnerships.demo.stories.plans import session
from partnerships.demo.stories.reports import Sheet, store
from tests import make
from worksheets.models import Evaluation

pytestmark = pytest.mark.django_db
DAYS = {
    "leap day": datetime(2028, 2, 29, 20, tzinfo=UTC),
    "first minutes of a year": datetime(2027, 1, 1, 8, 5, tzinfo=UTC),
    "night the clocks change": datetime(2026, 11, 1, 9, 30, tzinfo=UTC),
    "day after a quarter": datetime(2026, 7, 1, 18, tzinfo=UTC),
}


@pytest.fixture
def told(settings, tmp_path):
    """Tell the stories at a moment."""
    settings.FILES_DIR = tmp_path

    def tell(moment):
        with time_machine.travel(moment, tick=False):
            call_command("load_demo")
        return Library.objects.get(slug="riverton")

    return tell


@pytest.mark.parametrize("moment", DAYS.values(), ids=DAYS.keys())
def test_stories_hold_on_awkward_days(told, moment):
    library = told(moment)

    events = AuditEvent.objects.order_by("-at")
    assert Partnership.objects.filter(library=library).count() == 5
    assert events.first().at <= moment
    assert not Observation.objects.filter(submitted_at__gt=moment).exists()
    assert not Session.objects.filter(on__gt=moment.date()).exists()


@pytest.mark.parametrize("day", range(16, 23))
def test_a_reminder_leaves_at_once_on_every_day_of_the_week(told, day):
    now = datetime(2026, 11, day, 18, tzinfo=UTC)
    told(now)
    already = set(Reminder.objects.filter(state=ReminderState.SENT))

    with time_machine.travel(now, tick=False):
        plan_reminders(now=now)
        settle_due(now=now)

    queued = Reminder.objects.filter(state=ReminderState.QUEUED)
    assert queued.count() > 0
    assert already


def test_directory_and_everything_in_it_shows_every_state(told):
    library = told(datetime(2026, 11, 20, 18, tzinfo=UTC))

    kinds = OrganizationCategory.objects.filter(library=library, is_primary=True).values("category")
    states = Counter(Reminder.objects.filter(library=library).values_list("state", flat=True))
    assert Organization.objects.filter(library=library, is_own=False).count() == 40
    assert kinds.distinct().count() >= 18
    assert set(states) >= set(ReminderState) - {ReminderState.QUEUED}
    lines = Observation.objects.filter(library=library)
    assert set(lines.values_list("state", flat=True)) == set(ObservationState)
    assert lines.filter(contested_at__isnull=False).count() == 1
    assert Claim.objects.filter(library=library).count() == 3
    assert Evaluation.objects.filter(library=library).count() == 3
    assert AgendaVersion.objects.filter(library=library).count() == 5


def test_loading_a_second_time_changes_nothing(told):
    told(datetime(2026, 11, 20, 18, tzinfo=UTC))
    before = AuditEvent.objects.count()

    told(datetime(2026, 11, 21, 18, tzinfo=UTC))

    assert AuditEvent.objects.count() == before


def test_library_carries_three_quarters_in_the_worst_quarter_and_little_of_the_last():
    worst, last = max(english.STORY.library_share), english.STORY.library_share[-1]

    assert (worst, last) == (74, 37)
    assert [sum(series.totals[:4]) for series in (english.HOURS,)] == [3064]
    assert (english.LEARNERS.totals[3], english.TUTORS.totals[3]) == (130, 28)


@pytest.mark.parametrize(
    ("share", "weights", "parts"),
    [(37, [4, 3, 1], [37, 33, 23, 7]), (None, [1, 1, 1], [34, 33, 33]), (60, [], [100])],
    ids=["library first", "by weights", "nobody else"],
)
def test_parts_add_up_to_the_total(share, weights, parts):
    assert parts_of(100, share=share, weights=weights) == parts


@pytest.fixture
def twins(cast):
    """Two reports of Maple that differ in their period only, two measures, and who gives and approves."""
    goal = make.make_goal(cast.riverton.partnership)
    learners = make.make_measure(goal)
    hours = make.make_measure(goal, calendar=learners.calendar, name="Hours of tutoring")
    member = Member.objects.get(partnership=goal.partnership, organization=cast.riverton.maple)
    reports = [
        make.make_report(member, make.make_period(learners.calendar, starts_on=one, next_starts_on=other))
        for one, other in ((date(2017, 1, 1), date(2017, 4, 1)), (date(2017, 4, 1), date(2017, 7, 1)))
    ]
    for measure in (learners, hours):
        make.make_assignment(measure, member)
    return SimpleNamespace(reports=reports, figures={learners: Decimal(34), hours: Decimal("412.5")})


AT = datetime(2017, 7, 7, 19, tzinfo=UTC)
A_DAY_LATER = AT + timedelta(days=1)


def _rows(report):
    """The lines of a report and their history, without what tells two reports apart."""
    lines = list(Observation.objects.filter(report=report).order_by("measure_id").values())
    ours = [("measurements.observation", row["id"]) for row in lines]
    kept = ("action", "subject_type", "subject_label", "actor_id", "acting_for_id", "changes", "library_id")
    events = [
        event
        for kind, pk in [("measurements.report", report.pk), *ours]
        for event in AuditEvent.objects.filter(subject_type=kind, subject_id=pk).order_by("pk").values(*kept)
    ]
    apart = {"id", "report_id", "period_id"}
    return [{name: value for name, value in row.items() if name not in apart} for row in lines], events


def test_stored_reports_are_those_that_their_people_would_have_made(cast, twins):
    one, other = twins.reports
    answers = [Answer(measure, Content.NUMBER, value) for measure, value in twins.figures.items()]
    fill_in_report(one, by=cast.pia.user, now=AT, answers=answers, submit=True)
    versions = {line.pk: line.version for line in one.observations.all()}
    approve_report(one, by=cast.mara.user, now=A_DAY_LATER, versions=versions)

    store([Sheet(other, cast.pia.user, None, AT, twins.figures)], approver=cast.mara.user)

    assert _rows(other) == _rows(one)


def test_stored_reports_from_the_phone_are_those_that_staff_would_have_typed(cast, twins):
    one, other = twins.reports
    answers = [Answer(measure, Content.NUMBER, value) for measure, value in twins.figures.items()]
    pia = Person.objects.get(user=cast.pia.user)
    enter_on_behalf(one, by=cast.cole.user, now=AT, giver=pia, answers=answers)
    versions = {line.pk: line.version for line in one.observations.all()}
    approve_report(one, by=cast.mara.user, now=A_DAY_LATER, versions=versions)

    store([Sheet(other, cast.cole.user, pia, AT, twins.figures)], approver=cast.mara.user)

    assert _rows(other) == _rows(one)


def test_stored_sessions_are_those_that_somebody_would_have_entered(cast):
    goal = make.make_goal(cast.riverton.partnership)
    one, other = (make.make_activity(goal, cast.riverton.maple) for _ in range(2))
    day = date(2017, 1, 10)
    row = session(other, day, 0, people=12, by=cast.pia.user)
    row.save()

    entry = Entry(day, row.state, row.attendance)
    enter_sessions(one, by=cast.pia.user, entries=[entry], on=date(2017, 2, 1))

    ours = {"id", "activity_id"}
    plain, stored = (
        {name: value for name, value in found.items() if name not in ours}
        for found in Session.objects.order_by("activity_id").values()
    )
    assert stored == plain
