"""The 23 kinds of organizations of WebJunction's Community Partnership and Collaboration Guide."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from partners.bilingual import Bilingual, read_bilingual

_FILE = Path(__file__).parent / "data" / "categories.json"


@dataclass(frozen=True)
class ShippedCategory:
    """A category as it ships; its examples are one text of suggestions, never a list of choices."""

    code: str
    label: Bilingual
    examples: Bilingual


@cache
def shipped_categories() -> tuple[ShippedCategory, ...]:
    """Return all shipped categories in the order of the guide."""
    return tuple(
        ShippedCategory(
            code=entry["code"],
            label=read_bilingual(entry["label"]),
            examples=read_bilingual(entry["examples"]),
        )
        for entry in json.loads(_FILE.read_text(encoding="utf-8"))
    )
