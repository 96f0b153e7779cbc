from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from measurements.overlaps import Overlap, Slot, find_overlaps, overlap_of
from measurements.recurrence import Repeat, Schedule

TUESDAYS = Schedule(Repeat.WEEKLY, date(2017, 1, 3), date(2017, 6, 27), frozenset({2}))
ONE = Slot(1, 10, "class", 5, "parish hall", "91702", TUESDAYS, time(18), time(19, 30))
OTHER = replace(ONE, id=2, organization_id=20, starts_at=time(19), ends_at=time(20))
HOURS = st.integers(8, 21)
SLOTS = st.builds(
    lambda pk, who, kind, group, place, code, repeat, start, weekdays, hour: Slot(
        pk,
        who,
        kind,
        group,
        place,
        code,
        Schedule(repeat, start, start + timedelta(days=90), frozenset(weekdays)),
        time(hour),
        time(hour + 2),
    ),
    st.integers(1, 6),
    st.integers(1, 3),
    st.sampled_from(["class", "event"]),
    st.sampled_from([1, 2, None]),
    st.sampled_from(["hall", "school", ""]),
    st.sampled_from(["91702", ""]),
    st.sampled_from(list(Repeat)),
    st.dates(date(2017, 1, 1), date(2017, 4, 1)),
    st.sets(st.integers(1, 7), max_size=3),
    HOURS,
)


def test_same_class_on_one_evening_at_one_place_is_a_duplicate():
    assert find_overlaps([OTHER, ONE]) == [Overlap(ONE, OTHER, (2,), is_same_place=True)]


def test_another_place_in_the_same_postal_code_is_near():
    near = replace(OTHER, place_key="school")

    assert overlap_of(ONE, near) == Overlap(ONE, near, (2,), is_same_place=False)


def test_hours_that_touch_do_not_overlap():
    assert overlap_of(ONE, replace(OTHER, starts_at=time(19, 30), ends_at=time(21))) is None


def test_what_differs_in_one_thing_is_no_duplicate():
    others = [
        replace(OTHER, organization_id=10),
        replace(OTHER, kind="event"),
        replace(OTHER, population_id=6),
        replace(OTHER, population_id=None),
        replace(OTHER, place_key="school", postal_code="90001"),
        replace(OTHER, place_key="", postal_code=""),
        replace(OTHER, starts_at=None, ends_at=None),
        replace(OTHER, schedule=replace(TUESDAYS, weekdays=frozenset({3}))),
        replace(OTHER, schedule=replace(TUESDAYS, starts_on=date(2017, 7, 4), ends_on=date(2017, 9, 1))),
        replace(OTHER, schedule=replace(TUESDAYS, repeat=Repeat.IRREGULAR)),
    ]

    assert [overlap_of(ONE, other) for other in others] == [None] * len(others)


def test_alternate_weeks_do_not_meet():
    odd = replace(ONE, schedule=replace(TUESDAYS, repeat=Repeat.FORTNIGHTLY))
    even = replace(OTHER, schedule=replace(odd.schedule, starts_on=date(2017, 1, 10)))

    assert overlap_of(odd, even) is None


@settings(deadline=None, max_examples=80)
@given(SLOTS, SLOTS)
def test_overlap_is_the_same_from_both_sides(one, other):
    if one.id == other.id:
        other = replace(other, id=one.id + 10)

    assert overlap_of(one, other) == overlap_of(other, one)


@settings(deadline=None, max_examples=80)
@given(st.lists(SLOTS, max_size=6, unique_by=lambda slot: slot.id))
def test_no_activity_is_a_duplicate_of_itself_or_of_its_own_organization(slots):
    pairs = [(found.one, found.other) for found in find_overlaps(slots)]

    assert all(one.id < other.id and one.organization_id != other.organization_id for one, other in pairs)
    assert len(pairs) == len({(one.id, other.id) for one, other in pairs})
