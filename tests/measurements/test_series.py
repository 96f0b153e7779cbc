"""Totals of approved figures, and who has reported."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from measurements.aggregation import Mark, Total
from measurements.models import Measure, Report
from measurements.people import counts_people
from measurements.series import published_range, published_series, read_figures, without_small
from measurements.standings import latest_standings
from partners.models import Member
from tests import make
from tests.measurements.conftest import NOW

APRIL = date(2017, 4, 10)


def _totals(scope, desk, *, on=APRIL):
    library = desk.cast.riverton.library
    series = published_series(scope, [desk.measure], library, on=on).get(desk.measure.pk, [])
    return [
        (point.period.label, point.total.value, point.total.reported, point.total.expected)
        for point in series
    ]


def _approved(report, desk, value=None, **fields):
    return make.make_observation(
        report,
        desk.measure,
        by=desk.pia,
        value=None if value is None else Decimal(value),
        state="approved",
        decided_by=desk.cole,
        decided_at=NOW,
        **fields,
    )


def _more_members(desk, count):
    reports = []
    for number in range(count):
        elm = make.make_organization(desk.cast.riverton.library, name=f"Elm {number}")
        member = make.make_member(desk.cast.riverton.partnership, elm)
        make.make_assignment(desk.measure, member)
        reports.append(make.make_report(member, desk.report.period))
    return reports


def test_total_counts_approved_figures_only(desk):
    _approved(desk.report, desk, 130)
    make.make_observation(desk.oak_report, desk.measure, by=desk.mara, value=Decimal(20))

    assert _totals(desk.cast.vera.scope, desk) == [("2017 Q1", Decimal(130), 1, 2)]


def test_three_zeros_one_not_applicable_one_silent_is_0_from_3_of_4_expected(desk):
    first, second, third = _more_members(desk, 3)
    for report in (desk.report, desk.oak_report, first):
        _approved(report, desk, 0)
    _approved(second, desk, content="not_applicable", reason="No adults here")

    assert third
    assert _totals(desk.cast.vera.scope, desk) == [("2017 Q1", Decimal(0), 3, 4)]


def test_not_collected_stays_expected_and_adds_nothing(desk):
    _approved(desk.report, desk, 130)
    _approved(desk.oak_report, desk, content="not_collected", reason="The list was lost")

    assert _totals(desk.cast.vera.scope, desk) == [("2017 Q1", Decimal(130), 1, 2)]


def test_silence_is_a_gap_and_not_a_zero(desk):
    assert _totals(desk.cast.vera.scope, desk) == [("2017 Q1", None, 0, 2)]


def test_running_period_is_not_in_the_series(desk):
    labels = [row[0] for row in _totals(desk.cast.vera.scope, desk, on=date(2017, 7, 1))]

    assert labels == ["2017 Q1", "2017 Q2"]


def test_approved_figure_of_a_member_who_left_stays_in_the_total(desk):
    _approved(desk.report, desk, 130)
    Member.objects.filter(pk=desk.maple.pk).update(left_on="2017-03-30")

    assert _totals(desk.cast.vera.scope, desk) == [("2017 Q1", Decimal(130), 1, 2)]


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("mara", True),
        ("vera", True),
        ("pia", True),
        ("bea", True),
        ("fay", True),
        ("otto", False),
        ("nick", False),
    ],
)
def test_totals_are_for_the_partnership_its_funders_and_staff(desk, name, sees):
    _approved(desk.report, desk, 130)

    assert bool(_totals(getattr(desk.cast, name).scope, desk)) is sees


def test_series_of_three_measures_take_as_many_queries_as_of_one(desk, django_assert_num_queries):
    measures = [desk.measure]
    measures += [make.make_measure(desk.goal, calendar=desk.calendar, name=name) for name in "AB"]

    scope = desk.cast.mara.scope
    for some in (measures[:1], measures):
        with django_assert_num_queries(3):
            published_series(scope, some, desk.cast.riverton.library, on=APRIL)


def _standings(scope, desk, *, on=APRIL):
    library = desk.cast.riverton.library
    rows = latest_standings(scope, read_figures([desk.measure]), library, on=on)
    return [(row.name, row.standing) for row in rows[0].members]


def test_staff_see_that_a_draft_exists_and_other_members_do_not(desk):
    make.make_observation(desk.report, desk.measure, by=desk.pia, state="draft")
    cast = desk.cast
    oak_user = make.make_user()
    make.make_access(make.make_person(cast.riverton.oak, user=oak_user))

    assert _standings(cast.vera.scope, desk)[0] == ("Maple Homework Club", "draft")
    assert _standings(cast.bea.scope, desk)[0] == ("Maple Homework Club", "draft")
    assert _standings(cast.pia.scope, desk)[0] == ("Maple Homework Club", "draft")
    assert _standings(type(cast.pia.scope).of(oak_user), desk)[0] == ("Maple Homework Club", "expected")


@pytest.mark.parametrize(
    ("on", "standing"),
    [(date(2017, 4, 15), "expected"), (date(2017, 4, 16), "late"), (date(2017, 5, 1), "missing")],
    ids=["due day", "day after", "closed"],
)
def test_untouched_sheet_turns_late_and_missing(desk, on, standing):
    assert {row[1] for row in _standings(desk.cast.vera.scope, desk, on=on)} == {standing}


def test_period_counts_and_on_time_rate(desk):
    reports = [desk.report, desk.oak_report, *_more_members(desk, 3)]
    last_moment = datetime(2017, 4, 16, 6, 59, 59, tzinfo=UTC)  # 15 April, 23:59:59 local
    _approved(reports[0], desk, 1, first_submitted_at=last_moment, submitted_at=last_moment)
    _approved(reports[1], desk, 2, first_submitted_at=NOW, submitted_at=NOW)
    make.make_observation(reports[2], desk.measure, by=desk.pia, value=Decimal(3), first_submitted_at=NOW)
    make.make_observation(reports[3], desk.measure, by=desk.pia, state="draft")

    library = desk.cast.riverton.library
    row = latest_standings(desk.cast.vera.scope, read_figures([desk.measure]), library, on=APRIL)[0]

    assert row.counts == [("approved", 2), ("submitted", 1), ("draft", 1), ("expected", 1)]
    assert (row.handed_in_count, len(row.members), row.on_time_rate) == (3, 5, Decimal("0.6"))


def test_figure_handed_in_a_second_after_the_due_day_is_late(desk):
    midnight = datetime(2017, 4, 16, 7, tzinfo=UTC)
    _approved(desk.report, desk, 1, first_submitted_at=midnight, submitted_at=midnight)

    library = desk.cast.riverton.library
    row = latest_standings(desk.cast.vera.scope, read_figures([desk.measure]), library, on=APRIL)[0]

    assert row.on_time_rate == 0


@pytest.mark.parametrize(("name", "total"), [("vera", 3), ("pia", 3), ("fay", None)])
def test_funders_read_no_total_of_few(desk, name, total):
    _approved(desk.report, desk, 3)

    assert _totals(getattr(desk.cast, name).scope, desk) == [("2017 Q1", total, 1, 2)]


def test_year_does_not_tell_funders_the_quarter_that_is_hidden(desk):
    _approved(desk.report, desk, 3)
    _approved(Report.objects.get(member=desk.maple, period__label="2017 Q2"), desk, 100)
    figures = read_figures([desk.measure])
    year = {"starts_on": date(2017, 1, 1), "ends_on": date(2017, 12, 31)}

    whole = published_range(figures, desk.measure, **year, least=None)
    shown = published_range(figures, desk.measure, **year, least=Decimal(5))

    assert (whole.value, shown.value) == (103, None)
    assert Mark.SMALL in shown.marks


@pytest.mark.parametrize(
    ("way", "total"),
    [
        ("sum", Total(Decimal(4), 1, 1)),
        ("percent", Total(Decimal("0.5"), 1, 1, numerator=Decimal(2), denominator=Decimal(4))),
        ("percent", Total(Decimal("0.96"), 1, 1, numerator=Decimal(48), denominator=Decimal(50))),
        ("mean", Total(Decimal(40), 1, 1, numerator=Decimal(120), denominator=Decimal(3))),
    ],
    ids=["few", "of few", "all but few", "mean of few"],
)
def test_every_count_behind_a_total_is_large_enough_or_none_is_shown(way, total):
    shown = without_small(Measure(aggregation=way), total, Decimal(5), parts=[])

    assert (shown.value, shown.numerator, shown.denominator) == (None, None, None)
    assert without_small(Measure(aggregation=way), total, None, parts=[]) == total


@pytest.mark.parametrize("way", ["sum", "cumulative", "latest", "percent", "mean"])
def test_what_counts_no_people_is_shown_however_small(way):
    total = Total(Decimal(4), 1, 1, numerator=Decimal(2), denominator=Decimal(3))
    measure = Measure(aggregation=way, counts_people=False)

    assert without_small(measure, total, Decimal(5), parts=[measure]) == total


@pytest.mark.parametrize(
    ("hours", "learners", "is_shown"), [(3, 130, True), (130, 3, False)], ids=["few hours", "few learners"]
)
def test_quotient_is_hidden_by_the_people_in_it_alone(hours, learners, is_shown):
    parts = [Measure(pk=1, counts_people=False), Measure(pk=2)]
    derived = Measure(aggregation="", dividend_id=1, divisor_id=2)
    total = Total(Decimal(1), 1, 1, numerator=Decimal(hours), denominator=Decimal(learners))

    assert (without_small(derived, total, Decimal(5), parts=parts) == total) == is_shown


def test_funders_read_a_total_of_few_hours(desk):
    _approved(desk.report, desk, 3)
    Measure.objects.update(counts_people=False)
    desk.measure.refresh_from_db()

    assert _totals(desk.cast.fay.scope, desk) == [("2017 Q1", 3, 1, 2)]


@pytest.mark.parametrize(
    ("way", "unit", "expected"),
    [
        ("sum", "Hours of tutoring", False),
        ("latest", "learners", True),
        ("sum", "class members", True),
        ("unique", "hours", True),
        ("percent", "%", True),
        ("cumulative", "sesiones", False),
        ("sum", "", True),
    ],
)
def test_units_tell_whether_people_are_counted(way, unit, expected):
    assert counts_people(aggregation=way, unit=unit) == expected
