"""The mail that somebody of the staff wrote by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import translation

from partners.choices import SkipReason
from partners.days import today_in
from partners.domain.addressees import addressees
from partners.domain.letters import Draft, Letter, render_letter
from partners.domain.link_letters import addresses_for, unsubscribe_headers
from partners.domain.links import choice_secrets
from partners.domain.mailing_words import words_for
from partners.domain.planning import grace
from partners.domain.recipients import zone_of_person
from partners.models import Delivery, Library, Mailing, Person, User
from partners.reminders.schedule import is_night, morning_after, standing

RELATED = (
    "library",
    "person__user",
    "person__organization__owner",
    "mailing__library",
    "mailing__partnership",
    "mailing__written_by",
)


def compose_mailings(deliveries: Sequence[Delivery], now: datetime) -> dict[int, Draft]:
    """Look again at whom each mail is for, and write it in that person's language."""
    prefetch_related_objects(deliveries, *RELATED)
    people = {delivery.person for delivery in deliveries if delivery.person is not None}
    secrets = choice_secrets(people, now=now)
    return {delivery.pk: _draft(delivery, secrets, now) for delivery in deliveries}


def write_mailing(mailing: Mailing, person: Person, *, secret: str = "") -> Letter:
    """The letter as this person gets it; without a secret, as a preview, no links stand at its foot."""
    with translation.override(person.language):
        subject, body = words_for(mailing, person)
        sender = mailing.written_by
        owner = person.organization.owner
        reader = sender if sender.is_active else owner
        links = addresses_for(secret) if secret else {}
        headers = unsubscribe_headers(secret) if secret else {}
        context = {
            "library": mailing.library,
            "person": person,
            "organization": person.organization,
            "sender": sender.get_full_name(),
            "body": body,
            **links,
        }
        if links:
            context["unsubscribe_url"] = links["preferences_url"]
        reply_to = (reader.email,) if reader is not None and reader.is_active else ()
        return render_letter("mailing", context, subject=subject, reply_to=reply_to, headers=headers)


def preview_mailing(
    library: Library, *, by: User, now: datetime, people: Sequence[Person], values: Mapping[str, Any]
) -> list[tuple[Person, Letter]]:
    """The letter to the first of the people in each language, before anything is stored."""
    mailing = Mailing(library=library, language=library.language, written_by=by, written_at=now, **values)
    firsts: dict[str, Person] = {}
    for person in people:
        firsts.setdefault(person.language, person)
    return [(person, write_mailing(mailing, person)) for person in firsts.values()]


def count_asleep(library: Library, people: Sequence[Person], *, now: datetime) -> int:
    """How many of the people have night now, so that their mails wait for the morning."""
    return sum(is_night(now, zone_of_person(person, library)) for person in people)


def _draft(delivery: Delivery, secrets: Mapping[int, str], now: datetime) -> Draft:
    mailing, person = delivery.mailing, delivery.person
    if mailing is None or person is None:
        return Draft(None, SkipReason.NOT_EXPECTED)
    zone = zone_of_person(person, delivery.library)
    if is_night(now, zone):
        return Draft(None, wait_until=morning_after(now, zone))
    # What waited for days, as while mail is held, is news no more; what staff send again is never too late.
    if standing(delivery.next_attempt_at, now, grace()) == "missed":
        return Draft(None, SkipReason.TOO_LATE)
    (found,) = addressees([person], on=today_in(delivery.library.time_zone, now=now))
    if found.reason is not None:
        return Draft(None, found.reason)
    # The address may have changed since the mail was queued.
    delivery.to_email = person.email
    return Draft(write_mailing(mailing, person, secret=secrets[person.pk]))
