from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measurements.aggregation import (
    MARK_SENTENCES,
    NOT_APPLICABLE,
    NOT_COLLECTED,
    SILENT,
    Aggregation,
    Content,
    Entry,
    Mark,
    Total,
    carry_forward,
    number,
    on_time_rate,
    over_partners,
    over_periods,
    ratio,
    reporting_rate,
    score,
)

SUM, PERCENT, MEAN, UNIQUE = Aggregation.SUM, Aggregation.PERCENT, Aggregation.MEAN, Aggregation.UNIQUE
CUMULATIVE, LATEST = Aggregation.CUMULATIVE, Aggregation.LATEST
numbers = st.builds(number, st.decimals(min_value=-(10**9), max_value=10**9, places=4))
entries = st.lists(st.one_of(numbers, st.sampled_from([NOT_APPLICABLE, NOT_COLLECTED, SILENT])))


def test_zeros_one_not_applicable_and_one_silent():
    given_by = [number(0), number(0), number(0), NOT_APPLICABLE, SILENT]

    assert over_partners(SUM, given_by) == Total(Decimal(0), reported=3, expected=4)
    assert reporting_rate(given_by) == Decimal("0.8")


def test_silence_of_all_is_not_zero():
    assert over_partners(SUM, [SILENT, SILENT]) == Total(None, reported=0, expected=2)


def test_not_collected_stays_expected_and_leaves_the_total():
    given_by = [number(7), NOT_COLLECTED]

    total = over_partners(SUM, given_by)

    assert (total.value, total.reported, total.expected, total.is_complete) == (7, 1, 2, False)
    assert reporting_rate(given_by) == 1


def test_percent_pools_its_counts():
    total = over_partners(PERCENT, [ratio(9, 10), ratio(20, 40)])

    assert (total.value, total.numerator, total.denominator) == (Decimal("0.58"), 29, 50)
    assert over_periods(PERCENT, [ratio(9, 10), ratio(20, 40)]) == total


def test_percent_of_nobody_is_unknown():
    total = over_partners(PERCENT, [ratio(0, 0), SILENT])

    assert (total.value, total.reported, total.denominator) == (None, 1, 0)


def test_hours_and_students_of_year_one():
    hours_each = over_partners(PERCENT, [ratio(3064, 130)]).value
    students_per_tutor = over_partners(PERCENT, [ratio(130, 28)]).value

    assert round(hours_each, 2) == Decimal("23.57")
    assert round(students_per_tutor, 2) == Decimal("4.64")


def test_mean_weighs_by_people_asked():
    total = over_partners(MEAN, [score(4, 10), score(3, 30), score(5, 0)])

    assert (total.value, total.denominator) == (Decimal("3.25"), 40)


@pytest.mark.parametrize(("aggregation", "entry"), [(MEAN, number(4)), (PERCENT, number(4))])
def test_figure_without_its_counts_is_refused(aggregation, entry):
    with pytest.raises(ValueError, match="needs"):
        over_partners(aggregation, [entry])


def test_running_totals_add_each_partners_latest():
    histories = [[number(10), number(15)], [number(20), SILENT], [SILENT, SILENT]]

    total = over_partners(CUMULATIVE, [carry_forward(history) for history in histories])

    assert total == Total(Decimal(35), 1, 3, frozenset({Mark.EARLIER_FIGURES}))


def test_running_total_over_periods_is_its_latest_and_tells_a_fall():
    assert over_periods(CUMULATIVE, [number(10), number(15), SILENT]) == Total(Decimal(15), 2, 3)
    assert over_periods(CUMULATIVE, [number(15), number(10)]).marks == {Mark.FELL}


def test_nothing_is_carried_where_nothing_was_said():
    assert carry_forward([]) == SILENT
    assert carry_forward([SILENT, NOT_COLLECTED]) == NOT_COLLECTED


def test_stock_is_added_over_partners_and_latest_over_periods():
    tutors = [number(12), number(16)]

    assert over_partners(LATEST, tutors).value == 28
    assert over_periods(LATEST, tutors).value == 16


def test_people_may_be_counted_twice_over_partners():
    total = over_partners(UNIQUE, [number(90), number(40)])

    assert (total.value, total.marks) == (130, {Mark.MAY_COUNT_TWICE})


def test_people_of_one_partner_are_counted_once():
    assert over_partners(UNIQUE, [number(90), SILENT]).marks == frozenset()


def test_people_are_not_added_over_periods():
    total = over_periods(UNIQUE, [number(90), number(95)])

    assert (total.value, total.marks) == (None, {Mark.STAFF_FIGURE_NEEDED})


@pytest.mark.parametrize("total_of", [over_partners, over_periods])
def test_staff_figure_takes_the_place_of_the_sum(total_of):
    total = total_of(UNIQUE, [number(90), number(40)], deduplicated=Decimal(118))

    assert (total.value, total.marks) == (118, {Mark.DEDUPLICATED})


def test_words_are_listed_not_added():
    total = over_partners(Aggregation.NONE, [Entry(Content.NUMBER), SILENT])

    assert total == Total(None, 1, 2, frozenset({Mark.LISTED}))


def test_rates_of_nobody_are_unknown():
    assert reporting_rate([]) is None
    assert on_time_rate([]) is None


def test_on_time_rate_counts_all_expected():
    assert on_time_rate([True, True, True, False, False]) == Decimal("0.6")


def test_every_mark_has_words():
    assert set(MARK_SENTENCES) == set(Mark)


@given(entries.flatmap(lambda given: st.tuples(st.just(given), st.permutations(given))))
def test_order_of_partners_changes_no_total(pair):
    given_order, other_order = pair

    for aggregation in (SUM, LATEST, UNIQUE, CUMULATIVE):
        assert over_partners(aggregation, given_order) == over_partners(aggregation, other_order)


@given(entries)
def test_figures_never_exceed_what_was_expected(given_by):
    total = over_partners(SUM, given_by)

    assert 0 <= total.reported <= total.expected <= len(given_by)
    assert (total.value is None) is (total.reported == 0)
