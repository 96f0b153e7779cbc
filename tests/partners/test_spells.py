"""Pauses within a membership, whatever they are and whatever periods there are."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from measurements.expectation import is_expected
from measurements.periods import Period
from partners.spells import Spell, overlap, read, stored

FIRST = date(2016, 1, 1)
days = st.integers(0, 900).map(lambda n: FIRST + timedelta(days=n))


def _in_pairs(marks, is_open):
    """Days in order, two by two: pauses that do not overlap, the last of which may be open."""
    marks = [FIRST + timedelta(days=n) for n in sorted(marks)]
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    if pairs and is_open:
        pairs[-1] = (pairs[-1][0], None)
    return tuple(pairs)


stretches = st.builds(_in_pairs, st.sets(st.integers(0, 900), max_size=8), st.booleans())
periods = st.builds(lambda first, n: Period(first, first + timedelta(days=n)), days, st.integers(1, 400))


@given(period=periods, pauses=stretches, joined=days, left=st.none() | days)
def test_a_report_is_expected_exactly_when_the_last_day_is_an_active_one(period, pauses, joined, left):
    last = period.ends_on
    is_member = joined <= last and (left is None or last <= left)
    rests = any(since <= last and (until is None or last <= until) for since, until in pauses)

    found = is_expected(period, spell=Spell(joined, left, pauses), starts_on=FIRST, ends_on=None)

    assert found == (is_member and not rests)


@given(pauses=stretches, day=days)
def test_what_falls_due_in_a_pause_falls_due_on_the_first_active_day_after_it(pauses, day):
    spell = Spell(FIRST, None, pauses)

    moved = spell.after_pause(day)

    assert moved >= day
    between = [day + timedelta(days=n) for n in range((min(moved, FIRST + timedelta(1000)) - day).days)]
    assert all(spell.pause_on(one) for one in between)
    assert moved == date.max or spell.pause_on(moved) is None


@given(pauses=stretches)
def test_pauses_are_read_as_they_were_kept(pauses):
    assert read(stored(reversed(pauses))) == pauses


@given(one=stretches, other=stretches, day=days)
def test_stretches_overlap_when_a_day_lies_in_both(one, other, day):
    for mine in one:
        for theirs in other:
            both = all(since <= day and (until is None or day <= until) for since, until in (mine, theirs))
            assert overlap(mine, theirs) or not both
