"""Files as people and strangers bring them."""

import contextlib
import io
import resource
import subprocess
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from partners.exchange.child import read_bytes
from partners.exchange.reading import MAX_BYTES, read_file
from partners.exchange.tables import MAX_ROWS, Refused, read_text
from partners.exchange.workbooks import WORKBOOK
from partners.forms.imports import SENTENCES

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


def zipped(**entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def sheet(xml):
    """A workbook whose one sheet is this XML."""
    return replaced(workbook(["Name"], ["Oak"]), "xl/worksheets/sheet1.xml", xml)


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row>'
EXTERNAL = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>"""
REMOTE = b"""<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><worksheet/>"""
# What strangers send, and all that may come of it.
ATTACKS = {
    "external entity": (lambda: sheet(EXTERNAL), {"entities"}),
    "remote dtd": (lambda: sheet(REMOTE), {"entities", "unreadable", "empty"}),
    "path out of the folder": (lambda: zipped(**{"../../../tmp/evil.xml": "x"}), {"not_a_workbook"}),
    "absolute path": (lambda: zipped(**{"/etc/cron.d/evil": "x", WORKBOOK: "<x/>"}), {"unreadable", "bomb"}),
    "100 MB in one cell": (lambda: sheet(SHEET % (CELL % ("a" * 100_000_000))), {"bomb"}),
    "9 MB in one cell": (lambda: b"Name\n" + b"a\xc3\xa9" * 3_000_000, {"too_much_text", "unreadable"}),
    "ten million columns": (lambda: b"," * 9_999_980 + b"x\nOak", {"too_many_columns"}),
    "ten million rows": (lambda: b"a\n" * 4_900_000, {"too_many_rows"}),
    "nul in a workbook": (lambda: sheet(SHEET % (CELL % "&#0;")), {"unreadable", "nul"}),
    "lone surrogate in utf-16": (lambda: b"\xff\xfeN\x00\n\x00\x00\xd8", {"encoding", "unreadable", "empty"}),
    "odd utf-16": (lambda: b"\xff\xfeN\x00\n", {"encoding", "unreadable", "empty"}),
    "zip in a zip": (
        lambda: zipped(**{"inner.zip": zipped(a=b" " * 10_000_000)}),
        {"not_a_workbook", "bomb"},
    ),
    "half an archive": (lambda: workbook(["Name"], ["Oak"])[:2_000], {"not_a_workbook", "unreadable"}),
    "no workbook but a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0", {"nul", "unreadable", "encoding"}),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_is_refused_with_a_sentence_and_costs_the_server_no_memory(attack):
    build, codes = ATTACKS[attack]
    data = build()
    if len(data) > MAX_BYTES:
        data = data[:MAX_BYTES]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    code = refusal_of(data)

    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    # On a busy machine the clock may come first.
    assert code in codes | {"too_slow"}
    assert code in SENTENCES
    # The file itself, and what a pipe to the child holds.
    assert grown < 40_000_000


def test_workbook_with_macros_gives_its_cells_and_runs_nothing():
    data = replaced(workbook(["Name"], ["Oak"]), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macro")

    assert read_file(data).rows == [(2, ["Oak"])]


def test_child_has_less_memory_than_the_server_and_dies_alone():
    code = "import resource; from partners.exchange.child import MEMORY_BYTES as most; "
    code += "resource.setrlimit(resource.RLIMIT_AS, (most, most)); bytearray(most + 1)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert (done.returncode, b"MemoryError" in done.stderr) == (1, True)


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
