"""Handing over: every app says which open things of a person go to a successor."""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Q


@dataclass(frozen=True)
class Passes:
    """Open rows addressed to a person: their key goes to whoever comes after."""

    model: str
    key: str = "person"
    # Which rows are open; what is done stays with whoever did it.
    where: Q = field(default_factory=Q)

    def hand_over(self, person: Any, successor: Any) -> int:
        rows = apps.get_model(self.model)._base_manager.filter(self.where, library_id=person.library_id)
        return rows.filter(**{self.key: person}).update(**{self.key: successor})


class HandOverRegistry:
    """What moves, in the order in which the apps were loaded."""

    def __init__(self) -> None:
        self._passes: list[Passes] = []

    def register(self, passes: Passes) -> None:
        self._passes.append(passes)

    def hand_over(self, person: Any, successor: Any) -> dict[str, int]:
        """How many rows of each model moved."""
        return {passes.model: passes.hand_over(person, successor) for passes in self._passes}


registry = HandOverRegistry()
