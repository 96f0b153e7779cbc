from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from partners.numbers import NumberError, format_for_input, format_number, read_number

stored_numbers = st.decimals(
    min_value=Decimal("-99999999999.9999"), max_value=Decimal("99999999999.9999"), places=4
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0", "0"),
        ("3064", "3064"),
        ("3,064", "3064"),
        ("1,234,567.89", "1234567.89"),
        ("3 064", "3064"),
        ("3\u00a0064", "3064"),
        ("  24.5\u202f", "24.5"),
        ("\u200e24.5", "24.5"),
        (".5", "0.5"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("1.2340", "1.234"),
        ("1,234.567", "1234.567"),
        ("007", "7"),
        ("5.", "5"),
        ("+5", "5"),
        ("1.50000", "1.5"),
        ("１２．５", "12.5"),
        ("٤٢", "42"),
        ("99999999999.9999", "99999999999.9999"),
        ("-0", "0"),
    ],
)
def test_number_is_read_as_americans_write_it(typed, expected):
    assert read_number(typed) == Decimal(expected)


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("24,5", ["24.5", "245"]),
        ("1,23", ["1.23", "123"]),
        ("1.234", ["1.234", "1234"]),
        ("12.345", ["12.345", "12345"]),
        ("1234,567", ["1234.567", "1234567"]),
    ],
)
def test_number_with_two_readings_is_refused_with_both(typed, readings):
    with pytest.raises(NumberError) as refusal:
        read_number(typed)

    assert refusal.value.code == "ambiguous"
    assert list(refusal.value.readings) == [Decimal(reading) for reading in readings]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        (" \u00a0", "empty"),
        ("N/A", "words"),
        ("no aplica", "words"),
        ("-", "words"),
        ("NaN", "words"),
        ("Infinity", "words"),
        ("about 20", "not_a_number"),
        ("1e5", "not_a_number"),
        ("$50", "not_a_number"),
        ("12 34", "not_a_number"),
        ("1,234 567", "not_a_number"),
        ("1,,234", "not_a_number"),
        ("5²", "not_a_number"),
        ("1.2.3", "not_a_number"),
        ("=1+1", "not_a_number"),
        ("1.234,5", "other_marks"),
        ("1.234.567", "other_marks"),
        ("0,5", "other_marks"),
        ("-3", "negative"),
        ("\u22123", "negative"),
        ("123456789012", "too_many_digits"),
        ("0.00001", "too_many_digits"),
        ("0" * 61 + "5", "too_many_digits"),
    ],
)
def test_number_that_cannot_be_kept_is_refused(typed, code):
    with pytest.raises(NumberError) as refusal:
        read_number(typed)

    assert refusal.value.code == code


@pytest.mark.parametrize("typed", ["-3", "\u22123", "\u20133", "- 3", "－３"])
def test_negative_number_is_read_where_allowed(typed):
    assert read_number(typed, allow_negative=True) == Decimal(-3)


def test_refusal_offers_readings_that_can_be_typed():
    with translation.override("en"), pytest.raises(NumberError) as refusal:
        read_number("1.234")

    assert str(refusal.value) == "“1.234” can be read in two ways. Type 1.2340 or 1,234."


def test_not_available_is_refused_with_advice():
    with translation.override("en"), pytest.raises(NumberError) as refusal:
        read_number("N/A")

    assert "choose “Not applicable” or “Not collected”" in str(refusal.value)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("3064.0000", "3,064"),
        ("23.5700", "23.57"),
        ("0.0000", "0"),
        ("-0.0000", "0"),
        ("1E+3", "1,000"),
        ("100", "100"),
        ("-1234.5", "-1,234.5"),
    ],
)
def test_number_is_shown_without_trailing_zeros(value, shown):
    assert format_number(Decimal(value)) == shown


def test_number_is_shown_without_commas_on_request():
    assert format_number(Decimal("3064.5"), grouped=False) == "3064.5"


@given(stored_numbers)
def test_number_put_into_a_field_is_read_back_unchanged(value):
    assert read_number(format_for_input(value), allow_negative=True) == value


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    try:
        value, sentence = read_number(text), ""
    except NumberError as refusal:
        value, sentence = Decimal(-1), str(refusal)

    assert sentence if value < 0 else value < 10**11
