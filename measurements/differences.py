"""What differs between two texts, word by word. Pure: no ORM, no clock."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed"]

# A word with the space before it: the pieces join back to the text letter by letter.
_WORDS = re.compile(r"\s*\S+|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row that are in both texts, only in the new one, or only in the old one."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One labelled text in both versions."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class GoalChange:
    """One goal in both versions; `kind` says whether the whole of it came or went."""

    title: str
    kind: Kind
    parts: tuple[Part, ...]

    @property
    def is_changed(self) -> bool:
        return self.kind != "same" or any(part.is_changed for part in self.parts)


def compare_words(before: str, after: str) -> tuple[Piece, ...]:
    """Pieces in order; without the added ones they join to `before`, without the removed to `after`."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found: list[Piece] = []
    for step, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            found.append(Piece("same", "".join(old[i1:i2])))
            continue
        found += [Piece("removed", "".join(old[i1:i2]))] if i2 > i1 else []
        found += [Piece("added", "".join(new[j1:j2]))] if j2 > j1 else []
    return tuple(found)


def compare_parts(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Part, ...]:
    """Each label of either, in the order of the newer text."""
    labels = [*after, *(label for label in before if label not in after)]
    return tuple(Part(label, compare_words(before.get(label, ""), after.get(label, ""))) for label in labels)


def compare_goals(
    before: Sequence[tuple[int, str, Mapping[str, str]]],
    after: Sequence[tuple[int, str, Mapping[str, str]]],
) -> list[GoalChange]:
    """Goals as id, title and labelled texts: those of the newer version first, then those that went."""
    old = {key: texts for key, _, texts in before}
    kept = {key for key, _, _ in after}
    changes = [
        GoalChange(title, "same" if key in old else "added", compare_parts(old.get(key, {}), texts))
        for key, title, texts in after
    ]
    changes += [
        GoalChange(title, "removed", compare_parts(texts, {}))
        for key, title, texts in before
        if key not in kept
    ]
    return changes


def joined(pieces: Sequence[Piece], *kinds: Kind) -> str:
    """The text that only these kinds of pieces make."""
    return "".join(piece.text for piece in pieces if piece.kind in kinds)
