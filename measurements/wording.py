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

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    n: Decimal | None


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
        return _("%(mean)s from %(n)s people") % {"mean": value, "n": format_number(total.denominator)}
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
    """Write what one member gave: "9 of 10 (90%)", "4.2 from 12 people", a number, or its words."""
    if answer.numerator is not None and answer.denominator is not None:
        share = answer.numerator / answer.denominator if answer.denominator else None
        counts = {"part": format_number(answer.numerator), "whole": format_number(answer.denominator)}
        counted = _("%(part)s of %(whole)s") % counts
        return f"{counted} ({shown(measure, share)})" if share is not None else counted
    if answer.value is None:
        return text or DASH
    if answer.n is not None:
        return _("%(mean)s from %(n)s people") % {
            "mean": format_number(answer.value),
            "n": format_number(answer.n),
        }
    return format_number(answer.value)
