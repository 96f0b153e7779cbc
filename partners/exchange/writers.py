"""The one writer of files that people take away: whatever is in a cell, no spreadsheet runs it."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from partners.exchange.tables import FORMULA_STARTS

# What one cell, and one sheet, of a spreadsheet hold at most.
MAX_SHEET_CELL = 32_767
MAX_SHEET_ROWS = 1_048_575
Rows = Iterable[Sequence[Any]]


@dataclass(frozen=True)
class Format:
    """How a table is written, and what a browser is told about the file."""

    suffix: str
    content_type: str
    write: Callable[[BinaryIO, Sequence[str], Rows], None]


def defused(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def write_csv(out: BinaryIO, headers: Sequence[str], rows: Rows) -> None:
    """Write CSV with the mark by which Excel knows UTF-8."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([_csv_cell(header) for header in headers])
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
    # Otherwise the wrapper would close the file with itself.
    text.detach()


def write_workbook(out: BinaryIO, headers: Sequence[str], rows: Rows) -> None:
    """Write XLSX with one sheet; numbers and days stay what they are."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.append([_sheet_cell(header) for header in headers])
    for number, row in enumerate(rows, start=1):
        if number > MAX_SHEET_ROWS:
            raise ValueError("more rows than a sheet holds")
        sheet.append([_sheet_cell(cell) for cell in row])
    book.save(out)


def _csv_cell(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else defused(str(value))


def _sheet_cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if value is None or isinstance(value, int | float | date):
        return value
    return defused(ILLEGAL_CHARACTERS_RE.sub("", str(value)))[:MAX_SHEET_CELL]


CSV = Format("csv", "text/csv; charset=utf-8", write_csv)
XLSX = Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_workbook)
FORMATS = {"csv": CSV, "xlsx": XLSX}
