"""What minutes hold, without the database: a mark of their text, and how they went out."""

from hashlib import sha256

LONGEST_MINUTES = 40_000
# The links in mails with minutes, and the reminder to read them, go by this name.
MINUTES_UNREAD = "minutes_unread"


def mark_of(text: str) -> str:
    """Tell two texts apart: whoever saves names the mark of the text that they began with."""
    return sha256(text.encode()).hexdigest()[:16]
