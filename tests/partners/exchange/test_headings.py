"""What headings of sheets probably mean."""

import pytest

from partners.exchange.headings import CONTACT_WORDS, ORGANIZATION_WORDS, PERSON_WORDS, guess_columns


@pytest.mark.parametrize(
    ("words", "headers", "expected"),
    [
        pytest.param(
            ORGANIZATION_WORDS,
            ["Organization", "Kind of organization", "Main phone"],
            {"name": 0, "categories": 1, "phone": 2},
            id="words-among-others",
        ),
        pytest.param(
            ORGANIZATION_WORDS,
            ["Kind of organization", "Name"],
            {"name": 1, "categories": 0},
            id="exact-first",
        ),
        pytest.param(
            PERSON_WORDS,
            ["Agency", "Contact e-mail", "Contact phone", "Contact"],
            {"organization": 0, "name": 3, "email": 1, "phone": 2},
            id="an-address-is-no-name",
        ),
        pytest.param(
            CONTACT_WORDS,
            ["", "Persona de contacto", "Correo del contacto"],
            {"name": 1, "email": 2},
            id="spanish",
        ),
        pytest.param(ORGANIZATION_WORDS, ["Telegram", "Orgs"], {}, id="parts-of-words-are-no-words"),
        pytest.param(ORGANIZATION_WORDS, ["", "  "], {}, id="empty"),
    ],
)
def test_columns_are_guessed(words, headers, expected):
    assert guess_columns(headers, words) == expected
