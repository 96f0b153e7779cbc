"""What the demo's people were told: of the last weeks it is new, the rest they have read."""

from datetime import datetime, timedelta

from django.db.models import F

from partners.domain.notices import drop_old_notices
from partners.models import Library, Notice

STILL_NEW = timedelta(days=45)


def read_older_notices(library: Library, *, now: datetime) -> None:
    """Nobody starts with two years of unread notices."""
    older = Notice.objects.filter(library=library, at__lt=now - STILL_NEW)
    older.unread().update(read_at=F("at"))
    drop_old_notices(now=now)
