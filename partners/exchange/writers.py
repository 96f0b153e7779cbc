"""The one writer of files that people take away: whatever is in a cell, no spreadsheet runs it."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from partners.exchange.tables import FORMULA_STARTS

# What one cell of a spreadsheet holds at most.
MAX_SHEET_CELL = 32_767


@dataclass(frozen=True)
class Written:
    """A file as bytes, with what a browser is told about it."""

    content: bytes
    content_type: str
    suffix: str


def defused(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Written:
    """Write CSV with the mark by which Excel knows UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in (headers, *rows):
        writer.writerow([defused(cell) for cell in row])
    return Written(out.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", "csv")


def write_workbook(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Written:
    """Write XLSX with one sheet of text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for row in (headers, *rows):
        sheet.append([_sheet_cell(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Written(out.getvalue(), kind, "xlsx")


def _sheet_cell(text: str) -> str:
    return defused(ILLEGAL_CHARACTERS_RE.sub("", text))[:MAX_SHEET_CELL]


WRITERS = {"csv": write_csv, "xlsx": write_workbook}
