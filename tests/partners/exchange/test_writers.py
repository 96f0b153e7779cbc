"""What is taken away opens in a spreadsheet, and runs nothing there."""

import io

import pytest
from openpyxl import load_workbook

from partners.exchange.reading import read_file
from partners.exchange.writers import WRITERS, defused

DANGEROUS = ["=1+1", "+1 626", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_formula_is_defused(text):
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Oak Hill", "a=b", "O'Hara", "6-8 pm"])
def test_other_text_stays(text):
    assert defused(text) == text


def test_workbook_holds_text_and_no_formula():
    written = WRITERS["xlsx"](["Name"], [[text] for text in [*DANGEROUS, "with \x0b control"]])

    cells = [row[0] for row in load_workbook(io.BytesIO(written.content)).active.iter_rows()]

    assert {cell.data_type for cell in cells} == {"s"}
    assert cells[1].value == "'=1+1"


@pytest.mark.parametrize("kind", WRITERS)
def test_what_is_written_reads_back_the_same(kind):
    rows = [["Peña, “Oak” & Co", "+1 626 555 0100"], ["Two\nlines", "=1+1"]]

    table = read_file(WRITERS[kind](["Name", "Phone"], rows).content)

    assert [cells for _, cells in table.rows] == rows
