from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from measurements import deadlines
from measurements.deadlines import DaysError, Lock, LockReason
from measurements.periods import Period
from partners.spells import Spell

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
QUARTER = Period(date(2017, 1, 1), date(2017, 4, 1))
SETTINGS = {"zone": LOS_ANGELES, "lock_days": 15}


def _local(*moment, fold=0):
    return datetime(*moment, tzinfo=LOS_ANGELES, fold=fold)


def test_due_day_in_a_pause_moves_past_it_and_the_closing_day_as_far():
    spell = Spell(date(2015, 1, 1), None, ((date(2017, 4, 10), date(2017, 4, 30)),))
    forever = Spell(date(2015, 1, 1), None, ((date(2017, 4, 10), None),))
    due, locks = date(2017, 4, 15), date(2017, 4, 20)

    assert deadlines.after_pauses(spell, due, locks) == (date(2017, 5, 1), date(2017, 5, 6))
    assert deadlines.after_pauses(spell, date(2017, 4, 9), locks) == (date(2017, 4, 9), locks)
    assert deadlines.after_pauses(forever, due, locks) == (date.max, date.max)
    assert deadlines.after_pauses(spell, due, None) == (date(2017, 5, 1), None)


def test_due_and_locking_days_count_from_the_last_day():
    assert deadlines.due_on(QUARTER, 10) == date(2017, 4, 10)
    assert deadlines.locks_on(QUARTER, 15) == date(2017, 4, 15)
    assert deadlines.locks_on(QUARTER, None) is None


def test_period_opens_at_local_midnight_after_it():
    assert deadlines.opens_at(QUARTER, LOS_ANGELES) == datetime(2017, 4, 1, 7, tzinfo=UTC)
    assert deadlines.opens_at(QUARTER, LOS_ANGELES, opens_early=True) == datetime(2017, 1, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("submitted_at", "on_time"),
    [
        (_local(2017, 4, 10, 23, 59, 59), True),
        (datetime(2017, 4, 11, 6, 59, 59, tzinfo=UTC), True),
        (_local(2017, 4, 11), False),
        (None, False),
    ],
    ids=["23:59:59 local", "next day in UTC", "local midnight", "never"],
)
def test_report_is_on_time_to_the_end_of_the_local_due_day(submitted_at, on_time):
    assert deadlines.is_on_time(submitted_at, date(2017, 4, 10), LOS_ANGELES) is on_time


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2017, 3, 12), 23), (date(2017, 11, 5), 25), (date(2017, 6, 1), 24)],
    ids=["spring change", "autumn change", "plain day"],
)
def test_due_day_lasts_as_long_as_the_clocks_make_it(day, hours):
    length = deadlines.over_at(day, LOS_ANGELES) - deadlines.start_of_day(day, LOS_ANGELES)

    assert length == timedelta(hours=hours)


def test_day_without_midnight_starts_when_the_clocks_jump():
    havana = ZoneInfo("America/Havana")

    assert deadlines.start_of_day(date(2017, 3, 12), havana) == datetime(2017, 3, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due_days", "lock_days", "opens_early", "code"),
    [(0, 15, False, "due_too_early"), (-1, 15, True, "due_too_early"), (10, 9, False, "lock_before_due")],
)
def test_days_out_of_order_are_refused(due_days, lock_days, opens_early, code):
    with pytest.raises(DaysError) as refusal:
        deadlines.check_days(due_days, lock_days, opens_early=opens_early)

    assert refusal.value.code == code
    assert str(refusal.value)


@pytest.mark.parametrize(("due_days", "lock_days", "early"), [(1, 1, False), (0, 5, True), (10, None, False)])
def test_days_in_order_are_accepted(due_days, lock_days, early):
    assert deadlines.check_days(due_days, lock_days, opens_early=early) is None


@pytest.mark.parametrize(
    ("now", "lock"),
    [
        (_local(2017, 3, 31, 23, 59), Lock(LockReason.NOT_OPEN, date(2017, 4, 1))),
        (_local(2017, 4, 1), None),
        (_local(2017, 4, 15, 23, 59, 59), None),
        (_local(2017, 4, 16), Lock(LockReason.LOCKED, date(2017, 4, 15))),
    ],
    ids=["before it opens", "as it opens", "last second", "midnight"],
)
def test_report_can_be_changed_from_its_opening_to_its_closing(now, lock):
    assert deadlines.lock_of(QUARTER, now=now, **SETTINGS) == lock


def test_report_without_a_closing_day_never_locks():
    lock = deadlines.lock_of(QUARTER, now=_local(2030, 1, 1), zone=LOS_ANGELES, lock_days=None)

    assert lock is None


def test_exception_reopens_to_the_end_of_its_day():
    until = date(2017, 4, 20)

    assert not deadlines.lock_of(QUARTER, now=_local(2017, 4, 20, 23), exception_until=until, **SETTINGS)
    assert deadlines.lock_of(QUARTER, now=_local(2017, 4, 21), exception_until=until, **SETTINGS) == Lock(
        LockReason.LOCKED, date(2017, 4, 15)
    )


def test_early_exception_does_not_close_earlier():
    until = date(2017, 4, 10)

    assert not deadlines.lock_of(QUARTER, now=_local(2017, 4, 12), exception_until=until, **SETTINGS)


def test_approved_report_names_who_approved_it():
    approved = Lock(LockReason.APPROVED, date(2017, 4, 8), by="Cole")

    lock = deadlines.lock_of(QUARTER, now=_local(2017, 4, 9), approved=approved, **SETTINGS)

    with translation.override("en"):
        assert deadlines.lock_sentence(lock) == (
            "Approved by Cole on April 8, 2017. Ask for a correction to change it."
        )


@pytest.mark.parametrize(
    ("left_on", "reason"),
    [(date(2017, 3, 30), LockReason.LEFT), (date(2017, 3, 31), None)],
    ids=["left the day before", "left on the last day"],
)
def test_membership_to_the_last_day_still_reports(left_on, reason):
    lock = deadlines.lock_of(QUARTER, now=_local(2017, 4, 2), left_on=left_on, **SETTINGS)

    assert (lock and lock.reason) == reason


@pytest.mark.parametrize("reason", LockReason)
def test_every_lock_says_why_in_words(reason):
    with translation.override("en"):
        assert "April 15, 2017" in deadlines.lock_sentence(Lock(reason, date(2017, 4, 15), by="Cole"))
