"""Goals of a partnership's shared agenda."""

from typing import Any

from django.db import transaction

from measurements.models import Goal
from partners.domain.versions import add_row, change_row
from partners.models import Partnership, User


@transaction.atomic
def add_goal(partnership: Partnership, *, by: User, values: dict[str, Any]) -> Goal:
    """Put a goal on the agenda. Raises `ValidationError`."""
    goal = Goal(library_id=partnership.library_id, partnership=partnership, **values)
    return add_row(goal, by=by, action="goal.added")


@transaction.atomic
def change_goal(goal: Goal, *, by: User, version: int, values: dict[str, Any]) -> Goal:
    """Reword a goal. Raises `Stale` and `ValidationError`."""
    return change_row(goal, by=by, action="goal.changed", version=version, values=values)
