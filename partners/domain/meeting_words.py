"""Names of the mails about meetings, and when a meeting is in words."""

from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from partners.models import Meeting

INVITATION, CHANGE, CANCELLED = "meeting_invitation", "meeting_change", "meeting_cancelled"
# The reminder sources whose links open the page of an answer, as those of the invitations do.
ANSWER, COMING = "meeting_answer", "meeting_coming"


def when_of(meeting: Meeting) -> str:
    """Day and hours in words: the library's clock, named."""
    zone = meeting.starts_at.astimezone(ZoneInfo(meeting.library.time_zone)).tzname() or ""
    words = {
        "day": date_format(meeting.on, "l") + ", " + date_format(meeting.on),
        "begins": time_format(meeting.begins, "TIME_FORMAT"),
        "ends": time_format(meeting.ends, "TIME_FORMAT"),
        "zone": zone,
    }
    return _("%(day)s, %(begins)s to %(ends)s (%(zone)s)") % words
