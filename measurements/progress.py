"""How far a measure is on its way from baseline to target, and where it is heading.

None means "cannot be said" and is never drawn as 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

ZERO, ONE = Decimal(0), Decimal(1)


class Direction(StrEnum):
    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"


@dataclass(frozen=True)
class Trend:
    """The latest run of steps in one direction; a sign of 0 is no change, a gap is a missing period in it."""

    run: int
    sign: int
    is_good: bool | None
    has_gap: bool


def progress(
    actual: Decimal | None,
    *,
    direction: str,
    target: Decimal | None,
    baseline: Decimal | None = None,
) -> Decimal | None:
    """Return (actual - baseline) / (target - baseline), which is right whichever way is wanted.

    Below 0 and above 1 are true and stay. Without a baseline only an increase to a target above 0 has one.
    """
    if actual is None or target is None or direction == Direction.MAINTAIN:
        return None
    if baseline is None:
        return actual / target if direction == Direction.INCREASE and target > 0 else None
    return None if target == baseline else (actual - baseline) / (target - baseline)


def bar(share: Decimal | None) -> Decimal | None:
    """Clip a progress to 0..1, for the length of a bar only."""
    return None if share is None else min(max(share, ZERO), ONE)


def met(
    actual: Decimal | None,
    *,
    direction: str,
    target: Decimal | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
) -> bool | None:
    """Tell whether the target is reached, or for a measure to maintain, whether it is from low to high."""
    if actual is None:
        return None
    if direction == Direction.MAINTAIN:
        return None if low is None or high is None else low <= actual <= high
    if target is None:
        return None
    return actual >= target if direction == Direction.INCREASE else actual <= target


def percent_change(actual: Decimal | None, baseline: Decimal | None) -> Decimal | None:
    """Return the change as a share of the baseline's size (0.25 is 25 %); None from a baseline of 0."""
    if actual is None or baseline is None or baseline == 0:
        return None
    return (actual - baseline) / abs(baseline)


def trend(values: Sequence[Decimal | None], *, direction: str) -> Trend | None:
    """Count the equal steps back from the latest value; None below two values.

    The values are those of the expected periods in order, None where a report is missing. No change ends
    a run.
    """
    reported = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(reported) <= 1:
        return None
    signs = [_sign(later - earlier) for (_p, earlier), (_q, later) in pairwise(reported)]
    run = _run_length(signs)
    oldest, latest = reported[-1 - max(run, 1)][0], reported[-1][0]
    return Trend(
        run=run,
        sign=signs[-1],
        is_good=_is_good(signs[-1], direction),
        has_gap=any(value is None for value in values[oldest:latest]),
    )


def _run_length(signs: list[int]) -> int:
    """Return how many equal signs stand at the end; a latest step of 0 is no run."""
    latest = signs[-1]
    if latest == 0:
        return 0
    return next((back for back, sign in enumerate(reversed(signs)) if sign != latest), len(signs))


def _sign(step: Decimal) -> int:
    return (step > 0) - (step < 0)


def _is_good(sign: int, direction: str) -> bool | None:
    if sign == 0 or direction == Direction.MAINTAIN:
        return None
    return (sign > 0) == (direction == Direction.INCREASE)
