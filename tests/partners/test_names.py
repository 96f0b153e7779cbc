import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.names import TextError, clean_text, name_key


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Niños y Niñas", "NINOS  Y ninas"),
        ("José Martínez", "jose\u00a0martinez"),
        ("STRASSE", "straße"),
        ("  Elm School ", "elm school"),
        ("Ｅｌｍ School", "Elm School"),
        ("İzmir", "izmir"),
    ],
)
def test_spellings_of_one_name_share_their_key(name, other):
    assert name_key(name) == name_key(other)


def test_different_names_keep_different_keys():
    assert name_key("O'Brien Center") != name_key("Obrien Center")


@given(st.text())
def test_key_of_a_key_is_the_key(text):
    assert name_key(name_key(text)) == name_key(text)


@given(st.text())
def test_composed_and_decomposed_letters_share_their_key(text):
    assert name_key(unicodedata.normalize("NFC", text)) == name_key(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(("text", "code"), [("Elm\0School", "nul"), ("Elm\ud800", "surrogate")])
def test_text_the_database_cannot_hold_is_refused(text, code):
    with pytest.raises(TextError) as refusal:
        clean_text(text)

    assert refusal.value.code == code
    assert str(refusal.value)


def test_control_characters_become_one_blank():
    assert clean_text(" Elm\x07\tSchool\x1b\r\n ") == "Elm School"


def test_note_keeps_its_lines():
    assert clean_text("First \r\nSecond\x0bThird\r\n", keep_lines=True) == "First\nSecond\nThird"


@pytest.mark.parametrize("text", ["=1+1", "L'Âge d'or, Inc.", "\u200fمكتبة", "👩\u200d👧 Club", "A" * 200])
def test_unusual_names_are_kept_as_typed(text):
    assert clean_text(text) == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_cleaning_twice_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_text(clean_text(text, keep_lines=True), keep_lines=True) == clean_text(text, keep_lines=True)
