"""The mail with minutes, for somebody who was not there."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from partners.choices import SkipReason
from partners.days import today_in
from partners.domain.addressees import addressees
from partners.domain.letters import Draft, Letter, on_this_site, render_letter
from partners.domain.link_letters import addresses_for, unsubscribe_headers
from partners.domain.links import Asked, action_secrets, choice_secrets
from partners.domain.recipients import zone_of_person
from partners.minutes import MINUTES_UNREAD, shown
from partners.models import Delivery, MinutesReceipt, MinutesVersion, Person
from partners.reminders.schedule import is_night, morning_after

RELATED = (
    "library",
    "person__user",
    "person__organization__owner",
    "minutes_receipt__minutes__published_by",
    "minutes_receipt__minutes__partnership",
)


def compose_minutes(deliveries: Sequence[Delivery], now: datetime) -> dict[int, Draft]:
    """Look again at whom each mail is for, and write it in that person's language."""
    prefetch_related_objects(deliveries, *RELATED)
    found = {row.pk: _receipt(row) for row in deliveries}
    asked = {
        row.pk: Asked(row, MINUTES_UNREAD, receipt.pk)
        for row in deliveries
        if (receipt := found[row.pk]) is not None
    }
    links = action_secrets(asked.values(), now=now)
    choices = choice_secrets({row.person for row in deliveries if row.person is not None}, now=now)
    return {row.pk: _draft(row, found[row.pk], links, choices, now) for row in deliveries}


def write_minutes(version: MinutesVersion, person: Person, *, secret: str = "", link: str = "") -> Letter:
    """The letter as this person gets it; without secrets, as a preview, its links lead nowhere."""
    with translation.override(person.language):
        sender = version.published_by
        context = {
            "library": version.library,
            "person": person,
            "partnership": version.partnership,
            "sender": sender.get_full_name(),
            "minutes": shown(version.content),
            "text": version.text,
            "version": version,
            **(addresses_for(secret) if secret else {}),
        }
        if link:
            context["action_url"] = on_this_site(reverse("minutes_link", args=[link]))
            context["action_label"] = _("Read the minutes")
            context["unsubscribe_url"] = context["preferences_url"]
        owner = person.organization.owner
        reader = sender if sender.is_active else owner
        reply_to = (reader.email,) if reader is not None and reader.is_active else ()
        headers = unsubscribe_headers(secret) if secret else {}
        return render_letter("minutes", context, reply_to=reply_to, headers=headers)


def _receipt(delivery: Delivery) -> MinutesReceipt | None:
    return getattr(delivery, "minutes_receipt", None)


def _draft(
    delivery: Delivery,
    receipt: MinutesReceipt | None,
    links: Mapping[tuple[int, str, int], str],
    choices: Mapping[int, str],
    now: datetime,
) -> Draft:
    person = delivery.person
    if person is None or receipt is None:
        return Draft(None, SkipReason.NOT_EXPECTED)
    zone = zone_of_person(person, delivery.library)
    if is_night(now, zone):
        return Draft(None, wait_until=morning_after(now, zone))
    (found,) = addressees([person], on=today_in(delivery.library.time_zone, now=now))
    if found.reason is not None:
        return Draft(None, found.reason)
    # The address may have changed since the mail was queued.
    delivery.to_email = person.email
    link = links[delivery.pk, MINUTES_UNREAD, receipt.pk]
    return Draft(write_minutes(receipt.minutes, person, secret=choices[person.pk], link=link))
