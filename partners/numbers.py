"""Numbers as people type and read them.

American English and US Spanish write alike: a decimal point, and commas between thousands. What could be
meant in two ways is refused with its readings and never guessed, because a figure a thousand times too large
looks plausible in a report.
"""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

# Fifteen digits, four of them decimals, are exact on both databases.
WHOLE_DIGITS, DECIMAL_DIGITS = 11, 4
_LONGEST_TYPED = 60
_MARKS = str.maketrans({"，": ",", "．": ".", "−": "-", "－": "-", "–": "-", "＋": "+"})
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_PLAIN = re.compile(r"\d+\.?|\d*\.\d+")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}((,\d{3})+|( \d{3})+)(\.\d*)?")
_POINT_OR_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_ONE_COMMA = re.compile(r"\d+,\d+")
_OTHER_MARKS = re.compile(r"0,\d+|[1-9]\d{0,2}(\.\d{3})+(,\d+)?")

_SENTENCES = {
    "empty": _("Enter a number."),
    "not_a_number": _("“%(typed)s” is not a number. Use digits only, for example 1,250 or 12.5."),
    "words": _(
        "“%(typed)s” is not a number. If there is no figure, leave this empty and choose"
        " “Not applicable” or “Not collected”."
    ),
    "ambiguous": _("“%(typed)s” can be read in two ways. Type %(readings)s."),
    "other_marks": _("“%(typed)s” uses the point and the comma the other way round. Type %(readings)s."),
    "negative": _("This number cannot be below 0."),
    "too_many_digits": _("Use no more than 11 digits before the decimal point and 4 after it."),
}


class NumberError(ValueError):
    """A typed number that is refused: a code, a sentence for people, and the readings it could have."""

    def __init__(self, code: str, *, typed: str = "", readings: tuple[Decimal, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.typed = typed
        self.readings = readings

    def __str__(self) -> str:
        choices = str(_(" or ")).join(format_for_input(reading) for reading in self.readings)
        return str(_SENTENCES[self.code]) % {"typed": self.typed, "readings": choices}


def read_number(text: str, *, allow_negative: bool = False) -> Decimal:
    """Read a typed number of at most 11 digits before the point and 4 after it.

    Raises NumberError with one of the codes empty, not_a_number, words, ambiguous, other_marks, negative or
    too_many_digits.
    """
    typed = _fold(text)
    if not typed:
        raise NumberError("empty")
    if len(typed) > _LONGEST_TYPED:
        raise NumberError("too_many_digits")
    sign, digits = ("-", typed[1:].lstrip()) if typed[0] == "-" else ("", typed.removeprefix("+").lstrip())
    value = _fit(_plain_digits(digits, typed=typed))
    if not sign or not value:
        return value
    if not allow_negative:
        raise NumberError("negative", typed=typed)
    return -value


def format_number(value: Decimal, *, grouped: bool = True) -> str:
    """Write a number for reading: commas between thousands, no trailing zeros."""
    written = f"{value:,f}" if grouped else f"{value:f}"
    shown = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if shown == "-0" else shown


def format_percent(share: Decimal | None) -> str:
    """Write a share of 1 as whole percent, half up; a dash where there is none."""
    if share is None:
        return "–"
    return f"{(share * 100).quantize(Decimal(1), ROUND_HALF_UP)}%"


def format_for_input(value: Decimal) -> str:
    """Write a number so that read_number gives it back; 1.234 gets a fourth decimal to have one reading."""
    shown = format_number(value)
    return f"{shown}0" if _POINT_OR_THOUSANDS.fullmatch(shown.removeprefix("-")) else shown


def _fold(text: str) -> str:
    """Bring full-width digits, special spaces and minus signs to the ones of a plain keyboard."""
    visible = _INVISIBLE.sub("", text).translate(_MARKS)
    return " ".join("".join(_plain_digit(char) for char in visible).split())


def _plain_digit(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)


def _plain_digits(digits: str, *, typed: str) -> str:
    """Return the digits with at most one point among them, or raise with the reason they cannot be read."""
    if _POINT_OR_THOUSANDS.fullmatch(digits):
        readings = (Decimal(digits), Decimal(digits.replace(".", "")))
        raise NumberError("ambiguous", typed=typed, readings=readings)
    if _PLAIN.fullmatch(digits) or _THOUSANDS.fullmatch(digits):
        return digits.replace(",", "").replace(" ", "")
    raise _refusal(digits, typed=typed)


def _refusal(digits: str, *, typed: str) -> NumberError:
    swapped = digits.replace(".", "").replace(",", ".")
    if _ONE_COMMA.fullmatch(digits) and digits[0] != "0":
        readings = (Decimal(swapped), Decimal(digits.replace(",", "")))
        return NumberError("ambiguous", typed=typed, readings=readings)
    if _OTHER_MARKS.fullmatch(digits):
        return NumberError("other_marks", typed=typed, readings=(Decimal(swapped),))
    has_digit = any(char.isdigit() for char in digits)
    return NumberError("not_a_number" if has_digit else "words", typed=typed)


def _fit(plain: str) -> Decimal:
    """Refuse what the database could not hold exactly."""
    whole, _point, fraction = plain.partition(".")
    whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
    if len(whole) > WHOLE_DIGITS or len(fraction) > DECIMAL_DIGITS:
        raise NumberError("too_many_digits")
    return Decimal(f"{whole or 0}.{fraction}")
