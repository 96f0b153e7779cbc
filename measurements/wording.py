"""Figures as people read them: rounded, in percent where they are shares, with both counts behind a share."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from django.utils.translation import gettext as _

from measurements.aggregation import Aggregation, Total
from measurements.models import Measure
from partners.numbers import format_number

_HUNDRED = Decimal(100)
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")
DASH = "–"


class Answered(Protocol):
    """A line or a part of one."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def numerator(self) -> Decimal | None: ...
    @property
    def denominator(self) -> Decimal | None: ...
    @property
    def n(self) -> Decimal | None: ...


def shown(measure: Measure, value: Decimal | None) -> str:
    """Write a total, target or baseline: shares in percent with one decimal, quotients with two."""
    if value is None:
        return DASH
    return format_number(in_shown_size(measure, value)) + ("%" if measure.is_share else "")


def total_in_words(measure: Measure, total: Total) -> str:
    """Write a total with both counts behind a share, and how many people an average is of."""
    value = shown(measure, total.value)
    if total.value is None or total.numerator is None or not total.denominator:
        return value
    if measure.aggregation == Aggregation.MEAN:
        return _("%(mean)s (n = %(n)s)") % {"mean": value, "n": format_number(total.denominator)}
    if not measure.is_share:
        return value
    return _("%(share)s (%(part)s of %(whole)s)") % {
        "share": value,
        "part": format_number(total.numerator),
        "whole": format_number(total.denominator),
    }


def in_shown_size(measure: Measure, value: Decimal) -> Decimal:
    """Return the number that is drawn and read: 58 for a share of 0.58."""
    if measure.is_share:
        return (value * _HUNDRED).quantize(_TENTH, ROUND_HALF_UP)
    if measure.is_derived or measure.aggregation == Aggregation.MEAN:
        return value.quantize(_HUNDREDTH, ROUND_HALF_UP)
    return value


def answer_in_words(measure: Measure, answer: Answered, *, text: str = "") -> str:
    """Write what one member gave: "62% (31 of 50)", "23.6 (n = 130)", a number, or its words."""
    if answer.numerator is not None or answer.denominator is not None:
        return _share_in_words(measure, answer.numerator, answer.denominator)
    if answer.value is None:
        return text or DASH
    if answer.n is not None:
        return _("%(mean)s (n = %(n)s)") % {
            "mean": format_number(answer.value),
            "n": format_number(answer.n),
        }
    return format_number(answer.value)


def _share_in_words(measure: Measure, part: Decimal | None, whole: Decimal | None) -> str:
    """Write both counts, and the share where there is one: a draft may lack a count, and 0 of 0 is none."""
    counts = {
        "part": DASH if part is None else format_number(part),
        "whole": DASH if whole is None else format_number(whole),
    }
    if part is None or not whole:
        return _("%(part)s of %(whole)s") % counts
    share = {"share": shown(measure, part / whole)}
    return _("%(share)s (%(part)s of %(whole)s)") % (share | counts)
