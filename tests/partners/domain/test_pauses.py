"""Nothing falls due in a pause, nothing piles up after it, and taking it back asks for everything again."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from measurements.domain.reports import open_reports
from measurements.models import Report
from measurements.sheets import sheets_of
from partners.domain.pauses import change_pause, end_pause, pause_member, take_back_pause
from partners.domain.planning import plan_reminders
from partners.models import Member, MemberPause, Reminder
from tests import make

pytestmark = pytest.mark.django_db

NOW = datetime(2017, 9, 20, 18, tzinfo=UTC)
SUMMER = {"starts_on": date(2017, 6, 15), "ends_on": date(2017, 8, 31), "reason": "School summer."}


@pytest.fixture
def maple(cast):
    return cast.riverton.maple.members.get()


def _sheets(member):
    reports = Report.objects.filter(member=member).with_sheet().order_by("period__starts_on")
    return [(sheet.report.period.label, sheet.is_expected) for sheet in sheets_of(list(reports)).values()]


def _reporting(maple):
    """Maple reports every quarter of 2017."""
    calendar = make.make_calendar(maple.partnership, anchor_on=date(2017, 1, 1))
    measure = make.make_measure(make.make_goal(maple.partnership), calendar=calendar)
    make.make_assignment(measure, maple)
    return calendar


def test_period_that_ends_in_the_pause_is_not_asked_and_is_again_once_it_is_taken_back(cast, maple):
    _reporting(maple)
    pause = pause_member(maple, by=cast.cole.user, **SUMMER)

    open_reports(NOW)
    while_paused = _sheets(maple)
    take_back_pause(pause, by=cast.cole.user, version=1)

    assert ("2017 Q2", False) in while_paused
    assert ("2017 Q1", True) in while_paused
    assert ("2017 Q2", True) in _sheets(maple)


def test_what_falls_due_in_a_pause_is_due_on_the_first_day_after_it(cast, maple):
    _reporting(maple)
    open_reports(NOW)
    report = Report.objects.with_sheet().get(member=maple, period__label="2017 Q2")

    pause_member(
        maple, by=cast.cole.user, starts_on=date(2017, 7, 1), ends_on=date(2017, 8, 31), reason="Summer."
    )

    sheet = sheets_of(list(Report.objects.filter(pk=report.pk).with_sheet()))[report.pk]
    assert sheet.is_expected
    assert (report.period.due_on < date(2017, 9, 1), sheet.due_on, sheet.asked_by) == (
        True,
        date(2017, 9, 1),
        date(2017, 9, 1),
    )


def test_nobody_is_reminded_in_a_pause(cast, maple):
    _reporting(maple)
    make.make_rule(maple.partnership, owner=cast.mara.user, offsets=[-2, 1])
    open_reports(datetime(2017, 7, 3, 18, tzinfo=UTC))
    plan_reminders(now=datetime(2017, 7, 3, 18, tzinfo=UTC))
    before = Reminder.objects.filter(organization=maple.organization).count()

    Reminder.objects.all().delete()
    pause_member(
        maple, by=cast.cole.user, starts_on=date(2017, 7, 1), ends_on=date(2017, 8, 31), reason="Summer."
    )
    plan_reminders(now=datetime(2017, 7, 4, 18, tzinfo=UTC))

    assert before > 0
    assert Reminder.objects.filter(organization=maple.organization).count() == 0


def test_member_that_pauses_is_current_but_not_active(cast, maple):
    make.make_pause(maple)

    def found(on):
        rows = Member.objects.filter(pk=maple.pk)
        return rows.current(on=on).count(), rows.active(on=on).count()

    assert [found(date(2017, *day)) for day in ((6, 30), (7, 1), (8, 31), (9, 1))] == [
        (1, 1),
        (1, 0),
        (1, 0),
        (1, 1),
    ]


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(date(2017, 8, 31), None), (date(2017, 6, 1), date(2017, 7, 1)), (date(2014, 1, 1), date(2014, 2, 1))],
    ids=["last day", "first day", "before joining"],
)
def test_pauses_do_not_overlap_and_lie_within_the_membership(cast, maple, starts_on, ends_on):
    make.make_pause(maple)

    with pytest.raises(ValidationError):
        pause_member(maple, by=cast.cole.user, starts_on=starts_on, ends_on=ends_on, reason="Again.")
    assert MemberPause.objects.count() == 1


def test_days_beside_the_membership_follow_every_change(cast, maple):
    pause = pause_member(maple, by=cast.cole.user, **(SUMMER | {"ends_on": None}))
    kept = [Member.objects.get(pk=maple.pk).paused_days]
    change_pause(pause, by=cast.cole.user, version=1, values=SUMMER)
    kept.append(Member.objects.get(pk=maple.pk).paused_days)
    pause.refresh_from_db()
    pause = end_pause(pause, by=cast.cole.user, on=date(2017, 8, 1))
    kept.append(Member.objects.get(pk=maple.pk).paused_days)
    take_back_pause(pause, by=cast.cole.user, version=3)
    kept.append(Member.objects.get(pk=maple.pk).paused_days)

    assert kept == [
        [["2017-06-15", None]],
        [["2017-06-15", "2017-08-31"]],
        [["2017-06-15", "2017-07-31"]],
        [],
    ]
