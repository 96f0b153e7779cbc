"""Handover notes: what the next person has to know about a partnership."""

from django.db import transaction

from partners.domain.versions import add_row, change_row
from partners.models import HandoverNote, Partnership, User


@transaction.atomic
def write_handover(partnership: Partnership, *, by: User, version: int, text: str) -> HandoverNote:
    """Write the note or change it; version 0 is that of a note nobody has written yet.

    Raises `Stale` when somebody else wrote first, and `ValidationError`.
    """
    # The partnership's row is the lock: two people who begin the note at once make one.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    note = HandoverNote.objects.filter(partnership=partnership).first()
    if note is None:
        note = HandoverNote(library_id=partnership.library_id, partnership=partnership, text=text)
        return add_row(note, by=by, action="handover.written")
    return change_row(note, by=by, action="handover.changed", version=version, values={"text": text})
