"""Where a measure is heading, in words, and whether it does better than was forecast.

The words stand beside an arrow that shows which way the figure moved: fewer calls are "↓ Better for
3 periods".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measurements.progress import ZERO, Direction, Trend, trend

UP, DOWN, LEVEL = "↑", "↓", "→"
GOOD, BAD, NEUTRAL = "good", "bad", "neutral"
# So many latest figures have to be better than forecast before a curve counts as turned.
TURNED_AFTER = 2


@dataclass(frozen=True)
class Heading:
    """A trend as people read it; the tone colors what words and arrow say already."""

    words: str
    arrow: str
    tone: str


def heading_of(
    values: Sequence[Decimal | None], *, direction: str, starts_anew: Sequence[int] = ()
) -> Heading | None:
    """Say how the latest figures of the expected periods go; None below two figures.

    What was counted by an earlier definition is not compared: `starts_anew` holds the places at which
    another definition begins.
    """
    run = trend(values[max(starts_anew, default=0) :], direction=direction)
    return None if run is None else Heading(_words(run), _arrow(run), _tone(run))


def periods_better(
    actuals: Sequence[Decimal | None],
    forecast: Sequence[Decimal | None],
    *,
    direction: str,
    low: Decimal | None = None,
    high: Decimal | None = None,
) -> int:
    """Count back from the latest figure how many in a row were better than forecast for their period.

    Periods without a figure are passed over; a period without a forecast ends the count.
    """
    count = 0
    for actual, expected in zip(reversed(actuals), reversed(forecast), strict=True):
        if actual is None:
            continue
        if expected is None or not is_better(actual, expected, direction=direction, low=low, high=high):
            break
        count += 1
    return count


def is_better(
    actual: Decimal,
    expected: Decimal,
    *,
    direction: str,
    low: Decimal | None = None,
    high: Decimal | None = None,
) -> bool:
    """Tell whether a figure is better than another; equal is not better.

    A figure to keep within a range is better when it is nearer to the range, so inside none is.
    """
    if direction == Direction.INCREASE:
        return actual > expected
    if direction == Direction.DECREASE:
        return actual < expected
    return _distance(actual, low, high) < _distance(expected, low, high)


def _distance(value: Decimal, low: Decimal | None, high: Decimal | None) -> Decimal:
    """Return how far a value lies outside a range."""
    below = low - value if low is not None else ZERO
    above = value - high if high is not None else ZERO
    return max(below, above, ZERO)


def _words(run: Trend) -> str:
    if run.sign == 0:
        words = _("No change")
    elif run.is_good is None:
        words = _up(run.run) if run.sign > 0 else _down(run.run)
    else:
        words = _better(run.run) if run.is_good else _worse(run.run)
    return _("%(trend)s, with a gap") % {"trend": words} if run.has_gap else words


def _better(count: int) -> str:
    return ngettext("Better for %(count)d period", "Better for %(count)d periods", count) % {"count": count}


def _worse(count: int) -> str:
    return ngettext("Worse for %(count)d period", "Worse for %(count)d periods", count) % {"count": count}


def _up(count: int) -> str:
    return ngettext("Up for %(count)d period", "Up for %(count)d periods", count) % {"count": count}


def _down(count: int) -> str:
    return ngettext("Down for %(count)d period", "Down for %(count)d periods", count) % {"count": count}


def _arrow(run: Trend) -> str:
    return LEVEL if run.sign == 0 else UP if run.sign > 0 else DOWN


def _tone(run: Trend) -> str:
    return NEUTRAL if run.is_good is None else GOOD if run.is_good else BAD
