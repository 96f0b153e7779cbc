"""Trends in words, and figures against a forecast."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from measurements.trends import Heading, heading_of, is_better, periods_better

figures = st.integers(min_value=-50, max_value=50).map(Decimal)
series = st.lists(st.none() | figures, max_size=12)
UP, DOWN, KEEP = "increase", "decrease", "maintain"


def _decimals(values):
    return [None if value is None else Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("values", "direction", "expected"),
    [
        ([], UP, None),
        ([5, None], UP, None),
        ([1, 2, 3, 4], UP, Heading("Better for 3 periods", "↑", "good")),
        ([4, 3, 2, 1], DOWN, Heading("Better for 3 periods", "↓", "good")),
        ([5, 6, 4], UP, Heading("Worse for 1 period", "↓", "bad")),
        ([4, 4], DOWN, Heading("No change", "→", "neutral")),
        ([1, 2, None, 3], UP, Heading("Better for 2 periods, with a gap", "↑", "good")),
        ([2, None, 2], UP, Heading("No change, with a gap", "→", "neutral")),
        ([9, 8], KEEP, Heading("Down for 1 period", "↓", "neutral")),
        ([7, 8, 9], KEEP, Heading("Up for 2 periods", "↑", "neutral")),
    ],
)
def test_trend_in_words(values, direction, expected):
    with translation.override("en"):
        assert heading_of(_decimals(values), direction=direction) == expected


def test_earlier_definition_is_not_compared():
    values = _decimals([1, 2, 3, 90, 91])

    assert heading_of(values, direction=UP, starts_anew=[3]).words == "Better for 1 period"
    assert heading_of(values, direction=UP, starts_anew=[4]) is None


@settings(deadline=None)
@given(series)
def test_better_upward_is_worse_downward(values):
    upward = heading_of(values, direction=UP)
    downward = heading_of(values, direction=DOWN)

    tones = {None: None, "good": "bad", "bad": "good", "neutral": "neutral"}
    assert (downward and downward.tone) == tones[upward and upward.tone]
    assert (downward and downward.arrow) == (upward and upward.arrow)


@settings(deadline=None)
@given(series, series)
def test_trend_looks_at_nothing_before_the_definition_changed(before, values):
    known = heading_of(values, direction=UP)

    assert heading_of(before + values, direction=UP, starts_anew=[len(before)]) == known


@pytest.mark.parametrize(
    ("actuals", "forecast", "direction", "count"),
    [
        ([100, 90, 85], [None, 95, 95], DOWN, 2),
        ([100, 90, 95], [None, 95, 95], DOWN, 0),
        ([10, 12, 15], [None, 11, 12], UP, 2),
        ([10, 12, 11], [None, 11, 12], UP, 0),
        ([10, 12, None, 15], [None, 11, 11, 12], UP, 2),
        ([10, 12, 15], [None, None, 12], UP, 1),
        ([30, 24, 21], [None, 27, 27], KEEP, 2),
        ([15, 15], [15, 15], KEEP, 0),
        ([15, 15], [9, 22], KEEP, 2),
        ([], [], UP, 0),
        ([None], [5], UP, 0),
    ],
)
def test_periods_better_than_forecast(actuals, forecast, direction, count):
    found = periods_better(
        _decimals(actuals),
        _decimals(forecast),
        direction=direction,
        low=Decimal(10),
        high=Decimal(20),
    )

    assert found == count


@settings(deadline=None)
@given(figures, figures, st.sampled_from([UP, DOWN, KEEP]))
def test_of_two_figures_one_at_most_is_better(one, other, direction):
    band = {"low": Decimal(-10), "high": Decimal(10)}

    forth = is_better(one, other, direction=direction, **band)
    back = is_better(other, one, direction=direction, **band)

    assert not (forth and back)
    assert (forth or back) == (one != other) or direction == KEEP
