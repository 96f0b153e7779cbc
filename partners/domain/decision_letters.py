"""The mail that tells somebody of a decision."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils import translation

from partners.choices import SkipReason
from partners.days import today_in
from partners.domain.addressees import addressees
from partners.domain.letters import Draft, Letter, render_letter
from partners.domain.link_letters import addresses_for, unsubscribe_headers
from partners.domain.links import choice_secrets
from partners.domain.recipients import zone_of_person
from partners.models import Decision, Delivery, Person
from partners.reminders.schedule import is_night, morning_after

RELATED = (
    "library",
    "person__user",
    "person__organization__owner",
    "decision_telling__decision__partnership",
    "decision_telling__decision__meeting",
)


def compose_decisions(deliveries: Sequence[Delivery], now: datetime) -> dict[int, Draft]:
    """Look again at whom each mail is for, and write it in that person's language."""
    prefetch_related_objects(deliveries, *RELATED)
    choices = choice_secrets({row.person for row in deliveries if row.person is not None}, now=now)
    return {row.pk: _draft(row, choices, now) for row in deliveries}


def write_decision(decision: Decision, person: Person, *, secret: str = "") -> Letter:
    """The letter as this person gets it; without a secret, as a preview, no links stand at its foot."""
    with translation.override(person.language):
        links = addresses_for(secret) if secret else {}
        context = {
            "library": decision.library,
            "person": person,
            "organization": person.organization,
            "partnership": decision.partnership,
            "decision": decision,
            **links,
        }
        if links:
            context["unsubscribe_url"] = links["preferences_url"]
        owner = person.organization.owner
        reply_to = (owner.email,) if owner is not None and owner.is_active else ()
        headers = unsubscribe_headers(secret) if secret else {}
        return render_letter("decision", context, reply_to=reply_to, headers=headers)


def _draft(delivery: Delivery, choices: Mapping[int, str], now: datetime) -> Draft:
    person, telling = delivery.person, getattr(delivery, "decision_telling", None)
    if person is None or telling is None:
        return Draft(None, SkipReason.NOT_EXPECTED)
    zone = zone_of_person(person, delivery.library)
    if is_night(now, zone):
        return Draft(None, wait_until=morning_after(now, zone))
    (found,) = addressees([person], on=today_in(delivery.library.time_zone, now=now))
    if found.reason is not None:
        return Draft(None, found.reason)
    delivery.to_email = person.email
    return Draft(write_decision(telling.decision, person, secret=choices[person.pk]))
