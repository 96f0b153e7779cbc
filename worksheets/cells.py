"""One rater's cell of a worksheet, as it is typed and as it is compared with what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from zlib import crc32

from worksheets.scoring import SCALE


class Untouched(Enum):
    """Nobody has answered yet; a None, in contrast, is the answer "don't know"."""

    UNTOUCHED = "untouched"


UNTOUCHED = Untouched.UNTOUCHED
Value = int | None | Untouched
# Candidate and factor.
Key = tuple[int, int]
DONT_KNOW = "unknown"
# As forms name the values.
VALUES: dict[str, Value] = {"": UNTOUCHED, DONT_KNOW: None, **{str(rating): rating for rating in SCALE}}


@dataclass(frozen=True)
class Cell:
    """What a rater wants a cell to hold; `version` is that of the row the rater saw, 0 if there was none.

    `seen` is the fingerprint of what the rater saw: a cell cleared and rated anew starts at version 1 again.
    """

    candidate_id: int
    factor_id: int
    value: Value
    note: str = ""
    version: int = 0
    seen: int | None = field(default=None, compare=False)

    @property
    def key(self) -> Key:
        return self.candidate_id, self.factor_id

    @property
    def content(self) -> tuple[Value, str]:
        return self.value, self.note

    def was_read_from(self, stored: "Cell") -> bool:
        """Tell whether nobody changed the stored cell since the rater saw it."""
        same_content = self.seen is None or self.seen == fingerprint(stored.value, stored.note)
        return self.version == stored.version and same_content


def key_name(key: Key) -> str:
    """Name a cell in forms and links: candidate and factor."""
    return f"{key[0]}-{key[1]}"


def value_name(value: Value) -> str:
    """Name a value as forms do: nothing, "unknown", or a digit."""
    if value is UNTOUCHED:
        return ""
    return DONT_KNOW if value is None else str(value)


def seen_token(cell: Cell) -> str:
    """What a form remembers of a cell it shows, so that cells nobody touched are told from changed ones."""
    return f"{cell.version}.{fingerprint(cell.value, cell.note)}"


def fingerprint(value: Value, note: str) -> int:
    """Tell contents apart; it guards against a mix-up, not against an attack."""
    return crc32(f"{value}|{note}".encode())


@dataclass(frozen=True)
class Conflict:
    """A cell that the same rater changed in another window: what is stored now, and what was typed here."""

    stored: Cell
    typed: Cell


class StaleCells(Exception):  # noqa: N818 - the name of the situation, which pages show; not a fault
    """Some cells were changed since they were read, so none was saved."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        self.conflicts = conflicts
        super().__init__(f"{len(conflicts)} cells were changed in another window")


def cell_in(sheet: Mapping[Key, Cell], key: Key) -> Cell:
    """The cell of a sheet; one that is not stored is untouched."""
    return sheet.get(key) or Cell(*key, value=UNTOUCHED)


def changes_between(label: str, before: Cell, after: Cell) -> dict[str, list]:
    """Before and after of one cell for the history: None is untouched, "?" is don't know."""
    changes: dict[str, list] = {}
    if before.value != after.value:
        changes[label] = [_plain(before.value), _plain(after.value)]
    if before.note != after.note:
        changes[f"{label} (note)"] = [before.note, after.note]
    return changes


def _plain(value: Value) -> int | str | None:
    if value is UNTOUCHED:
        return None
    return "?" if value is None else value
