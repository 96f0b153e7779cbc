"""Handing over: every app says which open things of a person go to a successor."""

from typing import Any, Protocol


class Pass(Protocol):
    """Answers for one model with a key to a person."""

    model: str

    def hand_over(self, person: Any, successor: Any) -> int:
        """Give what is open to the successor; say how many rows."""


class HandOverRegistry:
    """What moves, in the order in which the apps were loaded."""

    def __init__(self) -> None:
        self._passes: list[Pass] = []

    def register(self, passes: Pass) -> None:
        self._passes.append(passes)

    def hand_over(self, person: Any, successor: Any) -> dict[str, int]:
        """How many rows of each model moved."""
        return {passes.model: passes.hand_over(person, successor) for passes in self._passes}


registry = HandOverRegistry()
