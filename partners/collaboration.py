"""The nine collaboration strategies of WebJunction's guide, and the records that show each one.

Pure: rows come through `Ask`. Every app says which of its records show what; the page asks the database once,
however many they are.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partners.bilingual import Bilingual, read_bilingual
from partners.choices import CollaborationState
from partners.exporting import Ask

_FILE = Path(__file__).parent / "data" / "collaboration.json"


@dataclass(frozen=True)
class CollaborationStrategy:
    """One strategy: its name by the guide, and our own words on what it asks for."""

    code: str
    label: Bilingual
    advice: Bilingual


@cache
def shipped_strategies() -> tuple[CollaborationStrategy, ...]:
    """Return the nine in the order of the guide."""
    return tuple(
        CollaborationStrategy(entry["code"], read_bilingual(entry["label"]), read_bilingual(entry["advice"]))
        for entry in json.loads(_FILE.read_text(encoding="utf-8"))
    )


def strategy_codes() -> list[tuple[str, str]]:
    return [(strategy.code, strategy.label.en) for strategy in shipped_strategies()]


def label_of(code: str, language: str) -> str:
    """Raises StopIteration for what is no strategy of the guide."""
    return next(row.label.text(language) for row in shipped_strategies() if row.code == code)


@dataclass(frozen=True)
class Evidence:
    """Records of one kind that show a strategy at work; `rows` begins with `Ask.visible`."""

    key: str
    strategy: str
    rows: Callable[[Ask, int], QuerySet]
    # "3 decisions", for a number of them.
    words: Callable[[int], str]
    # The name of the address that opens them: the partnership's, or the library's own.
    page: str
    is_of_library: bool = False
    # The column of the day from which they are counted, for "since March 2017".
    day: str = ""
    # Kinds of one name stand for one another: either is enough.
    one_of: str = ""
    # From so many on this is enough by itself.
    enough: int = 1
    # Whether every member may read them. What only staff see never decides how far a strategy is,
    # else two people would read different numbers of one partnership.
    is_open: bool = True


@dataclass(frozen=True)
class Found:
    """What there is of one kind of record."""

    evidence: Evidence
    count: int
    since: date | None

    @property
    def is_enough(self) -> bool:
        return self.count >= self.evidence.enough

    @property
    def text(self) -> str:
        told = self.evidence.words(self.count)
        if self.since is None:
            return told
        month = date_format(self.since, "YEAR_MONTH_FORMAT")
        return _("%(records)s since %(month)s") % {"records": told, "month": month}


class EvidenceRegistry:
    def __init__(self) -> None:
        self._kinds: dict[str, Evidence] = {}

    def register(self, kinds: Iterable[Evidence]) -> None:
        """Raises ValueError for a second kind of one key, and for a strategy that is not in the guide."""
        known = {strategy.code for strategy in shipped_strategies()}
        for kind in kinds:
            if kind.key in self._kinds or kind.strategy not in known:
                raise ValueError(f"{kind.key} is registered, or {kind.strategy} is no strategy")
            self._kinds[kind.key] = kind

    def __iter__(self):
        return iter(self._kinds.values())

    def expressions(self, ask: Ask, partnership_id: int) -> dict[str, Subquery]:
        """Columns for the query of the partnership: how many of each kind there are, and since when."""
        columns = {}
        for kind in self:
            rows = kind.rows(ask, partnership_id).order_by().values("library")
            columns[f"{kind.key}_count"] = Subquery(rows.annotate(n=Count("pk", distinct=True)).values("n"))
            if kind.day:
                columns[f"{kind.key}_since"] = Subquery(rows.annotate(first=Min(kind.day)).values("first"))
        return columns

    def found(self, row: Any, *, zone: str) -> dict[str, list[Found]]:
        """By strategy what those columns of the row say, without what there is none of."""
        found: dict[str, list[Found]] = {strategy.code: [] for strategy in shipped_strategies()}
        for kind in self:
            count = getattr(row, f"{kind.key}_count") or 0
            since = _day(getattr(row, f"{kind.key}_since", None), zone)
            found[kind.strategy].append(Found(kind, count, since))
        return found


def state_of(said: str, found: Sequence[Found]) -> str:
    """How far a strategy is: what somebody said, else what the records that all members may read show."""
    if said:
        return said
    speaking = [row for row in found if row.evidence.is_open]
    needed = {row.evidence.one_of or row.evidence.key for row in speaking}
    there = {row.evidence.one_of or row.evidence.key for row in speaking if row.is_enough}
    if needed and needed == there:
        return CollaborationState.IN_PLACE
    return CollaborationState.BEGUN if any(row.count for row in speaking) else CollaborationState.NOT_YET


def _day(value: date | datetime | None, zone: str) -> date | None:
    return value.astimezone(ZoneInfo(zone)).date() if isinstance(value, datetime) else value


registry = EvidenceRegistry()
