"""Whether the parts of a figure by category fit its whole. Pure: no ORM, no clock.

A blank part was not collected; 0 is none. Where everybody is in exactly one category the parts add up to the
whole; where people may be in several, none is more than the whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Self

from django.utils.translation import gettext as _

from measurements.choices import DimensionKind
from partners.numbers import format_number


@dataclass(frozen=True)
class Part:
    """The numbers of one category, or those of the whole."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    n: Decimal | None = None

    @classmethod
    def of(cls, row: Any) -> Self:
        """Return the numbers of an observation, a slice or an answer."""
        return cls(*(getattr(row, field.name) for field in fields(cls)))

    @property
    def is_given(self) -> bool:
        return self != Part()


@dataclass(frozen=True)
class Ask:
    """One breakdown as it is asked for: its name and kind, and its categories in order by id."""

    name: str
    kind: str
    categories: Mapping[int, str]

    @property
    def is_partition(self) -> bool:
        return self.kind == DimensionKind.PARTITION


# How the counts of a share are told apart; others have one count only.
def _count_names() -> dict[str, str]:
    return {"numerator": _("the part"), "denominator": _("the whole")}


def problems_of(
    ask: Ask,
    whole: Part,
    parts: Mapping[int, Part],
    *,
    typed: Sequence[str],
    counts: Sequence[str],
    may_exceed_whole: bool = False,
    may_differ: bool = False,
) -> list[str]:
    """Return in sentences why the parts cannot stand beside the whole; none were given: nothing to say.

    `typed` are the numbers of each part, `counts` those that have to fit the whole. With `may_differ` staff
    have accepted that parts which should add up to it do not.
    """
    given = {pk: parts[pk] for pk in ask.categories if pk in parts and parts[pk].is_given}
    if not given:
        return []
    own = [_half(ask, pk, part, typed) for pk, part in given.items()]
    if not may_exceed_whole:
        own += [_more_than_whole(ask, pk, part) for pk, part in given.items()]
    if may_differ and ask.is_partition:
        return [text for text in own if text]
    return [text for text in own if text] + misfits_of(ask, whole, parts, counts=counts)


def misfits_of(ask: Ask, whole: Part, parts: Mapping[int, Part], *, counts: Sequence[str]) -> list[str]:
    """Return how far the parts are from the whole: "Age: 2 missing."; nothing before there is a whole."""
    given = {pk: parts[pk] for pk in ask.categories if pk in parts and parts[pk].is_given}
    found = []
    for count in counts if given else ():
        total = getattr(whole, count)
        values = {pk: getattr(part, count) for pk, part in given.items()}
        numbers = {pk: value for pk, value in values.items() if value is not None}
        if total is None or not numbers:
            continue
        name = f"{ask.name} ({_count_names()[count]})" if len(counts) > 1 else ask.name
        found.append(_misfit(ask, name, total, numbers))
    return [text for text in found if text]


def _misfit(ask: Ask, name: str, total: Decimal, numbers: Mapping[int, Decimal]) -> str:
    if ask.kind == DimensionKind.MULTI_CHOICE:
        larger = [ask.categories[pk] for pk, value in numbers.items() if value > total]
        words = _("%(name)s: “%(category)s” is more than the total of %(total)s.")
        shown = {"name": name, "category": larger[0] if larger else "", "total": format_number(total)}
        return words % shown if larger else ""
    missing = total - sum(numbers.values(), Decimal())
    if missing > 0:
        return _("%(name)s: %(count)s missing.") % {"name": name, "count": format_number(missing)}
    if missing < 0:
        return _("%(name)s: %(count)s too many.") % {"name": name, "count": format_number(-missing)}
    return ""


def _half(ask: Ask, pk: int, part: Part, typed: Sequence[str]) -> str:
    blank = [name for name in typed if getattr(part, name) is None]
    # Nobody asked has no average.
    if not blank or (blank == ["value"] and part.n == 0):
        return ""
    words = _("%(name)s: give both numbers for “%(category)s”.")
    return words % {"name": ask.name, "category": ask.categories[pk]}


def _more_than_whole(ask: Ask, pk: int, part: Part) -> str:
    if part.numerator is None or part.denominator is None or part.numerator <= part.denominator:
        return ""
    words = _("%(name)s: in “%(category)s” the part is more than the whole.")
    return words % {"name": ask.name, "category": ask.categories[pk]}
