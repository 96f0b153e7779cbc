"""Measures that partnerships of libraries often begin with, in our own words: a list with a version."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from measurements.people import counts_people
from partners.bilingual import Bilingual, read_bilingual

_FILE = Path(__file__).parent / "data" / "starters.json"


@dataclass(frozen=True)
class Starter:
    """One measure to start from; a derived one names the two that it divides."""

    key: str
    name: Bilingual
    unit: Bilingual
    definition: Bilingual
    kind: str
    direction: str
    is_headline: bool
    aggregation: str = ""
    dividend: str = ""
    divisor: str = ""

    def values(self, language: str) -> dict[str, Any]:
        """Return the values of the measure, as its own text from then on."""
        texts = {"name": self.name, "unit": self.unit, "definition": self.definition}
        told: dict[str, Any] = {
            "kind": self.kind,
            "direction": self.direction,
            "is_headline": self.is_headline,
        }
        counted = {} if self.dividend else {"aggregation": self.aggregation}
        told["counts_people"] = counts_people(aggregation=self.aggregation, unit=self.unit.text("en"))
        return {name: text.text(language) for name, text in texts.items()} | told | counted


@dataclass(frozen=True)
class StarterGroup:
    name: Bilingual
    starters: tuple[Starter, ...]


@dataclass(frozen=True)
class StarterList:
    version: int
    groups: tuple[StarterGroup, ...]

    @property
    def by_key(self) -> dict[str, Starter]:
        return {row.key: row for group in self.groups for row in group.starters}


@cache
def read_starters() -> StarterList:
    """Read the shipped list; a key that no measure has raises KeyError."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    known = {row["key"]: _starter(row) for row in data["starters"]}
    groups = tuple(
        StarterGroup(read_bilingual(group["name"]), tuple(known[key] for key in group["starters"]))
        for group in data["groups"]
    )
    return StarterList(data["version"], groups)


def _starter(row: dict[str, Any]) -> Starter:
    texts = {name: read_bilingual(row[name]) for name in ("name", "unit", "definition")}
    return Starter(**row | texts)
