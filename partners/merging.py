"""Merging two records of one organization: every app says what becomes of its own rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

KEPT, GONE = "kept", "gone"


@dataclass(frozen=True)
class Choice:
    """Where both records say something else about one thing, and only people know which is right.

    The key names both rows as they were read: when one of them changes, it is another question.
    """

    key: str
    label: str
    kept: str
    gone: str


class Mover(Protocol):
    """Answers for one model with a key to an organization or a person.

    A mover may also have `choices(kept, gone)`, what people have to choose, `settle(kept, gone, chosen, by=,
    now=)`, which makes it so before anything moves, and `fold(kept, gone)` for two memberships that become
    one.
    """

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

    def choices(self, kept: Any, gone: Any) -> list[Choice]:
        return [one for ask in self._able("choices") for one in ask(kept, gone)]

    def settle(self, kept: Any, gone: Any, chosen: Mapping[str, str], *, by: Any, now: datetime) -> None:
        """Do what was chosen; the apps above first, for they stand on the rows of those below."""
        for act in reversed(self._able("settle")):
            act(kept, gone, chosen, by=by, now=now)

    def fold(self, kept: Any, gone: Any) -> None:
        """Give what hangs on one membership to the other, into which it is folded."""
        for act in self._able("fold"):
            act(kept, gone)

    def _able(self, name: str) -> list[Any]:
        return [getattr(mover, name) for mover in self._movers.values() if hasattr(mover, name)]

    def move(self, kept: Any, gone: Any) -> dict[str, int]:
        """How many rows of each model moved."""
        return {model: mover.move(kept, gone) for model, mover in self._movers.items()}


registry = MoverRegistry()
