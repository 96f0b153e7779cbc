"""What is taken away opens in a spreadsheet, and runs nothing there."""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from partners.exchange.reading import read_file
from partners.exchange.writers import FORMATS, defused

DANGEROUS = ["=1+1", "+1 626", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1"]


def written(kind, headers, rows):
    out = io.BytesIO()
    FORMATS[kind].write(out, headers, rows)
    return out.getvalue()


@pytest.mark.parametrize("text", DANGEROUS)
def test_formula_is_defused(text):
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Oak Hill", "a=b", "O'Hara", "6-8 pm"])
def test_other_text_stays(text):
    assert defused(text) == text


def test_workbook_holds_text_and_no_formula():
    content = written("xlsx", ["Name"], [[text] for text in [*DANGEROUS, "with \x0b control"]])

    cells = [row[0] for row in load_workbook(io.BytesIO(content)).active.iter_rows()]

    assert {cell.data_type for cell in cells} == {"s"}
    assert cells[1].value == "'=1+1"


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_written_reads_back_the_same(kind):
    rows = [["Peña, “Oak” & Co", "+1 626 555 0100"], ["Two\nlines", "=1+1"]]

    table = read_file(written(kind, ["Name", "Phone"], rows))

    assert [cells for _, cells in table.rows] == rows


def test_numbers_and_days_stay_what_they_are():
    row = [Decimal("-12.5000"), 7, date(2027, 6, 30), None]

    cells = [
        cell.value
        for cell in next(
            iter(load_workbook(io.BytesIO(written("xlsx", list("abcd"), [row]))).active.iter_rows(min_row=2))
        )
    ]

    assert [cells[0], cells[1], cells[2].date(), cells[3]] == [-12.5, 7, date(2027, 6, 30), None]
    assert written("csv", list("abcd"), [row]).splitlines()[1] == b"-12.5,7,2027-06-30,"
