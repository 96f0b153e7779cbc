"""What a mail says: written when it leaves, from the records as they are then."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from partners.choices import SkipReason
from partners.models import Delivery

LONGEST_SUBJECT = 300


@dataclass(frozen=True, slots=True)
class Entries:
    """What a calendar takes in, and how it is to be taken: REQUEST or CANCEL."""

    content: bytes
    method: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and both bodies, and whom an answer reaches."""

    subject: str
    text: str
    html: str
    reply_to: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    calendar: Entries | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter, or the reason why there is none; and by id the reminders that are needed no more.

    With wait_until the mail may not leave before that moment.
    """

    letter: Letter | None
    reason: SkipReason | None = None
    dropped: Mapping[int, SkipReason] = field(default_factory=dict)
    has_reminders: bool = False
    wait_until: datetime | None = None


# Writes the mails of one kind, all at once, each in its own language; returns drafts by delivery id.
Composer = Callable[[Sequence[Delivery], datetime], dict[int, Draft]]


def render_letter(
    name: str,
    context: Mapping[str, Any],
    *,
    subject: str = "",
    reply_to: tuple[str, ...] = (),
    headers: Mapping[str, str] | None = None,
    calendar: Entries | None = None,
) -> Letter:
    """Fill the templates of emails/<name>/ in the active language; without a subject, that one too."""
    folder = f"emails/{name}"
    # A line break in a name would make the header invalid.
    words = (subject or render_to_string(f"{folder}/subject.txt", dict(context))).split()
    subject = " ".join(words)[:LONGEST_SUBJECT]
    full = {**context, "subject": subject}
    return Letter(
        subject=subject,
        text=render_to_string(f"{folder}/body.txt", full),
        html=render_to_string(f"{folder}/body.html", full),
        reply_to=reply_to,
        headers=headers or {},
        calendar=calendar,
    )


def on_this_site(path: str) -> str:
    """Return the address of a page, for links that leave the site."""
    return f"{settings.BASE_URL}{path}"
