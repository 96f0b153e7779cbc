"""What has left by hand, in the contact log of each organization."""

from datetime import datetime

from django.db import transaction

from partners.choices import ContactDirection, ContactKind, ContactVisibility
from partners.domain.contacts import log_contact
from partners.domain.mailing_words import words_for
from partners.models import ContactEntry, ContactPerson, Delivery, Mailing


@transaction.atomic
def log_sent_mail(delivery: Delivery, *, now: datetime) -> ContactEntry | None:
    """Write the mail into the log; of several people at one organization it is one line.

    It is a contact in one direction: nobody has talked because of it. None for any other kind of mail.
    """
    person = delivery.person
    if delivery.mailing_id is None or person is None:
        return None
    mailing = Mailing.objects.select_for_update(of=("self",)).get(pk=delivery.mailing_id)
    entries = ContactEntry.objects.filter(mailing=mailing, organization=person.organization)
    entry = entries.order_by("pk").first()
    if entry is not None:
        ContactPerson.objects.get_or_create(
            library_id=person.library_id,
            organization_id=person.organization_id,
            entry=entry,
            person=person,
        )
        return entry
    subject, body = words_for(mailing, person)
    return log_contact(
        person.organization,
        by=mailing.written_by,
        now=now,
        values={
            "kind": ContactKind.MAIL,
            "direction": ContactDirection.OUT,
            "at": now,
            "note": f"{subject}\n\n{body}",
            "visibility": ContactVisibility.STAFF,
            "partnership": mailing.partnership,
            "mailing": mailing,
        },
        people=[person],
        staff=[mailing.written_by],
    )
