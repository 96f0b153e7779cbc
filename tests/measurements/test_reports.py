"""Which periods and reports exist, and when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from measurements.domain.calendars import change_deadlines, ensure_calendar
from measurements.domain.measures import add_measure, assign_measure, end_assignment
from measurements.domain.reports import open_reports
from measurements.domain.ticks import OPEN_REPORTS, open_reports_alone
from measurements.models import Assignment, Period, Report, ReportingCalendar
from measurements.sheets import sheets_of
from partners.models import Member, TickLease
from tests import make
from tests.measurements.conftest import NOW

JULY = datetime(2017, 7, 3, 12, tzinfo=UTC)


def _labels(member):
    return [report.period.label for report in Report.objects.filter(member=member)]


def test_assigning_makes_reports_of_the_period_over_and_the_running_one(desk):
    assert _labels(desk.maple) == ["2017 Q1", "2017 Q2"]


def test_period_carries_its_deadlines(desk):
    period = desk.report.period

    assert (period.ends_on, period.due_on, period.locks_on) == (
        date(2017, 3, 31),
        date(2017, 4, 15),
        date(2017, 4, 30),
    )


def test_assigning_from_a_later_day_leaves_earlier_periods_out(desk):
    measure = make.make_measure(desk.goal, calendar=desk.calendar, name="Hours")
    backbone = Member.objects.get(organization=desk.cast.riverton.backbone)

    assign_measure(measure, by=desk.cole, member=backbone, starts_on=date(2017, 4, 1), now=NOW)

    assert _labels(backbone) == ["2017 Q2"]


def test_next_period_is_made_once_the_last_one_is_over(desk):
    made = open_reports(JULY)

    assert (made, _labels(desk.maple)) == (2, ["2017 Q1", "2017 Q2", "2017 Q3"])
    assert open_reports(JULY) == 0


def test_next_period_begins_at_midnight_of_the_library(desk):
    midnight = datetime(2017, 7, 1, 7, tzinfo=UTC)

    assert open_reports(midnight - timedelta(seconds=1)) == 0
    assert open_reports(midnight) == 2


def test_periods_missed_while_nothing_ran_are_made_up_for(desk):
    open_reports(datetime(2018, 2, 1, tzinfo=UTC))

    assert _labels(desk.maple) == ["2017 Q1", "2017 Q2", "2017 Q3", "2017 Q4", "2018 Q1"]


def test_looking_when_nothing_is_due_takes_one_query_for_all_libraries(desk, django_assert_num_queries):
    for number in range(3):
        partnership = make.make_partnership(make.make_library(slug=f"more-{number}"))
        make.make_measure(make.make_goal(partnership))

    with django_assert_num_queries(3):  # savepoint, look, release
        open_reports(NOW)


def test_opening_takes_as_many_queries_for_three_libraries_as_for_one(desk, django_assert_num_queries):
    for number in range(2):
        partnership = make.make_partnership(make.make_library(slug=f"more-{number}"))
        calendar = make.make_calendar(partnership, anchor_on=date(2017, 1, 1))
        member = make.make_member(partnership, make.make_organization(partnership.library))
        make.make_assignment(make.make_measure(make.make_goal(partnership), calendar=calendar), member)

    with django_assert_num_queries(8):
        assert open_reports(JULY) == 2 + 2 * 3


@pytest.mark.parametrize(
    ("joined_on", "left_on", "is_expected"),
    [
        (date(2017, 3, 31), None, True),
        (date(2017, 4, 1), None, False),
        (date(2015, 1, 1), date(2017, 3, 31), True),
        (date(2015, 1, 1), date(2017, 3, 30), False),
    ],
    ids=["joined last day", "joined after", "left last day", "left the day before"],
)
def test_membership_on_the_last_day_decides(desk, joined_on, left_on, is_expected):
    elm = make.make_organization(desk.cast.riverton.library, name="Elm School")
    member = make.make_member(desk.cast.riverton.partnership, elm, joined_on=joined_on, left_on=left_on)

    assign_measure(desk.measure, by=desk.cole, member=member, starts_on=date(2017, 1, 1), now=NOW)

    assert ("2017 Q1" in _labels(member)) is is_expected


def test_leaving_afterwards_ends_the_expectation_but_keeps_the_report(desk):
    Member.objects.filter(pk=desk.maple.pk).update(left_on=date(2017, 3, 30))

    report = Report.objects.with_sheet().get(pk=desk.report.pk)

    assert not sheets_of([report])[report.pk].is_expected


def test_ended_assignment_is_not_expected_any_more(desk):
    assignment = Assignment.objects.get(member=desk.maple)

    end_assignment(assignment, by=desk.cole, version=1, ends_on=date(2017, 3, 31))
    open_reports(JULY)

    assert _labels(desk.maple) == ["2017 Q1", "2017 Q2"]
    running = Report.objects.with_sheet().get(member=desk.maple, period__label="2017 Q2")
    assert not sheets_of([running])[running.pk].is_expected


def test_spell_cannot_be_lengthened_into_the_next_one(desk):
    assignment = Assignment.objects.get(member=desk.maple)
    ended = end_assignment(assignment, by=desk.cole, version=1, ends_on=date(2017, 3, 31))
    assign_measure(desk.measure, by=desk.cole, member=desk.maple, starts_on=date(2017, 7, 1), now=NOW)

    with pytest.raises(ValidationError, match="Maple Homework Club reports this measure on that day already"):
        end_assignment(ended, by=desk.cole, version=2, ends_on=date(2017, 7, 1))

    longer = end_assignment(ended, by=desk.cole, version=2, ends_on=date(2017, 6, 30))
    assert longer.ends_on == date(2017, 6, 30)


def test_assigning_twice_is_refused(desk):
    with pytest.raises(ValidationError, match="Maple Homework Club reports this measure"):
        assign_measure(desk.measure, by=desk.cole, member=desk.maple, starts_on=date(2017, 6, 1), now=NOW)


def test_measures_of_one_frequency_and_first_day_share_a_calendar(desk):
    measure = add_measure(
        desk.goal,
        by=desk.cole,
        values={"name": "Hours", "unit": "hours"},
        frequency="quarterly",
        anchor_on=date(2017, 1, 1),
        due_days=15,
        lock_days=30,
    )

    assert measure.calendar == desk.calendar


@pytest.mark.parametrize(
    ("days", "field"),
    [((10, 30), "due_days"), ((0, None), "due_days"), ((15, 14), "lock_days")],
    ids=["other than its sisters", "due before the end", "closed before due"],
)
def test_impossible_deadlines_are_refused(desk, days, field):
    due_days, lock_days = days

    with pytest.raises(ValidationError) as refusal:
        ensure_calendar(
            desk.cast.riverton.partnership,
            by=desk.cole,
            frequency="quarterly",
            anchor_on=date(2017, 1, 1),
            due_days=due_days,
            lock_days=lock_days,
        )

    assert list(refusal.value.error_dict) == [field]


def test_new_deadlines_hold_from_the_running_period_on(desk):
    values = {"due_days": 20, "lock_days": None}

    change_deadlines(desk.calendar, by=desk.cole, version=1, values=values, on=date(2017, 4, 10))

    assert list(Period.objects.values_list("label", "due_on", "locks_on")) == [
        ("2017 Q1", date(2017, 4, 15), date(2017, 4, 30)),
        ("2017 Q2", date(2017, 7, 20), None),
    ]


@pytest.mark.parametrize(
    ("frequency", "anchor_on", "labels"),
    [
        ("quarterly", date(2016, 10, 1), ["2016 Q4", "2017 Q1", "2017 Q2"]),
        ("yearly", date(2015, 7, 1), ["FY2016", "FY2017"]),
        ("half_yearly", date(2016, 10, 1), ["FY2017 H1", "FY2017 H2"]),
        ("monthly", date(2017, 2, 28), ["2017-02-28 to 2017-03-27", "2017-03-28 to 2017-04-27"]),
    ],
    ids=["calendar quarter", "fiscal year", "fiscal half", "odd day"],
)
def test_periods_are_called_as_people_call_them(desk, frequency, anchor_on, labels):
    calendar = make.make_calendar(desk.cast.riverton.partnership, frequency=frequency, anchor_on=anchor_on)

    open_reports(NOW, partnership=desk.cast.riverton.partnership)

    assert [period.label for period in calendar.periods.all()] == labels


def test_two_workers_do_not_open_together(desk):
    TickLease.objects.create(name=OPEN_REPORTS, holder="other", until=JULY + timedelta(minutes=1))

    assert open_reports_alone(now=JULY, holder="me") is None
    assert open_reports_alone(now=JULY + timedelta(minutes=2), holder="me") == 2
    lease = TickLease.objects.get(name=OPEN_REPORTS)
    assert (lease.until, lease.last_run_at) == (None, JULY + timedelta(minutes=2))


def test_calendar_of_another_century_is_refused(desk):
    with pytest.raises(ValidationError, match="first day from 1990"):
        ensure_calendar(
            desk.cast.riverton.partnership,
            by=desk.cole,
            frequency="monthly",
            anchor_on=date(1900, 1, 1),
            due_days=15,
            lock_days=None,
        )

    assert ReportingCalendar.objects.count() == 1
