"""Decisions of a partnership."""

from typing import Any
from uuid import UUID

from django.db import transaction

from partners.domain.versions import add_row, change_row
from partners.models import Decision, Partnership, User


@transaction.atomic
def record_decision(
    partnership: Partnership, *, by: User, values: dict[str, Any], key: UUID | None = None
) -> Decision:
    """Write down what was decided; the same key again changes nothing. Raises `ValidationError`."""
    # The partnership's row is the lock: an entry that arrives twice at once is one.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    known = Decision.objects.filter(partnership=partnership, entry_key=key).first() if key else None
    if known is not None:
        return known
    decision = Decision(library_id=partnership.library_id, partnership=partnership, entry_key=key, **values)
    return add_row(decision, by=by, action="decision.recorded")


@transaction.atomic
def change_decision(decision: Decision, *, by: User, version: int, values: dict[str, Any]) -> Decision:
    """Correct what was written down. Raises `Stale` and `ValidationError`."""
    return change_row(decision, by=by, action="decision.changed", version=version, values=values)
