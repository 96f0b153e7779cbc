"""Tables of text as people bring them: rows of cells, within limits, from CSV or from a pasted sheet."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

MAX_ROWS = 20_000
MAX_COLUMNS = 100
MAX_CELL = 10_000
MAX_TEXT = 5_000_000
# Sheets often carry formatted rows with nothing in them; this many are walked through before giving up.
MAX_RAW_ROWS = 60_000
DELIMITERS = ("\t", ";", ",")
# What a spreadsheet takes for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Refused(Exception):  # noqa: N818 - what happened to the file, which pages tell; not a fault
    """A file that is not read, with a code: the page has the sentence for it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Table:
    """The words of the first row, and each further row with the number it has in the sheet."""

    headers: list[str]
    rows: list[tuple[int, list[str]]]


def read_text(text: str) -> Table:
    """Read CSV with commas or semicolons, or cells copied from a sheet. Raises Refused."""
    if "\0" in text:
        raise Refused("nul")
    text = text.removeprefix("\ufeff")
    try:
        return build_table(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise Refused("unreadable") from error


def build_table(raw: Iterable[Iterable[Any]]) -> Table:
    """Keep the rows that hold something. Raises Refused for what is empty or too large."""
    kept: list[tuple[int, list[str]]] = []
    length = 0
    for number, row in enumerate(raw, start=1):
        cells = [_cell(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        length += sum(map(len, cells))
        _check(number, cells, length, len(kept))
        if cells:
            kept.append((number, cells))
    if len(kept) < 2:  # noqa: PLR2004 - the heading and one row
        raise Refused("empty")
    width = max(len(cells) for _, cells in kept)
    padded = [(number, cells + [""] * (width - len(cells))) for number, cells in kept]
    return Table(headers=padded[0][1], rows=padded[1:])


def _check(number: int, cells: list[str], length: int, kept: int) -> None:
    if len(cells) > MAX_COLUMNS:
        raise Refused("too_many_columns")
    if kept > MAX_ROWS or number > MAX_RAW_ROWS:
        raise Refused("too_many_rows")
    if length > MAX_TEXT or any(len(cell) > MAX_CELL for cell in cells):
        raise Refused("too_much_text")
    if any("\0" in cell for cell in cells):
        raise Refused("nul")


def _delimiter(text: str) -> str:
    """The one that makes most columns of the first row."""
    first = text.lstrip("\r\n")[:MAX_CELL].splitlines()[:1]
    if not first:
        raise Refused("empty")
    return max(DELIMITERS, key=lambda one: len(next(csv.reader(first, delimiter=one), [])))


def _cell(value: Any) -> str:
    """Numbers without the ".0" that spreadsheets add to codes and phones; days as 2027-06-30."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).encode("utf-8", "replace").decode("utf-8").strip()
    # What our own writer defused comes back as it was.
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text
