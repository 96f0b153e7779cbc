"""People who leave their organization: their access ends, and what they took part in keeps their name."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.domain.approvers import refuse_sole_approver
from partners.domain.invitations import withdraw_invitation
from partners.domain.versions import change_row
from partners.models import Access, AuditEvent, Invitation, Person, User

ENDED, GIVEN_BACK = "access.ended_on_leaving", "access.renewed"


@transaction.atomic
def mark_left(people: Iterable[Person], *, by: User, on: date, today: date, now: datetime) -> list[Person]:
    """Note that these people are not there any more; say who was until now. Raises `ValidationError`."""
    if on > today:
        raise ValidationError({"left_on": _("Say so once the day has come.")})
    present = [person for person in people if person.left_on is None]
    for person in present:
        if person.organization.is_own:
            sentence = _("%(name)s is of the library itself. Remove staff on the page Staff.")
            raise ValidationError(sentence % {"name": person.name})
    return [_leave(person, by=by, on=on, now=now) for person in present]


@transaction.atomic
def bring_people_back(people: Iterable[Person], *, by: User) -> list[Person]:
    """Note that these people are there again, with the access that ended when they left."""
    return [
        _return(person, by=by) for person in people if person.left_on is not None and person.erased_at is None
    ]


def _leave(person: Person, *, by: User, on: date, now: datetime) -> Person:
    refuse_sole_approver(person, after=on)
    # Whoever is gone must not come in by a link that still lies in a mailbox.
    for invitation in Invitation.objects.filter(person=person, token__used_at=None, token__revoked_at=None):
        withdraw_invitation(invitation, by=by, now=now)
    open_ones = Access.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), person=person)
    for access in open_ones.order_by("pk"):
        ends_on = max(on, access.starts_on)
        change_row(access, by=by, action=ENDED, version=access.version, values={"ends_on": ends_on})
    return change_row(person, by=by, action="person.left", version=person.version, values={"left_on": on})


def _return(person: Person, *, by: User) -> Person:
    for access in Access.objects.filter(person=person).order_by("pk"):
        last = AuditEvent.objects.filter(subject_type="partners.access", subject_id=access.pk).first()
        if last is not None and last.action == ENDED:
            before = last.changes["ends_on"][0]
            values = {"ends_on": date.fromisoformat(before) if before else None}
            change_row(access, by=by, action=GIVEN_BACK, version=access.version, values=values)
    return change_row(
        person, by=by, action="person.brought_back", version=person.version, values={"left_on": None}
    )
