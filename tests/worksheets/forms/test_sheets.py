import pytest
from django.http import QueryDict

from worksheets.cells import UNTOUCHED, Cell, seen_token
from worksheets.forms.sheets import NOTE_MAX_LENGTH, SheetForm

KEY = (7, 9)
UNSEEN = seen_token(Cell(*KEY, UNTOUCHED))


def form_of(**fields):
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data[name.replace("_", "-")] = value
    return SheetForm(data, keys={KEY})


def posted(rating="", note="", seen=UNSEEN):
    return form_of(rating_7_9=rating, note_7_9=note, seen_7_9=seen)


@pytest.mark.parametrize(("rating", "value"), [("1", 1), ("5", 5), ("unknown", None)])
def test_rating_is_read(rating, value):
    assert posted(rating).cells == [Cell(*KEY, value)]


def test_cell_nobody_touched_is_left_out():
    seen = seen_token(Cell(*KEY, 4, "Two\nlines", version=3))

    assert posted("4", "Two\r\nlines ", seen).cells == []
    assert posted("5", "Two\r\nlines ", seen).cells == [Cell(*KEY, 5, "Two\nlines", version=3)]


@pytest.mark.parametrize("rating", ["6", "0", "abc", "4.5", "٤", "-1", "4\0", "9" * 5000])
def test_rating_off_the_scale_is_a_fault_of_its_cell(rating):
    form = posted(rating)

    assert (form.is_valid(), form.errors, form.cells) == (False, {KEY: "Choose 1 to 5 or “Don't know”."}, [])


@pytest.mark.parametrize(
    "note", ["NUL \0 inside", "half \ud800 a pair", "x" * 100_000], ids=["nul", "surrogate", "long"]
)
def test_note_that_cannot_be_stored_is_a_fault_of_its_cell(note):
    form = posted("4", note)

    assert (form.is_valid(), list(form.errors)) == (False, [KEY])


def test_note_of_full_length_is_kept():
    assert posted("4", "x" * NOTE_MAX_LENGTH).is_valid()


def test_note_without_an_answer_keeps_what_was_typed():
    form = posted("", "They meet on Mondays")

    assert not form.is_valid()
    assert form.typed == {KEY: Cell(*KEY, UNTOUCHED, "They meet on Mondays")}


@pytest.mark.parametrize(
    "name", ["rating-8-9", "rating-7-10", "note-7", "seen-x-y", f"rating-7-{'9' * 5000}", "rating-7-9-1"]
)
def test_cell_of_another_worksheet_is_foreign(name):
    data = QueryDict(mutable=True)
    data[name] = "4"

    assert SheetForm(data, keys={KEY}).is_foreign


@pytest.mark.parametrize("seen", ["", "1", "x.1", "1.2.3", "9" * 5000])
def test_made_up_memory_of_a_cell_is_foreign(seen):
    assert posted("4", seen=seen).is_foreign
