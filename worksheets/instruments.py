"""Instruments that ship with the application: groups and factors, in one frozen version each."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from partners.bilingual import Bilingual, read_bilingual

_FOLDER = Path(__file__).parent / "data"
POTENTIAL_PARTNERS = "potential_partners"


@dataclass(frozen=True)
class ShippedGroup:
    no: int
    title: Bilingual


@dataclass(frozen=True)
class ShippedFactor:
    code: str
    group_no: int
    letter: str
    label: Bilingual
    help: Bilingual


@dataclass(frozen=True)
class ShippedInstrument:
    code: str
    version: str
    title: Bilingual
    credit: str
    higher_is_better: bool
    groups: tuple[ShippedGroup, ...]
    factors: tuple[ShippedFactor, ...]

    def factors_of(self, group_no: int) -> tuple[ShippedFactor, ...]:
        """Return the factors of one numbered group in the order of their letters."""
        return tuple(factor for factor in self.factors if factor.group_no == group_no)


@cache
def shipped_instrument(code: str = POTENTIAL_PARTNERS) -> ShippedInstrument:
    """Read one instrument; raise FileNotFoundError when none of that code ships."""
    entry = json.loads((_FOLDER / f"{code}.json").read_text(encoding="utf-8"))
    return ShippedInstrument(
        code=entry["code"],
        version=entry["version"],
        title=read_bilingual(entry["title"]),
        credit=entry["credit"],
        higher_is_better=entry["higher_is_better"],
        groups=tuple(ShippedGroup(group["no"], read_bilingual(group["title"])) for group in entry["groups"]),
        factors=tuple(_read_factor(factor) for factor in entry["factors"]),
    )


def _read_factor(entry: dict[str, Any]) -> ShippedFactor:
    return ShippedFactor(
        code=entry["code"],
        group_no=entry["group_no"],
        letter=entry["letter"],
        label=read_bilingual(entry["label"]),
        help=read_bilingual(entry["help"]),
    )
