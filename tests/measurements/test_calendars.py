"""Reporting calendars: at a glance, of listed days, opening early, and changed only forward."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.html import strip_tags

from measurements.deadlines import LockReason
from measurements.domain.calendars import add_calendar
from measurements.domain.frequencies import boundaries, change_frequency, periods_after_change
from measurements.domain.measures import add_measure_to, assign_members
from measurements.domain.reports import open_reports
from measurements.domain.targets import add_target
from measurements.glance import year_ending_in, year_running
from measurements.models import Assignment, Measure, Period, Report, ReportingCalendar, Target
from measurements.sheets import sheets_of
from tests import make
from tests.measurements.conftest import NOW

ON = date(2017, 4, 10)
RULES = {"due_days": 15, "lock_days": 30, "opens_early": False, "fiscal_start_month": None}


def _calendar(desk, **values):
    values = RULES | values
    days = values.pop("first_days", ())
    return add_calendar(desk.goal.partnership, by=desk.cole, values=values, first_days=days)


def _labels(calendar):
    return [(row.starts_on, row.ends_on, row.label) for row in Period.objects.filter(calendar=calendar)]


def _page(desk, name="mara", query=""):
    client = Client()
    client.force_login(getattr(desk.cast, name).user)
    answer = client.get(f"/libraries/riverton/partnerships/{desk.goal.partnership_id}/reporting/{query}")
    return answer.context["calendars"]


def _days(calendar):
    return [strip_tags(row[0].partition("<span")[2]).partition(">")[2] for row in calendar["rows"]]


@pytest.mark.parametrize(
    ("anchor_on", "fiscal", "first", "last"),
    [
        (date(2016, 1, 1), 7, date(2016, 7, 1), date(2017, 6, 30)),
        (date(2015, 12, 1), None, date(2016, 12, 1), date(2017, 11, 30)),
        (date(2016, 1, 1), None, date(2017, 1, 1), date(2017, 12, 31)),
        (date(2016, 2, 29), None, date(2016, 2, 29), date(2017, 2, 27)),
    ],
    ids=["city fiscal year", "award year", "calendar year", "from a leap day"],
)
def test_year_is_the_one_that_ends_in_2017(anchor_on, fiscal, first, last):
    calendar = ReportingCalendar(frequency="quarterly", anchor_on=anchor_on, fiscal_start_month=fiscal)

    year = year_ending_in(calendar, 2017)

    assert (year.starts_on, year.ends_on) == (first, last)
    assert year_running(calendar, first) == year_running(calendar, last) == 2017


@pytest.mark.usefixtures("april")
def test_fiscal_month_names_the_periods(desk):
    calendar = _calendar(desk, frequency="quarterly", anchor_on=date(2016, 7, 1), fiscal_start_month=7)
    measure = make.make_measure(desk.goal, calendar=calendar, name="Hours")

    assign_members(measure, by=desk.cole, members=[desk.oak], starts_on=date(2016, 7, 1), now=NOW)

    assert [row[2] for row in _labels(calendar)] == ["FY2017 Q1", "FY2017 Q2", "FY2017 Q3", "FY2017 Q4"]


def test_glance_shows_two_years_side_by_side_with_states(desk, april):
    make.make_observation(desk.report, desk.measure, by=desk.pia)
    _calendar(desk, frequency="yearly", anchor_on=date(2016, 12, 1))

    city, award = _page(desk, query="?year=2017")

    names = [column["label"] for column in city["columns"][4:]]
    assert names == ["Maple Homework Club", "Oak Hill Adult School"]
    assert [["Submitted" in str(cell) for cell in row[4:]] for row in city["rows"]] == [
        [True, False],
        *([[False, False]] * 3),
    ]
    assert ["To come" in str(row[5]) for row in city["rows"]] == [False, True, True, True]
    assert award["year"] == "FY2017: December 1, 2016 – November 30, 2017"
    assert _days(award) == ["Dec 1, 2016 – Nov 30, 2017"]


def test_period_whose_reports_come_in_stands_above_the_running_year(desk, april):
    ReportingCalendar.objects.filter(pk=desk.calendar.pk).update(fiscal_start_month=4)

    (calendar,) = _page(desk)

    assert _days(calendar)[:2] == [
        "Jan 1, 2017 – Mar 31, 2017",
        "Apr 1, 2017 – Jun 30, 2017",
    ]


def test_funder_reads_dates_and_no_member(desk, april):
    (calendar,) = _page(desk, "fay")

    assert len(calendar["columns"]) == 4
    assert {len(row) for row in calendar["rows"]} == {4}


def test_listed_periods_follow_each_other(desk):
    days = [date(2017, 1, 9), date(2017, 3, 20)]

    calendar = _calendar(
        desk, frequency="custom", anchor_on=days[0], ends_on=date(2017, 6, 9), first_days=days
    )

    assert _labels(calendar) == [
        (date(2017, 1, 9), date(2017, 3, 19), "2017-01-09 to 2017-03-19"),
        (date(2017, 3, 20), date(2017, 6, 9), "2017-03-20 to 2017-06-09"),
    ]


def test_report_of_a_listed_period_is_made_when_it_begins(desk):
    days = [date(2017, 4, 3), date(2017, 5, 1)]
    calendar = _calendar(
        desk, frequency="custom", anchor_on=days[0], ends_on=date(2017, 6, 9), first_days=days
    )
    measure = add_measure_to(
        calendar, by=desk.cole, goal=desk.goal, values={"name": "Visits", "unit": "visits"}
    )
    assign_members(measure, by=desk.cole, members=[desk.maple], starts_on=days[0], now=NOW)
    reports = Report.objects.filter(period__calendar=calendar)
    at_once = reports.count()

    made = open_reports(datetime(2017, 5, 2, 18, tzinfo=UTC))

    assert (at_once, reports.count()) == (1, 2)
    assert made >= 1
    assert open_reports(datetime(2017, 5, 2, 18, tzinfo=UTC)) == 0


def test_calendar_that_opens_early_lets_members_fill_in_the_running_period(desk):
    running = Report.objects.filter(period__label="2017 Q2", member=desk.maple).with_sheet()
    closed = sheets_of([running.get()])[running.get().pk].lock(now=NOW)
    ReportingCalendar.objects.filter(pk=desk.calendar.pk).update(opens_early=True)

    report = running.get()

    assert closed.reason == LockReason.NOT_OPEN
    assert sheets_of([report])[report.pk].lock(now=NOW) is None


def test_frequency_changes_where_a_period_begins(desk):
    assert boundaries(desk.calendar, on=ON)[:2] == [date(2017, 7, 1), date(2017, 10, 1)]


def test_preview_stores_nothing(desk):
    before = Period.objects.count()

    coming = periods_after_change(desk.calendar, frequency="monthly", starts_on=date(2017, 7, 1))

    assert [row.label for row in coming[:2]] == ["July 2017", "August 2017"]
    assert (len(coming), Period.objects.count()) == (12, before)


@pytest.mark.parametrize(
    ("starts_on", "words"),
    [
        (date(2017, 4, 1), "Periods that have begun keep their frequency"),
        (date(2017, 8, 1), "That would cut a period in two. Choose one of: July 1, 2017"),
    ],
    ids=["backward", "within a period"],
)
def test_frequency_is_refused_in_a_sentence(desk, starts_on, words):
    with pytest.raises(ValidationError, match=words):
        change_frequency(
            desk.calendar, by=desk.cole, version=1, frequency="monthly", starts_on=starts_on, on=ON
        )


def test_changed_frequency_leaves_the_past_and_goes_on_with_the_same_members(desk):
    past = _labels(desk.calendar)
    make.make_derived(desk.measure, make.make_measure(desk.goal, calendar=desk.calendar, name="Tutors"))

    follower = change_frequency(
        desk.calendar, by=desk.cole, version=1, frequency="monthly", starts_on=date(2017, 7, 1), on=ON
    )
    open_reports(datetime(2017, 8, 15, 18, tzinfo=UTC))

    heir = Measure.objects.get(continues=desk.measure)
    assert _labels(desk.calendar) == past
    assert [row[2] for row in _labels(follower)] == ["July 2017", "August 2017"]
    spells = Assignment.objects.order_by("starts_on", "pk").values_list("measure", "starts_on", "ends_on")
    old, new = date(2017, 6, 30), date(2017, 7, 1)
    assert list(spells) == [(desk.measure.pk, date(2017, 1, 1), old)] * 2 + [(heir.pk, new, None)] * 2
    derived = Measure.objects.get(calendar=follower, dividend__isnull=False)
    assert (derived.dividend, derived.divisor.name) == (heir, "Tutors")


def test_measure_that_goes_on_links_to_its_earlier_series(desk, april):
    change_frequency(
        desk.calendar, by=desk.cole, version=1, frequency="monthly", starts_on=date(2017, 7, 1), on=ON
    )
    client = Client()
    client.force_login(desk.cole)

    page = client.get(Measure.objects.get(continues=desk.measure).get_absolute_url()).content.decode()

    assert f'{desk.measure.get_absolute_url()}">{desk.measure.name}, until June 30, 2017</a>' in page


def test_target_goes_along_only_where_the_length_of_a_period_does_not_matter(desk):
    stock = make.make_measure(
        desk.goal, calendar=desk.calendar, name="Tutors", aggregation="latest", target=None
    )
    add_target(stock, by=desk.cole, values={"value": 30, "starts_on": date(2017, 1, 1)})

    change_frequency(
        desk.calendar, by=desk.cole, version=1, frequency="monthly", starts_on=date(2017, 7, 1), on=ON
    )

    carried = Target.objects.filter(measure__continues__isnull=False)
    assert [(row.measure.name, row.value, row.starts_on) for row in carried] == [
        ("Tutors", 30, date(2017, 7, 1))
    ]


def test_coordinator_previews_and_changes_on_the_page(desk, april):
    client = Client()
    client.force_login(desk.cole)
    path = f"/libraries/riverton/reporting/{desk.calendar.pk}/frequency/"
    typed = {"frequency": "monthly", "starts_on": "2017-07-01"}

    shown = client.get(path, typed).context["coming"]
    answer = client.post(path, typed | {"version": 1}, follow=True)

    assert shown[0][0] == "July 2017"
    assert "From July 1, 2017 on, members report: Every month." in answer.content.decode()


def test_custom_calendar_is_added_on_the_page(desk, april):
    client = Client()
    client.force_login(desk.cole)
    path = f"/libraries/riverton/partnerships/{desk.goal.partnership_id}/reporting/add/"
    typed = {
        "frequency": "custom",
        "anchor_on": "2017-01-09",
        "ends_on": "2017-06-09",
        "first_days": "2017-03-20\n",
        "due_days": "10",
    }

    wrong = client.post(path, typed | {"first_days": "spring"}).context["form"].errors
    client.post(path, typed)

    assert wrong == {"first_days": ["“spring” is not a day. Write it like 2017-02-15."]}
    made = ReportingCalendar.objects.get(frequency="custom")
    assert [row[0] for row in _labels(made)] == [date(2017, 1, 9), date(2017, 3, 20)]
