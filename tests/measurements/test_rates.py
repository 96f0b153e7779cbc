"""Counting who has reported."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from measurements.rates import Rates, add_up, rate_of

ZONE, DUE = ZoneInfo("America/Los_Angeles"), date(2017, 4, 15)
LAST = datetime(2017, 4, 16, 6, 59, 59, tzinfo=UTC)  # 15 April, 23:59:59 in Los Angeles


def _line(state="submitted", content="number", value=130, at=LAST):
    return SimpleNamespace(state=state, content=content, value=value, first_submitted_at=at)


def _rate(line):
    return rate_of(line, due_on=DUE, zone=ZONE)


def test_nothing_expected_has_no_rate():
    assert (Rates().reporting_rate, Rates().on_time_rate) == (None, None)


def test_five_members_as_a_coordinator_sees_them():
    lines = [_line("approved"), _line("approved"), _line(), _line("draft", at=None), None]

    total = add_up(_rate(line) for line in lines)

    assert (total.expected, total.reported, total.approved) == (5, 3, 2)
    assert (total.reporting_rate, total.on_time_rate) == (Decimal("0.6"), Decimal("0.6"))


@pytest.mark.parametrize("content", ["not_applicable", "not_collected"])
def test_a_reason_is_an_answer(content):
    assert _rate(_line(content=content, value=None)).reporting_rate == 1


def test_zero_is_counted_as_zero():
    assert (_rate(_line(value=Decimal(0))).zero, _rate(_line(value=Decimal(1))).zero) == (1, 0)


def test_in_time_is_to_the_last_second_of_the_due_day_in_the_library():
    late = _line(at=datetime(2017, 4, 16, 7, tzinfo=UTC))

    assert (_rate(_line()).on_time, _rate(late).on_time) == (1, 0)


def test_first_submission_in_time_stays_in_time_while_it_is_corrected():
    rates = _rate(_line("returned"))

    assert (rates.reported, rates.on_time) == (0, 1)
