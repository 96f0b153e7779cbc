"""What the people of a partnership say of its collaboration strategies."""

from datetime import datetime

from django.db import transaction

from partners.domain.versions import Stale, add_row, change_row
from partners.models import AuditEvent, CollaborationLine, Partnership, User

_FIRST = "collaboration.noted"


@transaction.atomic
def say_state(
    partnership: Partnership,
    *,
    strategy: str,
    by: User,
    version: int,
    state: str,
    note: str,
    now: datetime,
) -> CollaborationLine:
    """Say how far a strategy is; version 0 is that of one of which nobody has said anything.

    An empty state leaves it to the records. Raises `Stale` and `ValidationError`.
    """
    # The partnership's row is the lock: two people who speak first make one line.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    line = CollaborationLine.objects.filter(partnership=partnership, strategy=strategy).first()
    if line is None:
        line = CollaborationLine(
            library_id=partnership.library_id,
            partnership=partnership,
            strategy=strategy,
            state=state,
            note=note,
            said_by=by,
            said_at=now,
        )
        return add_row(line, by=by, action=_FIRST)
    if line.version != version:
        raise Stale(line)
    if (line.state, line.note) == (state, note):
        return line
    values = {"state": state, "note": note, "said_by": by, "said_at": now}
    return change_row(line, by=by, action="collaboration.changed", version=version, values=values)


@transaction.atomic
def take_back(line: CollaborationLine, *, by: User, version: int) -> CollaborationLine:
    """Put back what was said before, with whoever said it then. Raises `Stale`."""
    events = AuditEvent.objects.filter(
        library_id=line.library_id, subject_type=line._meta.label_lower, subject_id=line.pk
    )
    last, before = [*events.select_related("actor").order_by("-pk")[:2], None, None][:2]
    values: dict = {"state": "", "note": ""}
    if last is not None and last.action != _FIRST:
        # A field that is not among the changes was the same before.
        earlier = {name: pair[0] for name, pair in last.changes.items() if name in values}
        values = {"state": line.state, "note": line.note} | earlier
    if before is not None and before.actor is not None:
        values |= {"said_by": before.actor, "said_at": before.at}
    return change_row(line, by=by, action="collaboration.undone", version=version, values=values)
