"""Merging two records of one organization: every app says what becomes of its own rows."""

from typing import Any, Protocol


class Mover(Protocol):
    """Answers for one model with a key to an organization or a person."""

    model: str

    def conflicts(self, kept: Any, gone: Any) -> list[str]:
        """Sentences for people that say why the two cannot become one; none when they can."""

    def move(self, kept: Any, gone: Any) -> int:
        """Give the rows of `gone` to `kept`; say how many."""


class MoverRegistry:
    """The movers of all apps, in the order in which the apps were loaded."""

    def __init__(self) -> None:
        self._movers: dict[str, Mover] = {}

    def register(self, mover: Mover) -> None:
        """Raises ValueError for a second mover of one model."""
        if mover.model in self._movers:
            raise ValueError(f"{mover.model} has a mover")
        self._movers[mover.model] = mover

    @property
    def models(self) -> set[str]:
        return set(self._movers)

    def conflicts(self, kept: Any, gone: Any) -> list[str]:
        return [sentence for mover in self._movers.values() for sentence in mover.conflicts(kept, gone)]

    def move(self, kept: Any, gone: Any) -> dict[str, int]:
        """How many rows of each model moved."""
        return {model: mover.move(kept, gone) for model, mover in self._movers.items()}


registry = MoverRegistry()
