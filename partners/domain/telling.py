"""Telling people of a decision: each of them once, by mail."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from partners import audit
from partners.days import today_in
from partners.domain.addressees import addressees
from partners.domain.deliveries import new_delivery
from partners.minutes import DECISION
from partners.models import Decision, DecisionTelling, Delivery, Person, User


@transaction.atomic
def tell_decision(
    decision: Decision, *, by: User, now: datetime, people: Sequence[Person]
) -> list[DecisionTelling]:
    """Queue a mail to those of the people who may get one and were not told yet; returns who is told now."""
    Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    known = set(decision.tellings.values_list("person_id", flat=True))
    found = addressees(people, on=today_in(decision.library.time_zone, now=now))
    chosen = [one.person for one in found if one.may_get_it and one.person.pk not in known]
    told = [_tell(decision, person, now=now) for person in chosen]
    if told:
        names = ", ".join(person.name for person in chosen)
        audit.record(by=by, action="decision.told", subject=decision, changes={"told": [None, names]})
    return told


def _tell(decision: Decision, person: Person, *, now: datetime) -> DecisionTelling:
    delivery: Delivery = new_delivery(
        DECISION,
        library=decision.library,
        to_email=person.email,
        language=person.language,
        person=person,
        now=now,
    )
    delivery.save()
    telling = DecisionTelling(
        library_id=decision.library_id,
        partnership_id=decision.partnership_id,
        decision=decision,
        organization_id=person.organization_id,
        person=person,
        delivery=delivery,
        told_at=now,
    )
    telling.full_clean()
    telling.save()
    return telling
