"""Five members report by the city's fiscal year and by an award's: each figure, its "of", and each lock."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from measurements.aggregation import Mark
from measurements.deadlines import lock_sentence
from measurements.domain.reports import open_reports
from measurements.models import Report
from measurements.series import published_series
from measurements.sheets import approval_lock, sheets_of
from partners.models import Member
from tests import make

# Monday, 10 April 2017: the city's third quarter and the award's first one are over.
NOW = datetime(2017, 4, 10, 17, tzinfo=UTC)
TODAY, AT = date(2017, 4, 10), datetime(2017, 4, 5, 18, tzinfo=UTC)
CITY, AWARD = date(2016, 7, 1), date(2016, 12, 1)
JOINED = {"late": date(2017, 3, 31)}
LEFT = {"gone": date(2017, 3, 30)}
SAID = {
    "sum": {"first": {"value": 300}, "second": {"value": "120.5"}, "late": {"value": 0}},
    "percent": {
        "first": {"numerator": 9, "denominator": 10},
        "second": {"numerator": 20, "denominator": 40},
        "late": {"content": "not_applicable"},
    },
    "unique": {"first": {"value": 40}, "second": {"value": 25}, "late": {"content": "not_collected"}},
    "cumulative": {"first": {"value": 50}, "gone": {"value": 10}},
    "mean": {
        "first": {"value": 4, "n": 10},
        "second": {"value": 2, "n": 30},
        "gone": {"content": "not_applicable"},
    },
    "latest": {
        "first": {"value": 12},
        "second": {"value": 16},
        "silent": {"value": 0},
        "gone": {"value": 0},
    },
}


@pytest.fixture
def year(cast):
    """Six measures of six aggregations, three in each calendar, and what was said and approved of them."""
    partnership, library = cast.riverton.partnership, cast.riverton.library
    Member.objects.filter(partnership=partnership).delete()
    members = {
        name: make.make_member(
            partnership,
            make.make_organization(library, name=name.title()),
            joined_on=JOINED.get(name, date(2015, 1, 1)),
            left_on=LEFT.get(name),
        )
        for name in ("first", "second", "late", "gone", "silent")
    }
    goal = make.make_goal(partnership)
    city, award = (
        make.make_calendar(partnership, anchor_on=day, lock_days=45, fiscal_start_month=day.month)
        for day in (CITY, AWARD)
    )
    measures = {}
    for kind in SAID:
        calendar = city if kind in {"sum", "percent", "unique"} else award
        measures[kind] = make.make_measure(goal, calendar=calendar, name=kind.title(), aggregation=kind)
        for member in members.values():
            make.make_assignment(measures[kind], member, starts_on=CITY)
    open_reports(NOW, partnership)
    # Made before it left.
    make.make_report(members["gone"], city.periods.get(label="FY2017 Q3"))
    desk = SimpleNamespace(
        cast=cast, library=library, members=members, city=city, award=award, measures=measures
    )
    for kind, answers in SAID.items():
        for name, answer in answers.items():
            _approve(desk, kind, name, answer)
    return desk


def _approve(desk, kind, name, answer):
    measure = desk.measures[kind]
    label = _label(measure, desk.city)
    values = {"value": None} | {
        key: text if key == "content" else Decimal(text) for key, text in answer.items()
    }
    if "content" in values:
        values["reason"] = "Closed for repairs."
    make.make_observation(
        _report(desk, name, measure.calendar_id, label),
        measure,
        by=desk.cast.pia.user,
        state="approved",
        decided_by=desk.cast.cole.user,
        decided_at=AT,
        **values,
    )


def _label(measure, city):
    return "FY2017 Q3" if measure.calendar_id == city.pk else "FY2017 Q1"


def _report(desk, name, calendar_id, label):
    return Report.objects.get(member=desk.members[name], period__calendar=calendar_id, period__label=label)


def _sheet(desk, name, calendar, label):
    report = _report(desk, name, calendar.pk, label)
    return sheets_of(list(Report.objects.filter(pk=report.pk).with_sheet()))[report.pk]


@pytest.mark.parametrize(
    ("kind", "value", "behind", "marks"),
    [
        ("sum", "420.5", (3, 4), set()),
        ("percent", "0.58", (2, 3), set()),
        ("unique", "65", (2, 4), {Mark.MAY_COUNT_TWICE}),
        ("cumulative", "60", (2, 4), set()),
        ("mean", "2.5", (2, 3), set()),
        ("latest", "28", (4, 4), set()),
    ],
)
def test_each_figure_and_how_many_stand_behind_it(year, kind, value, behind, marks):
    measure = year.measures[kind]

    points = published_series(year.cast.mara.scope, [measure], year.library, on=TODAY)[measure.pk]

    total = next(point.total for point in points if point.period.label == _label(measure, year.city))
    assert (total.value, (total.reported, total.expected)) == (Decimal(value), behind)
    assert total.marks == marks


def test_who_is_there_on_the_last_day_is_asked_and_who_left_the_day_before_is_not(year):
    asked = {name: _sheet(year, name, year.city, "FY2017 Q3").is_expected for name in year.members}

    assert asked == {"first": True, "second": True, "late": True, "silent": True, "gone": False}


@pytest.mark.parametrize(
    ("name", "where", "now", "sentence"),
    [
        ("first", ("city", "FY2017 Q4"), NOW, "This period opens on July 1, 2017."),
        ("gone", ("city", "FY2017 Q3"), NOW, "This organization left the partnership on March 30, 2017."),
        (
            "first",
            ("award", "FY2017 Q1"),
            datetime(2017, 4, 20, 17, tzinfo=UTC),
            "Closed on April 14, 2017 at midnight. Ask the coordinator for an extension.",
        ),
    ],
)
def test_every_lock_says_why(year, name, where, now, sentence):
    calendar, label = where

    assert lock_sentence(_sheet(year, name, getattr(year, calendar), label).lock(now=now)) == sentence


def test_sheet_is_open_but_for_what_is_approved(year):
    sheet = _sheet(year, "first", year.city, "FY2017 Q3")
    locks = {line.measure.aggregation: approval_lock(line.observation, sheet.zone) for line in sheet.lines}

    assert sheet.lock(now=NOW) is None
    assert {lock_sentence(lock) for lock in locks.values()} == {
        "Approved by Cole on April 5, 2017. Ask for a correction to change it."
    }
