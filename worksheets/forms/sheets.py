"""One rater's sheet as a page posts it: a rating, a note and what was seen, for each cell."""

import re
from collections.abc import Collection

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from partners.names import TextError, clean_text
from worksheets.cells import UNTOUCHED, VALUES, Cell, Key, fingerprint

NOTE_MAX_LENGTH = 2000
_NAME = re.compile(r"(?:rating|note|seen)-([1-9]\d{0,17})-([1-9]\d{0,17})", re.ASCII)
_PREFIXES = ("rating-", "note-", "seen-")
_SEEN_NOTHING = f"0.{fingerprint(UNTOUCHED, '')}"
_SEEN = re.compile(r"(\d{1,9})\.(\d{1,10})", re.ASCII)


class SheetForm:
    """Cleans what was posted; `cells` holds the cells that differ from what the page had shown.

    `typed` and `seen` keep those cells, and the faulty ones, for showing them again.
    """

    def __init__(self, data: QueryDict, *, keys: Collection[Key]) -> None:
        self.typed: dict[Key, Cell] = {}
        self.seen: dict[Key, str] = {}
        self.cells: list[Cell] = []
        self.errors: dict[Key, str] = {}
        # A page of ours never posts these; somebody made them up.
        self.is_foreign = False
        for key in self._posted_keys(data, keys):
            self._read(data, key)

    def is_valid(self) -> bool:
        return not self.errors and not self.is_foreign

    def _posted_keys(self, data: QueryDict, keys: Collection[Key]) -> list[Key]:
        posted: dict[Key, None] = {}
        for name in data:
            if not name.startswith(_PREFIXES):
                continue
            match = _NAME.fullmatch(name)
            key = (int(match[1]), int(match[2])) if match else None
            if key is None or key not in keys:
                self.is_foreign = True
            else:
                posted[key] = None
        return list(posted)

    def _read(self, data: QueryDict, key: Key) -> None:
        suffix = f"{key[0]}-{key[1]}"
        rating, note = data.get(f"rating-{suffix}", ""), data.get(f"note-{suffix}", "")
        seen = _SEEN.fullmatch(data.get(f"seen-{suffix}", _SEEN_NOTHING))
        if seen is None:
            self.is_foreign = True
            return
        value = VALUES.get(rating, UNTOUCHED)
        cleaned, error = _clean_note(note)
        cell = Cell(*key, value=value, note=cleaned, version=int(seen[1]), seen=int(seen[2]))
        if rating not in VALUES:
            error = str(_("Choose 1 to 5 or “Don't know”."))
        elif value is UNTOUCHED and cleaned and not error:
            error = str(_("Choose 1 to 5 or “Don't know” so that the note can be saved."))
        if not error and fingerprint(value, cleaned) == int(seen[2]):
            return
        self.typed[key], self.seen[key] = cell, seen[0]
        if error:
            self.errors[key] = error
        else:
            self.cells.append(cell)


def _clean_note(note: str) -> tuple[str, str]:
    """The note as it can be stored and shown, and what is wrong with it."""
    try:
        cleaned = clean_text(note, keep_lines=True)
    except TextError as error:
        return note.encode("utf-8", "ignore").decode().replace("\0", ""), str(error)
    if len(cleaned) > NOTE_MAX_LENGTH:
        too_long = _("A note may have up to %(limit)d characters; this one has %(length)d.")
        return cleaned, str(too_long) % {"limit": NOTE_MAX_LENGTH, "length": len(cleaned)}
    return cleaned, ""
