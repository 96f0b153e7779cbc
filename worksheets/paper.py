"""The worksheet as it stands on one sheet of paper: groups, letters, and a column for each partner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from worksheets.cells import Key
from worksheets.summary import Factor, Summary

UNKNOWN = "?"


@dataclass(frozen=True)
class PaperRow:
    factor: Factor
    cells: tuple[str, ...]


@dataclass(frozen=True)
class PaperGroup:
    no: int
    title: str
    rows: tuple[PaperRow, ...]


def lay_out_paper(
    factors: Sequence[Factor], columns: Sequence[int], written: Mapping[Key, str]
) -> list[PaperGroup]:
    """Lay out the paper; a cell in which nothing is written stays blank."""
    rows = [
        PaperRow(factor, tuple(written.get((column, factor.pk), "") for column in columns))
        for factor in factors
    ]
    return [
        PaperGroup(no, group[0].factor.group_title, tuple(group))
        for no, members in groupby(rows, key=lambda row: row.factor.group_no)
        if (group := list(members))
    ]


def digits(ratings: Sequence[tuple[int, int, int | None]]) -> dict[Key, str]:
    """One rater's ratings as they are written: candidate, factor, and a digit or "don't know"."""
    return {
        (candidate, factor): UNKNOWN if value is None else str(value) for candidate, factor, value in ratings
    }


def means(summary: Summary) -> dict[Key, str]:
    """Everyone's means, with one decimal."""
    return {
        (cell.candidate_id, row.factor.pk): UNKNOWN if cell.is_unknown else str(cell.mean)
        for group in summary.groups
        for row in group.rows
        for cell in row.cells
        if not cell.is_untouched
    }
