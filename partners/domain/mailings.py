"""Mails by hand: one text to chosen people, each of whom gets a mail of their own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.days import today_in
from partners.domain.addressees import Addressee, addressees
from partners.domain.deliveries import new_delivery
from partners.domain.mailing_words import MAILING
from partners.domain.versions import add_row
from partners.models import Delivery, Library, Mailing, Person, User


@transaction.atomic
def send_mailing(
    library: Library, *, by: User, now: datetime, key: UUID, people: Sequence[Person], values: dict[str, Any]
) -> Mailing:
    """Queue the text to those of the people who may get it; the same key again changes nothing.

    Raises `ValidationError` when nobody may, and for a text that is not valid.
    """
    Library.objects.select_for_update().get(pk=library.pk)
    known = Mailing.objects.filter(library=library, key=key).first()
    if known is not None:
        return known
    found = addressees(people, on=today_in(library.time_zone, now=now))
    chosen = [one.person for one in found if one.may_get_it]
    if not chosen:
        raise ValidationError(_("Nobody is left who may get this mail. Choose at least one person."))
    mailing = Mailing(
        library=library, language=library.language, key=key, written_by=by, written_at=now, **values
    )
    add_row(mailing, by=by, action="mailing.written")
    Delivery.objects.bulk_create([_delivery(mailing, person, now=now) for person in chosen])
    audit.record(
        by=by,
        action="mailing.sent",
        subject=mailing,
        changes={"recipients": [None, len(chosen)], "left_out": [None, _count_left_out(found)]},
    )
    return mailing


def _delivery(mailing: Mailing, person: Person, *, now: datetime) -> Delivery:
    return new_delivery(
        MAILING,
        library=mailing.library,
        to_email=person.email,
        language=person.language,
        person=person,
        mailing=mailing,
        now=now,
    )


def _count_left_out(found: Sequence[Addressee]) -> int:
    return sum(not one.may_get_it for one in found)
