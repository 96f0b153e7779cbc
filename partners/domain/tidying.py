"""What is kept for a time and then goes, whoever's library it is of."""

from datetime import datetime

from partners.domain.files import drop_removed_files, sweep_files
from partners.domain.links import drop_old_links
from partners.domain.notices import drop_old_notices
from partners.domain.ticks import sole_tick


def tidy(*, now: datetime) -> bool:
    """Delete what has had its time, unless another worker is at it; returns whether it was done."""
    with sole_tick("tidy", now=now) as lease:
        if lease is not None:
            drop_old_notices(now=now)
            drop_old_links(now=now)
            drop_removed_files(now=now)
            sweep_files(now=now)
    return lease is not None
