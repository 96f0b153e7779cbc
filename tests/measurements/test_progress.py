from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measurements import progress
from measurements.progress import Direction, Trend

UP, DOWN, KEEP = Direction.INCREASE, Direction.DECREASE, Direction.MAINTAIN
figures = st.decimals(min_value=-1000, max_value=1000, places=2)


def _decimals(*values):
    return [None if value is None else Decimal(value) for value in values]


def test_library_nurse_is_half_way_to_fewer_calls():
    half_way = progress.progress(Decimal(100), direction=DOWN, target=Decimal(80), baseline=Decimal(120))

    assert half_way == Decimal("0.50")


@pytest.mark.parametrize(
    ("actual", "direction", "target", "baseline", "expected"),
    [
        (90, UP, 100, 100, None),
        (90, UP, 120, None, "0.75"),
        (90, UP, 0, None, None),
        (90, DOWN, 80, None, None),
        (90, UP, None, 50, None),
        (None, UP, 100, 50, None),
        (90, KEEP, 100, 50, None),
        (40, UP, 100, 50, "-0.2"),
        (150, UP, 100, 50, "2"),
        (5, DOWN, 0, 10, "0.5"),
        (5, UP, 10, 0, "0.5"),
        (-5, UP, 0, -10, "0.5"),
    ],
    ids=[
        "target equals baseline",
        "no baseline",
        "no baseline, target 0",
        "no baseline, decrease",
        "no target",
        "nothing reported",
        "maintain",
        "below the start",
        "beyond the target",
        "target 0",
        "baseline 0",
        "negative values",
    ],
)
def test_progress_on_awkward_figures(actual, direction, target, baseline, expected):
    actual, target, baseline, expected = _decimals(actual, target, baseline, expected)

    assert progress.progress(actual, direction=direction, target=target, baseline=baseline) == expected


@given(actual=figures, target=figures, baseline=figures)
def test_progress_is_the_same_whichever_way_is_wanted(actual, target, baseline):
    upward = progress.progress(actual, direction=UP, target=target, baseline=baseline)

    downward = progress.progress(-actual, direction=DOWN, target=-target, baseline=-baseline)

    assert upward == downward


@pytest.mark.parametrize(("share", "length"), [("-0.2", "0"), ("0.5", "0.5"), ("2", "1"), (None, None)])
def test_only_the_bar_is_clipped(share, length):
    share, length = _decimals(share, length)

    assert progress.bar(share) == length


@pytest.mark.parametrize(
    ("actual", "direction", "is_met"),
    [(80, UP, True), (79, UP, False), (80, DOWN, True), (81, DOWN, False), (None, UP, None)],
)
def test_target_is_met_at_its_very_value(actual, direction, is_met):
    (actual,) = _decimals(actual)

    assert progress.met(actual, direction=direction, target=Decimal(80)) is is_met


@pytest.mark.parametrize(("actual", "is_met"), [(9, False), (10, True), (20, True), (21, False)])
def test_measure_to_maintain_is_met_within_its_band(actual, is_met):
    result = progress.met(Decimal(actual), direction=KEEP, low=Decimal(10), high=Decimal(20))

    assert result is is_met


def test_nothing_is_met_without_a_target():
    assert progress.met(Decimal(5), direction=UP) is None
    assert progress.met(Decimal(5), direction=KEEP, low=Decimal(1)) is None


@pytest.mark.parametrize(
    ("actual", "baseline", "change"),
    [
        (150, 120, "0.25"),
        (90, 120, "-0.25"),
        (-5, -10, "0.5"),
        (12, 0, None),
        (12, None, None),
        (None, 5, None),
    ],
)
def test_percent_change_is_of_the_size_of_the_baseline(actual, baseline, change):
    actual, baseline, change = _decimals(actual, baseline, change)

    assert progress.percent_change(actual, baseline) == change


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        ([5], None),
        ([None, 5, None], None),
        ([1, 2, 3, 4], Trend(3, 1, True, False)),
        ([9, 2, 3, 4], Trend(2, 1, True, False)),
        ([4, 3, 2], Trend(2, -1, False, False)),
        ([1, 2, 2, 3], Trend(1, 1, True, False)),
        ([1, 2, 2], Trend(0, 0, None, False)),
        ([1, 2, None, 3], Trend(2, 1, True, True)),
        ([1, None, 2, 1], Trend(1, -1, False, False)),
        ([1, 2, None], Trend(1, 1, True, False)),
        ([2, None, 2], Trend(0, 0, None, True)),
    ],
    ids=[
        "nothing",
        "one value",
        "one value between gaps",
        "three up",
        "turned up",
        "two down",
        "no change ends the run",
        "no change now",
        "gap within",
        "gap before the run",
        "latest missing",
        "no change over a gap",
    ],
)
def test_trend_counts_equal_steps_back_from_the_latest(values, expected):
    assert progress.trend(_decimals(*values), direction=UP) == expected


def test_trend_is_good_when_it_goes_the_wanted_way():
    calls = _decimals(120, 110, 100)

    assert progress.trend(calls, direction=DOWN).is_good is True
    assert progress.trend(calls, direction=KEEP).is_good is None
