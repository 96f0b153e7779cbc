from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.choices import AgreementStatus as Status
from partners.terms import Term, days_left, next_review, next_term, notice_by, review_within, status_of

DAY = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
maybe = st.one_of(st.none(), days)


@st.composite
def terms(draw):
    starts_on, ends_on = draw(days), draw(maybe)
    if ends_on is not None:
        starts_on, ends_on = min(starts_on, ends_on), max(starts_on, ends_on)
    goes_on = ends_on is not None and draw(st.booleans())
    ended_on = draw(maybe)
    if ended_on is not None and ends_on is not None and not goes_on:
        ended_on = min(ended_on, ends_on)
    return Term(
        starts_on=starts_on,
        ends_on=ends_on,
        sent_on=draw(maybe),
        is_signed=draw(st.booleans()),
        goes_on=goes_on,
        ended_on=ended_on,
        renewed_from=draw(maybe),
    )


@given(terms(), days)
def test_what_is_not_signed_by_all_is_a_draft_or_sent_on_every_day(term, on):
    status = status_of(term, on=on)

    assert (status in {Status.DRAFT, Status.SENT}) == (not term.is_signed)


@given(terms(), days)
def test_signed_agreement_holds_exactly_on_its_days(term, on):
    held = term.days_held
    holds = held is not None and held[0] <= on and (held[1] is None or on <= held[1])

    assert (status_of(term, on=on) in {Status.ACTIVE, Status.EXPIRING}) == holds


@given(terms(), days)
def test_what_is_over_stays_over(term, on):
    over = {Status.EXPIRED, Status.ENDED}

    if status_of(term, on=on) in over:
        assert status_of(term, on=on + DAY) in over


@given(terms(), days)
def test_it_ends_soon_from_ninety_days_before_the_end_on(term, on):
    if status_of(term, on=on) == Status.EXPIRING:
        assert 0 <= days_left(term, on=on) <= 90


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 12, 31), Status.SIGNED),
        (date(2026, 1, 1), Status.ACTIVE),
        (date(2026, 10, 1), Status.ACTIVE),
        (date(2026, 10, 2), Status.EXPIRING),
        (date(2026, 12, 31), Status.EXPIRING),
        (date(2027, 1, 1), Status.EXPIRED),
    ],
)
def test_status_changes_on_these_days(on, expected):
    term = Term(date(2026, 1, 1), date(2026, 12, 31), is_signed=True)

    assert status_of(term, on=on) == expected


def test_one_that_goes_on_by_itself_holds_until_its_renewal_begins():
    term = Term(date(2026, 1, 1), date(2026, 12, 31), is_signed=True, goes_on=True)
    renewed = Term(
        date(2026, 1, 1), date(2026, 12, 31), is_signed=True, goes_on=True, renewed_from=date(2027, 3, 1)
    )

    assert status_of(term, on=date(2027, 6, 1)) == Status.ACTIVE
    assert renewed.last_day == date(2027, 2, 28)
    assert status_of(renewed, on=date(2027, 3, 1)) == Status.EXPIRED


def test_one_ended_before_it_began_never_held():
    term = Term(date(2026, 7, 1), None, is_signed=True, ended_on=date(2026, 6, 10))

    assert term.days_held is None
    assert status_of(term, on=date(2026, 6, 11)) == Status.ENDED


@given(days, st.integers(0, 2000))
def test_next_term_begins_the_day_after_the_last(starts_on, length):
    ends_on = starts_on + length * DAY

    first, last = next_term(Term(starts_on, ends_on))

    assert first == ends_on + DAY
    assert last >= first


def test_next_term_of_a_year_is_a_year_also_over_a_leap_day():
    assert next_term(Term(date(2027, 3, 1), date(2028, 2, 29))) == (date(2028, 3, 1), date(2029, 2, 28))


def test_open_term_has_no_next_one():
    with pytest.raises(ValueError, match="open"):
        next_term(Term(date(2026, 1, 1)))


@pytest.mark.parametrize(
    ("reviewed_on", "expected"),
    [
        (None, date(2026, 7, 31)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2025, 1, 1), date(2026, 7, 31)),
    ],
    ids=["never", "clamped to the month's end", "before it began"],
)
def test_review_falls_due_so_many_months_after_the_last(reviewed_on, expected):
    assert next_review(date(2026, 1, 31), every_months=6, reviewed_on=reviewed_on) == expected


def test_notice_is_given_so_many_days_before_the_end():
    term = Term(date(2026, 1, 1), date(2026, 12, 31))

    assert notice_by(term, notice_days=30) == date(2026, 12, 1)
    assert notice_by(term, notice_days=None) is None


def test_review_after_the_last_day_is_none():
    year = Term(date(2026, 1, 1), date(2026, 12, 31), is_signed=True)

    assert review_within(year, every_months=12, reviewed_on=None) is None
    assert review_within(year, every_months=6, reviewed_on=None) == date(2026, 7, 1)
