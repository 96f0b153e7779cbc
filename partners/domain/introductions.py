"""The first meeting with an organization: its record, its people and the talk, all of it or nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from partners.choices import ContactDirection, ContactVisibility
from partners.domain.contacts import log_contact
from partners.domain.organizations import add_organization
from partners.domain.people import add_person
from partners.models import Library, Organization, User


@transaction.atomic
def meet_organization(
    library: Library,
    *,
    by: User,
    now: datetime,
    organization: dict[str, Any],
    people: Sequence[dict[str, Any]] = (),
    talk: dict[str, Any] | None = None,
) -> Organization:
    """Add an organization with the people met there, and log the talk if there was one: kind and note.

    Raises `ValidationError`.
    """
    added = add_organization(library, by=by, **organization)
    met = [add_person(added, by=by, values={"language": library.language} | person) for person in people]
    if talk is not None:
        values = {"direction": ContactDirection.TWO_WAY, "at": now, "visibility": ContactVisibility.STAFF}
        log_contact(added, by=by, now=now, values=values | talk, people=met, staff=[by])
    return added
