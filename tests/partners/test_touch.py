from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from partners.touch import CALL_NOW, CALL_SOON, IN_TOUCH, NO_INTERVAL, Touch, judge_touch, most_urgent_first

TODAY = date(2017, 4, 10)


@dataclass(frozen=True)
class Interval:
    ideal_days: int = 30
    maximum_days: int = 60
    set_on: date = date(2017, 4, 1)


@pytest.mark.parametrize(
    ("days", "state"),
    [(0, IN_TOUCH), (30, IN_TOUCH), (31, CALL_SOON), (60, CALL_SOON), (61, CALL_NOW)],
)
def test_state_follows_the_days_since_the_last_talk(days, state):
    last_on = TODAY - timedelta(days=days)

    assert judge_touch(Interval(), last_on=last_on, today=TODAY) == Touch(
        state, last_on, days, days_over=max(days - 60, 0)
    )


def test_without_a_talk_the_day_the_interval_was_set_counts():
    interval = Interval(ideal_days=5, maximum_days=8)

    assert judge_touch(interval, last_on=None, today=TODAY) == Touch(CALL_NOW, None, 9, days_over=1)


def test_without_an_interval_nobody_needs_a_call():
    last_on = date(2015, 1, 1)

    touch = judge_touch(None, last_on=last_on, today=TODAY)

    assert (touch.state, touch.last_on, touch.needs_call) == (NO_INTERVAL, last_on, False)


def test_neither_interval_nor_talk_is_a_state_too():
    assert judge_touch(None, last_on=None, today=TODAY) == Touch(NO_INTERVAL)


def test_a_talk_later_today_than_the_clock_is_today():
    assert judge_touch(Interval(), last_on=TODAY + timedelta(days=1), today=TODAY).days == 0


def test_red_comes_before_amber_before_green_and_longest_wait_first():
    interval = Interval()
    days = [10, 45, 70, 31, 90, 1]
    touches = [judge_touch(interval, last_on=TODAY - timedelta(days=n), today=TODAY) for n in days]

    touches.sort(key=lambda touch: most_urgent_first(touch, interval))

    assert [touch.days for touch in touches] == [90, 70, 45, 31, 10, 1]
