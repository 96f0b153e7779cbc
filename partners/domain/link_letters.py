"""What mails say about themselves: how to stop them, and links that need no sign-in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.urls import reverse

from partners.domain.letters import on_this_site
from partners.domain.links import Asked, action_secrets
from partners.models import Delivery, MailLink, Reminder
from partners.reminders.sources import Line, PlannedReminder, registry


def addresses_for(secret: str) -> dict[str, str]:
    """What stands at the foot of a mail: the mails one gets, and a way to say that they are for another."""
    return {
        "preferences_url": on_this_site(reverse("mail_choices", args=[secret])),
        "not_me_url": on_this_site(reverse("mail_not_me", args=[secret])),
    }


def unsubscribe_headers(secret: str) -> dict[str, str]:
    """One click in the mail program stops courtesies, as RFC 8058 describes it."""
    return {
        "List-Unsubscribe": f"<{on_this_site(reverse('mail_stop', args=[secret]))}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def with_links(
    lines: Mapping[int, Line], rows: Sequence[Reminder], deliveries: Sequence[Delivery], *, now: datetime
) -> dict[int, Line]:
    """Let the lines of things that can be answered from a mail lead there; staff sign in as ever."""
    by_id = {delivery.pk: delivery for delivery in deliveries}
    asked = {
        row.pk: Asked(by_id[row.delivery_id], row.rule.source, row.subject_id)
        for row in rows
        if row.pk in lines and row.delivery_id in by_id and _can_be_answered(row)
    }
    secrets = action_secrets(asked.values(), now=now)
    found = dict(lines)
    for pk, thing in asked.items():
        found[pk] = replace(lines[pk], url=action_path(thing.source, secrets[thing.key]))
    return found


def action_path(source: str, secret: str) -> str:
    """Where a link of this source leads on this site."""
    return reverse(registry.get(source).action_page, args=[secret])


def line_of(link: MailLink) -> Line | None:
    """What the link is about, in the active language; None when nothing is asked any more."""
    source = registry.get(link.source)
    asked = PlannedReminder(
        id=link.pk,
        library_id=link.library_id,
        subject_id=link.subject_id or 0,
        recipient_id=link.person_id,
        anchor_on=link.token.created_at.date(),
        offset_days=0,
    )
    return source.lines([asked]).get(link.pk)


def _can_be_answered(row: Reminder) -> bool:
    is_theirs = row.recipient is not None and row.recipient.organization_id == row.organization_id
    return bool(registry.get(row.rule.source).action_page) and is_theirs and not row.is_for_staff
