"""One rater's sheet as the page shows it: groups and rows of the paper form, a cell for each candidate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from worksheets.cells import Cell, Key, cell_in, key_name, seen_token, value_name
from worksheets.scoring import LOW_RATINGS
from worksheets.summary import Factor


@dataclass(frozen=True)
class SheetCell:
    """What to show, and what the form remembers of what is stored."""

    candidate_id: int
    name: str
    rating: str
    note: str
    seen: str
    error: str = ""
    conflict: str = ""

    @property
    def is_note_open(self) -> bool:
        return bool(self.note or self.error or self.conflict) or self.rating in map(str, LOW_RATINGS)


@dataclass(frozen=True)
class SheetRow:
    factor: Factor
    cells: tuple[SheetCell, ...]


@dataclass(frozen=True)
class SheetGroup:
    no: int
    title: str
    rows: tuple[SheetRow, ...]


def lay_out(
    factors: Sequence[Factor],
    candidate_ids: Sequence[int],
    stored: Mapping[Key, Cell],
    *,
    typed: Mapping[Key, Cell] | None = None,
    seen: Mapping[Key, str] | None = None,
    errors: Mapping[Key, str] | None = None,
    conflicts: Mapping[Key, str] | None = None,
) -> list[SheetGroup]:
    """Lay out the sheet; what was typed stands before what is stored, so that nothing typed is lost.

    A typed cell remembers what its page had seen, unless its conflict is shown now and may be overruled.
    """

    def show(key: Key) -> SheetCell:
        now = cell_in(stored, key)
        shown, conflict = (typed or {}).get(key, now), (conflicts or {}).get(key, "")
        return SheetCell(
            candidate_id=key[0],
            name=key_name(key),
            rating=value_name(shown.value),
            note=shown.note,
            seen=seen_token(now) if conflict else (seen or {}).get(key, seen_token(now)),
            error=(errors or {}).get(key, ""),
            conflict=conflict,
        )

    rows = [
        SheetRow(factor, tuple(show((candidate_id, factor.pk)) for candidate_id in candidate_ids))
        for factor in factors
    ]
    return [
        SheetGroup(no, group[0].factor.group_title, tuple(group))
        for no, members in groupby(rows, key=lambda row: row.factor.group_no)
        if (group := list(members))
    ]
