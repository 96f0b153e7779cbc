import pytest

from partners.mail_texts import shipped_texts
from partners.placeholders import fill, first_name, unknown_in, used_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello {first name},", "Hello Ana,"),
        ("Hola, {nombre}:", "Hola, Ana:"),
        ("{First  Name}", "Ana"),
        ("{organización} and {organization}", "Maple and Maple"),
        ("{partnership} stays", "{partnership} stays"),
        ("{fist name} {} { a }", "{fist name} {} { a }"),
    ],
    ids=["english", "spanish", "spelling", "both", "no-value", "unknown"],
)
def test_braces_become_each_readers_words(text, expected):
    assert fill(text, {"first_name": "Ana", "organization": "Maple"}) == expected


def test_words_that_mean_nothing_are_named_once():
    assert unknown_in("{fist name} {name} {fist name} {town}") == ["{fist name}", "{town}"]
    assert used_in("{alianza} {name} {town}") == {"partnership", "name"}


@pytest.mark.parametrize(("name", "first"), [("Ana Ruiz", "Ana"), ("Ana", "Ana"), ("", "")])
def test_first_name_is_the_first_word(name, first):
    assert first_name(name) == first


def test_shipped_texts_hold_known_placeholders_only():
    parts = [part for text in shipped_texts() for part in (text.subject, text.body)]

    assert [unknown_in(text) for part in parts for text in (part.en, part.es) if unknown_in(text)] == []
    assert [used_in(part.en) == used_in(part.es) for part in parts] == [True] * len(parts)
