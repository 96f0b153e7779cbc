"""Decisions of a partnership."""

from typing import Any

from django.db import transaction

from partners.domain.versions import add_row, change_row
from partners.models import Decision, Partnership, User


@transaction.atomic
def record_decision(partnership: Partnership, *, by: User, values: dict[str, Any]) -> Decision:
    """Write down what was decided. Raises `ValidationError`."""
    decision = Decision(library_id=partnership.library_id, partnership=partnership, **values)
    return add_row(decision, by=by, action="decision.recorded")


@transaction.atomic
def change_decision(decision: Decision, *, by: User, version: int, values: dict[str, Any]) -> Decision:
    """Correct what was written down. Raises `Stale` and `ValidationError`."""
    return change_row(decision, by=by, action="decision.changed", version=version, values=values)
