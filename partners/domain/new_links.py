"""The mail with a new link, for somebody whose old one is over."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects
from django.utils import translation

from partners.choices import SkipReason
from partners.domain.letters import Draft, Letter, on_this_site, render_letter
from partners.domain.link_letters import action_path, addresses_for, line_of
from partners.domain.links import choice_secrets, find_action
from partners.domain.tokens import secret_of
from partners.models import Delivery, MailLink


def compose_links(deliveries: Sequence[Delivery], now: datetime) -> dict[int, Draft]:
    """Write each mail whose link opens something."""
    prefetch_related_objects(deliveries, "library", "person__organization__owner", "mail_links__token")
    people = {delivery.person for delivery in deliveries if delivery.person is not None}
    secrets = choice_secrets(people, now=now)
    return {delivery.pk: _draft(delivery, secrets, now) for delivery in deliveries}


def _draft(delivery: Delivery, secrets: dict[int, str], now: datetime) -> Draft:
    first = next(iter(delivery.mail_links.all()), None)
    link = find_action(secret_of(first.token), now=now) if first is not None else None
    if link is None:
        return Draft(None, SkipReason.ACCESS_ENDED)
    with translation.override(delivery.language):
        letter = _letter(link, secrets[link.person_id])
    return Draft(letter, None if letter else SkipReason.NOT_EXPECTED)


def _letter(link: MailLink, secret: str) -> Letter | None:
    line = line_of(link)
    if line is None:
        return None
    owner = link.person.organization.owner
    ends_at = link.token.expires_at
    context = {
        "library": link.library,
        "person": link.person,
        "line": line,
        "ends_on": ends_at.astimezone(ZoneInfo(link.library.time_zone)).date() if ends_at else None,
        "action_url": on_this_site(action_path(link.source, secret_of(link.token))),
        "action_label": line.action,
        **addresses_for(secret),
    }
    reply_to = (owner.email,) if owner is not None and owner.is_active else ()
    return render_letter("link", context, reply_to=reply_to)
