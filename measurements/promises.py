"""What became of promises so far, where the plan can tell: the sessions of the activities that keep them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from measurements.delivery import Tally, read_days, tally
from measurements.models import Activity, Commitment


def sessions_kept(
    commitments: Sequence[Commitment], *, until: date, now: datetime, zone: ZoneInfo
) -> dict[int, Tally]:
    """Return by commitment how many sessions were expected within its term until this day, and held.

    One that no activity keeps is left out: nothing counts it. All are of one library.
    """
    terms = {row.pk: row for row in commitments}
    activities = list(Activity.objects.filter(commitment__in=terms))
    if not activities:
        return {}
    since = min(row.starts_on for row in commitments)
    days = read_days(activities, since=since, until=until, now=now, zone=zone)
    found: dict[int, Tally] = defaultdict(Tally)
    for activity in activities:
        term = terms[activity.commitment_id or 0]
        found[term.pk] += tally(day for day in days[activity.pk] if term.starts_on <= day.on <= term.ends_on)
    return dict(found)
