"""Files as people and strangers bring them."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from partners.exchange.child import read_bytes
from partners.exchange.reading import MAX_BYTES, read_file
from partners.exchange.tables import MAX_ROWS, Refused, read_text
from partners.exchange.workbooks import WORKBOOK

NAMES = [(2, ["Peña Center", "91702"]), (3, ["Oak", "2"])]
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">&b;</workbook>"""


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def replaced(data, entry, content):
    """The same archive with one entry's content changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == entry else old.read(name))
        if entry not in old.namelist():
            new.writestr(entry, content)
    return out.getvalue()


def refusal_of(data):
    with pytest.raises(Refused) as refused:
        read_file(data)
    return refused.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_is_read_in_any_usual_encoding_and_delimiter(encoding, delimiter):
    lines = ["Name|Zip", "Peña Center|91702", "Oak|2"]
    text = "\r\n".join(lines).replace("|", delimiter)

    table = read_file(text.encode(encoding))

    assert (table.headers, table.rows) == (["Name", "Zip"], NAMES)


def test_workbook_gives_numbers_as_people_see_them():
    table = read_file(workbook(["Name", "Zip"], ["Peña Center", 91702], ["Oak", 2.0]))

    assert (table.headers, table.rows) == (["Name", "Zip"], NAMES)


def test_rows_keep_their_number_when_empty_ones_are_left_out():
    assert read_text("Name,Zip\n\nOak,1\n,,\nElm,2\n").rows == [(3, ["Oak", "1"]), (5, ["Elm", "2"])]


def test_pasted_cells_may_hold_lines_and_quotes():
    assert read_text('Name\tNotes\nOak\t"Two\nlines"\n').rows == [(2, ["Oak", "Two\nlines"])]


def test_apostrophe_of_our_own_files_is_taken_off_again():
    assert read_text("Name,Phone\nOak,'+1 626 555 0100\n").rows == [(2, ["Oak", "+1 626 555 0100"])]


def test_lone_surrogate_is_replaced():
    assert read_text("Name\nOak \ud800\n").rows == [(2, ["Oak ?"])]


HOSTILE = {
    "too_big": b"a" * (MAX_BYTES + 1),
    "empty": b"Name,Phone\n",
    "nul": b"Name\nOak\0Hill\n",
    "encoding": b"Name\nOak \x81\x8d Hill\n",
    "too_many_columns": b"Name" + b"," * 9_000_000 + b"x\nOak\n",
    "too_many_rows": b"Name\n" + b"Oak\n" * (MAX_ROWS + 1),
    "too_much_text": b"Name\n" + b"a" * 20_000 + b"\n",
    "unreadable": b'Name\n"' + b"a" * 200_000 + b"\n",
    "old_excel": b"\xd0\xcf\x11\xe0" + b"x" * 100,
    "not_a_workbook": b"PK\x03\x04" + b"x" * 100,
}


@pytest.mark.parametrize("code", HOSTILE)
def test_hostile_file_is_refused_by_name(code):
    assert refusal_of(HOSTILE[code]) == code


@given(data=st.binary(max_size=300))
def test_no_text_raises_anything_but_a_refusal(data):
    with contextlib.suppress(Refused):
        table = read_bytes(b"Name,Phone\n" + data)
        assert all(len(cells) == len(table.headers) for _, cells in table.rows)


def test_archive_without_a_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("letter.txt", "hello")

    assert refusal_of(out.getvalue()) == "not_a_workbook"


def test_bomb_is_refused_before_it_is_unpacked():
    bomb = replaced(workbook(["Name"], ["Oak"]), "xl/worksheets/sheet1.xml", b" " * 100_000_000)

    assert refusal_of(bomb) == "bomb"


def test_thousands_of_entries_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(300):
            archive.writestr(f"{number}", "")
        archive.writestr(WORKBOOK, "")

    assert refusal_of(out.getvalue()) == "bomb"


@pytest.mark.parametrize("entry", [WORKBOOK, "xl/worksheets/sheet1.xml"])
def test_entities_are_refused(entry):
    assert refusal_of(replaced(workbook(["Name"], ["Oak"]), entry, ENTITIES)) == "entities"


@pytest.mark.parametrize("entry", [WORKBOOK, "xl/worksheets/sheet1.xml"])
def test_damaged_workbook_is_refused(entry):
    assert refusal_of(replaced(workbook(["Name"], ["Oak"]), entry, b"<broken")) == "unreadable"


def test_workbook_with_a_cell_far_to_the_right_is_refused():
    row = [None] * 16_383 + ["far"]

    assert refusal_of(workbook(["Name"], row)) == "too_many_columns"
