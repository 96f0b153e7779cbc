"""The worked cases that the arithmetic of measures was agreed on."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurements.aggregation import (
    SILENT,
    Aggregation,
    Mark,
    Total,
    divided,
    number,
    over_both,
    over_partners,
    ratio,
    score,
)
from measurements.expectation import is_expected
from measurements.models import Measure
from measurements.parts import Part
from measurements.periods import Period, add_months, period_number
from measurements.wording import answer_in_words, shown, total_in_words
from partners.spells import Spell

ROUND = Measure(unit="hours", aggregation="", dividend_id=1, divisor_id=2)
QUARTER = Period(date(2017, 1, 1), date(2017, 4, 1))
ASSIGNED = {"starts_on": date(2015, 1, 1), "ends_on": None}
figures = st.decimals(-99_999, 99_999, places=4)
counts = st.integers(0, 10_000)


def _total(value):
    return Total(None if value is None else Decimal(value), 5, 5)


def test_3064_hours_of_130_learners_are_23_57_each():
    assert shown(ROUND, divided(_total(3064), _total(130)).value) == "23.57"


def test_130_learners_of_28_tutors_are_4_64_each():
    assert shown(ROUND, divided(_total(130), _total(28)).value) == "4.64"


@pytest.mark.parametrize(("dividend", "divisor"), [(0, 0), (5, 0), (None, 3), (3, None)])
def test_quotient_without_two_counts_cannot_be_said(dividend, divisor):
    assert divided(_total(dividend), _total(divisor)).value is None


def test_quotient_of_other_members_is_marked_and_counts_the_fewer():
    total = divided(Total(Decimal(6), 3, 5), Total(Decimal(2), 5, 5), by_same_members=False)

    assert (total.value, total.reported, total.expected) == (Decimal(3), 3, 5)
    assert total.marks == {Mark.OTHER_MEMBERS}


def test_9_of_10_and_20_of_40_are_58_percent():
    total = over_partners(Aggregation.PERCENT, [ratio(9, 10), ratio(20, 40)])

    assert shown(Measure(unit="of learners", aggregation="percent"), total.value) == "58%"


def test_31_of_50_is_read_as_62_percent_with_both_counts():
    answer = Part(numerator=Decimal(31), denominator=Decimal(50))

    assert answer_in_words(Measure(aggregation="percent"), answer) == "62% (31 of 50)"


def test_mean_of_130_people_is_read_with_how_many_they_were():
    assert answer_in_words(Measure(aggregation="mean"), Part(value=Decimal("23.6"), n=Decimal(130))) == (
        "23.6 (n = 130)"
    )


def test_mean_weighs_by_how_many_people_it_is_from():
    total = over_partners(Aggregation.MEAN, [score(4, 10), score(2, 30)])

    assert total_in_words(Measure(aggregation="mean"), total) == "2.5 (n = 40)"


def test_3064_hours_and_130_learners_by_category_are_23_57_each():
    adult, child = divided(_total(2064), _total(100)), divided(_total(1000), _total(30))

    assert (shown(ROUND, adult.value), shown(ROUND, child.value)) == ("20.64", "33.33")
    assert shown(ROUND, divided(_total(2064 + 1000), _total(100 + 30)).value) == "23.57"


def test_nobody_asked_is_no_percent():
    total = over_partners(Aggregation.PERCENT, [ratio(0, 0)])

    assert (total.value, total.reported, total.denominator) == (None, 1, Decimal(0))


def test_member_who_joins_on_the_last_day_of_the_quarter_is_expected():
    assert is_expected(QUARTER, spell=Spell(date(2017, 3, 31)), **ASSIGNED)


def test_member_who_leaves_the_day_before_the_last_is_not_expected():
    assert not is_expected(QUARTER, spell=Spell(date(2015, 1, 1), date(2017, 3, 30)), **ASSIGNED)


def test_anchor_on_29_february_comes_back_in_the_next_leap_year():
    starts = [period_number(date(2016, 2, 29), "yearly", k).starts_on for k in range(5)]

    assert starts == [
        date(2016, 2, 29),
        *(date(year, 2, 28) for year in (2017, 2018, 2019)),
        date(2020, 2, 29),
    ]


def test_31_august_and_six_months_is_the_last_of_february():
    assert add_months(date(2016, 8, 31), 6) == date(2017, 2, 28)


def test_stock_of_a_year_is_each_members_latest():
    total = over_both(Aggregation.LATEST, [[number(3), number(5)], [number(7), SILENT]])

    assert (total.value, total.reported, total.expected) == (Decimal(12), 3, 4)
    assert total.marks == {Mark.EARLIER_FIGURES}


def test_people_of_a_year_need_a_figure_of_staff():
    lists = [[number(3), number(5)], [number(7), number(2)]]

    assert over_both(Aggregation.UNIQUE, lists).marks == {Mark.STAFF_FIGURE_NEEDED}
    assert over_both(Aggregation.UNIQUE, lists, deduplicated=Decimal(9)).value == 9


@settings(deadline=None)
@given(st.lists(st.lists(figures, min_size=1, max_size=4), max_size=5))
def test_sum_of_sums_is_the_same_either_way(table):
    by_partner = [[number(value) for value in row] for row in table]

    total = over_both(Aggregation.SUM, by_partner)

    assert total.value == (sum((sum(row) for row in table), Decimal()) if table else None)


@settings(deadline=None)
@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=6))
def test_pooled_percent_lies_between_the_lowest_and_the_highest(pairs):
    shares = [ratio(min(pair), max(pair)) for pair in pairs]
    total = over_partners(Aggregation.PERCENT, shares)
    own = [over_partners(Aggregation.PERCENT, [share]).value for share in shares]
    known = [share for share in own if share is not None]

    assert (total.value is None) == (not known)
    assert total.value is None or min(known) <= total.value <= max(known)


@settings(deadline=None)
@given(st.lists(st.tuples(figures, st.integers(1, 500)), min_size=1, max_size=6))
def test_mean_of_all_is_the_mean_of_everybody_asked(pairs):
    total = over_partners(Aggregation.MEAN, [score(value, n) for value, n in pairs])

    assert total.numerator == sum((value * n for value, n in pairs), Decimal())
    assert total.denominator == sum(n for _value, n in pairs)
