from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from partners.coverage import day_count, merged, uncovered

DAY = timedelta(days=1)
START = date(2026, 1, 1)
SPAN = 60
days = st.integers(0, SPAN).map(lambda number: START + number * DAY)
ranges = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))
open_ranges = st.one_of(ranges, st.tuples(days, st.none()))


def _day_by_day(active, covered, today):
    """Every day by itself, without a thought of ranges."""
    until = max([today, *(first for first, _last in covered)])

    def within(day, spans):
        return any(first <= day and (last is None or day <= last) for first, last in spans)

    every = [START + number * DAY for number in range(SPAN + 1)]
    return [day for day in every if day <= until and within(day, active) and not within(day, covered)]


def _listed(spans):
    return [first + number * DAY for first, last in spans for number in range((last - first).days + 1)]


@given(st.lists(open_ranges, max_size=5), st.lists(open_ranges, max_size=6), days)
def test_days_without_an_agreement_are_those_found_one_by_one(active, covered, today):
    assert _listed(uncovered(active, covered, today=today)) == _day_by_day(active, covered, today)


@given(st.lists(ranges, max_size=8))
def test_merged_ranges_hold_the_same_days_once_with_a_day_between(spans):
    found = merged(spans)

    assert _listed(found) == sorted({day for span in spans for day in _listed([span])})
    assert all(later[0] - earlier[1] > DAY for earlier, later in pairwise(found))


@given(st.lists(open_ranges, max_size=5), st.lists(open_ranges, max_size=6), days)
def test_another_agreement_never_uncovers_a_day_of_the_past(active, covered, today):
    past = [day for day in _listed(uncovered(active, covered, today=today)) if day <= today]
    more = [
        day for day in _listed(uncovered(active, [*covered, (START, today)], today=today)) if day <= today
    ]

    assert set(more) <= set(past)


def test_gap_between_two_agreements_counts_and_its_neighbors_do_not():
    held = [(date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 5, 1), date(2026, 12, 31))]

    gaps = uncovered([(date(2026, 1, 1), None)], held, today=date(2026, 6, 15))

    assert gaps == [(date(2026, 4, 1), date(2026, 4, 30))]
    assert day_count(gaps) == 30


def test_gap_to_come_is_known_once_the_next_agreement_is_signed():
    held = [(date(2026, 1, 1), date(2026, 6, 30)), (date(2026, 9, 1), None)]

    gaps = uncovered([(date(2026, 1, 1), None)], held, today=date(2026, 6, 15))

    assert gaps == [(date(2026, 7, 1), date(2026, 8, 31))]


def test_last_day_of_all_time_breaks_nothing():
    held = [(date(2026, 1, 1), date.max)]

    assert uncovered([(date(2026, 1, 1), date.max)], held, today=date.max) == []
