"""Erasing a person: every app says what becomes of its rows. Pure, but for the registry."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

GONE = "[…]"


@dataclass(frozen=True)
class Words:
    """All that somebody was ever called and reached by, and what stands instead."""

    names: frozenset[str]
    contacts: frozenset[str]
    instead: str

    @cached_property
    def telling(self) -> frozenset[str]:
        """Those that mean this person wherever they stand: an address, a number, a name of several words."""
        return self.contacts | {name for name in self.names if " " in name}

    @cached_property
    def needles(self) -> list[str]:
        """The telling ones as they may stand in a text or in stored JSON."""
        escaped = {json.dumps(word)[1:-1] for word in self.telling}
        return sorted(self.telling | escaped)

    def scrub(self, value: Any, *, is_bound: bool) -> Any:
        """Return a text, or a list or mapping of texts, without the words.

        Bound to the person's own rows, a single name goes as well; elsewhere it may be anybody's.
        """
        if isinstance(value, str):
            return self._replace(value, self._bound if is_bound else self._elsewhere)
        if isinstance(value, list):
            return [self.scrub(one, is_bound=is_bound) for one in value]
        if isinstance(value, dict):
            return {key: self.scrub(one, is_bound=is_bound) for key, one in value.items()}
        return value

    @cached_property
    def _bound(self) -> re.Pattern[str] | None:
        return _pattern(self.names | self.contacts)

    @cached_property
    def _elsewhere(self) -> re.Pattern[str] | None:
        return _pattern(self.telling)

    def _replace(self, text: str, pattern: re.Pattern[str] | None) -> str:
        if pattern is None:
            return text
        calls = {name.casefold() for name in self.names}
        return pattern.sub(lambda found: self.instead if found[0].casefold() in calls else GONE, text)


def _pattern(words: frozenset[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    # The longest first, so that no part of an address is taken for the whole of another.
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)", re.IGNORECASE)


class Eraser(Protocol):
    """Answers for one model."""

    model: str

    def erase(self, person: Any, words: Words) -> int:
        """Take out of its rows what tells who the person was; say how many rows it changed."""


class EraserRegistry:
    """The erasers of all apps, in the order in which the apps were loaded."""

    def __init__(self) -> None:
        self._erasers: dict[str, list[Eraser]] = {}

    def register(self, eraser: Eraser) -> None:
        self._erasers.setdefault(eraser.model, []).append(eraser)

    @property
    def models(self) -> set[str]:
        return set(self._erasers)

    def erase(self, person: Any, words: Words) -> dict[str, int]:
        """How many rows of each model were changed."""
        return {
            model: sum(eraser.erase(person, words) for eraser in erasers)
            for model, erasers in self._erasers.items()
        }


registry = EraserRegistry()
