"""Where things stand in a chart: round ticks, places of periods, and which labels fit."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

# A digit in the widest of the usual system fonts; narrower fonts only leave more room.
_EM_PER_LETTER = 0.63
_ROUND_STEPS = (1, 2, 2.5, 5, 10)
_START_AT_ZERO_FROM = 0.25
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Layout:
    """A drawing in user units, with letters that read well at the widths it is made for."""

    name: str
    width: int
    height: int
    font: int
    ticks: int

    def text_width(self, text: str) -> float:
        return (len(text) + text.count("%") * 0.6) * self.font * _EM_PER_LETTER


@dataclass(frozen=True)
class Frame:
    """The plot inside a layout, and the values at its lower and upper edge."""

    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float
    indent: float = 0.0

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def columns(self, count: int) -> list[float]:
        """Return the x of every period, each in the middle of its own column."""
        start = self.left + self.indent
        column = (self.right - start) / count
        return [start + (place + 0.5) * column for place in range(count)]


def round_ticks(low: float, high: float, wanted: int) -> list[float]:
    """Return about `wanted` evenly spaced round numbers that hold low and high between them.

    The axis starts at 0 unless the values are so alike that their changes could not be seen.
    """
    if low >= 0 and high - low > high * _START_AT_ZERO_FROM:
        low = 0.0
    if low == high:
        low, high = (min(low, 0.0), max(high, 0.0)) if low else (0.0, 1.0)
    step = _round_step((high - low) / wanted)
    first, last = math.floor(low / step + _ROUNDING), math.ceil(high / step - _ROUNDING)
    return [place * step for place in range(first, last + 1)]


def _round_step(rough: float) -> float:
    size = 10.0 ** math.floor(math.log10(rough))
    return next(size * step for step in _ROUND_STEPS if size * step >= rough * (1 - _ROUNDING))


def fitting_labels(labels: Sequence[str], layout: Layout, frame: Frame) -> range:
    """Return which labels can stand side by side: every n-th, counted back from the latest."""
    if not labels:
        return range(0)
    widest = max(map(layout.text_width, labels)) + 2 * layout.font
    every = max(1, math.ceil(widest * len(labels) / (frame.right - frame.left)))
    return range((len(labels) - 1) % every, len(labels), every)
