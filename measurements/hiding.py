"""Which numbers of a table may be shown to outsiders, so that no small count can be worked out.

A small count is one below the threshold that is not 0; it is shown as "fewer than 5". Where the sums that
stay on the page would still give a hidden number away, further numbers are hidden until every one of them
could be another whole number. Pure: no ORM, no clock.

The table is read as a network: each number is an arc between two sums, and each sum that is shown holds back
what flows into it. Another table with the same shown numbers exists exactly where a hidden number lies on a
circle of hidden numbers along which one can be added, or taken away, without leaving their ranges. Sums of
whole numbers in rows and columns have this property; it is the one of transport problems.
"""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

SMALLEST_THRESHOLD = 3


@dataclass(frozen=True)
class Cell:
    """A whole number between two sums. Unlabelled and hidden it may be anything from 0 up."""

    tail: Hashable
    head: Hashable
    value: int
    is_hidden: bool = False
    # What the page says of a hidden number: its lowest and highest value, if any.
    low: int = 0
    high: int | None = None
    # Sums are hidden without a label, and after all others; a fixed one stands elsewhere on the page.
    is_sum: bool = False
    is_fixed: bool = False

    @property
    def may_rise(self) -> bool:
        return self.is_hidden and (self.high is None or self.value < self.high)

    @property
    def may_fall(self) -> bool:
        return self.is_hidden and self.value > self.low


Cells = dict[Hashable, Cell]
Key = TypeVar("Key", bound=Hashable)


def hide_column(values: Mapping[Key, int], *, total: int | None, threshold: int) -> dict[Key, str]:
    """Return by key what an outsider reads of parts: "shown", "fewer" or "hidden".

    With a `total` the parts add up to it and it is shown; without one each part stands for itself.
    """
    if total is not None and 0 < total < threshold:
        # Anything about the parts of so few says too much.
        return dict.fromkeys(values, "hidden")
    if total is None:
        return {key: "fewer" if 0 < value < threshold else "shown" for key, value in values.items()}
    cells: Cells = {("part", key): Cell("whole", "total", value) for key, value in values.items()}
    cells["total",] = Cell("total", "whole", total, is_sum=True, is_fixed=True)
    answers = _answers(hide(cells, threshold=threshold))
    return {key: answers["part", key] for key in values}


def hide_table(
    values: Mapping[tuple[Hashable, Hashable], int], *, threshold: int
) -> dict[tuple[Hashable, Hashable], str]:
    """Return the same for a table of rows and columns whose sums could all be shown beside it.

    The key (row, None) is the sum of a row, (None, column) that of a column, and (None, None) that of all.
    """
    cells: Cells = {
        ("cell", *key): Cell(("row", key[0]), ("column", key[1]), value) for key, value in values.items()
    }
    rows, columns = {key[0] for key in values}, {key[1] for key in values}
    for row in rows:
        total = sum(value for key, value in values.items() if key[0] == row)
        cells["cell", row, None] = Cell("rows", ("row", row), total, is_sum=True)
    for column in columns:
        total = sum(value for key, value in values.items() if key[1] == column)
        cells["cell", None, column] = Cell(("column", column), "columns", total, is_sum=True)
    cells["cell", None, None] = Cell("columns", "rows", sum(values.values()), is_sum=True)
    answers = _answers(hide(cells, threshold=threshold))
    names = [*values, *((row, None) for row in rows), *((None, column) for column in columns), (None, None)]
    return {name: answers["cell", *name] for name in names}


def hide(cells: Cells, *, threshold: int) -> Cells:
    """Hide small counts, and then what would give a hidden number away, until nothing does.

    Small sums are hidden too. When no number is left to protect the others, all are hidden without a label.
    """
    if threshold < SMALLEST_THRESHOLD:
        raise ValueError("a label that leaves one number only hides nothing")
    found = {key: _if_small(cell, threshold) for key, cell in cells.items()}
    while given_away := determined(found):
        extra = _extra(found, given_away)
        if extra is None:
            return {key: _without_label(cell) for key, cell in found.items()}
        found[extra] = replace(found[extra], is_hidden=True)
    return found


def determined(cells: Cells) -> list[Hashable]:
    """Return the hidden numbers of which every shown one and every label leaves a single value."""
    return [key for key, cell in cells.items() if cell.is_hidden and not _may_differ(key, cell, cells)]


def _if_small(cell: Cell, threshold: int) -> Cell:
    if not 0 < cell.value < threshold or cell.is_fixed:
        return cell
    if cell.is_sum:
        return replace(cell, is_hidden=True)
    return replace(cell, is_hidden=True, low=1, high=threshold - 1)


def _without_label(cell: Cell) -> Cell:
    return cell if cell.is_fixed else replace(cell, is_hidden=True, low=0, high=None)


def _extra(cells: Cells, given_away: Iterable[Hashable]) -> Hashable | None:
    """Return the smallest number but 0 that shares a sum with one given away; then any; then a sum."""
    ends = {end for key in given_away for end in (cells[key].tail, cells[key].head)}
    open_cells = [
        (cell.is_sum, not {cell.tail, cell.head} & ends, cell.value, str(key), key)
        for key, cell in cells.items()
        if not cell.is_hidden and cell.value and not cell.is_fixed
    ]
    return min(open_cells)[-1] if open_cells else None


def _may_differ(key: Hashable, cell: Cell, cells: Cells) -> bool:
    """Tell whether one more, or one less, can be made up for elsewhere."""
    others = [other for name, other in cells.items() if name != key and other.is_hidden]
    if cell.may_rise and _leads(others, start=cell.head, end=cell.tail):
        return True
    return cell.may_fall and _leads(others, start=cell.tail, end=cell.head)


def _leads(cells: Iterable[Cell], *, start: Hashable, end: Hashable) -> bool:
    """Tell whether one can go from one sum to another over numbers that may rise, or fall the other way."""
    ways: dict[Hashable, set[Hashable]] = {}
    for cell in cells:
        if cell.may_rise:
            ways.setdefault(cell.tail, set()).add(cell.head)
        if cell.may_fall:
            ways.setdefault(cell.head, set()).add(cell.tail)
    seen, queue = {start}, deque([start])
    while queue:
        place = queue.popleft()
        if place == end:
            return True
        for following in ways.get(place, set()) - seen:
            seen.add(following)
            queue.append(following)
    return False


def _answers(cells: Cells) -> dict[Hashable, str]:
    return {
        key: "shown" if not cell.is_hidden else "fewer" if cell.high is not None else "hidden"
        for key, cell in cells.items()
    }
