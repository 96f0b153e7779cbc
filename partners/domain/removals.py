"""Taking back what was added by mistake, as long as nothing has grown on it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.domain.archiving import put_away
from partners.domain.versions import Stale
from partners.models import Organization, OrganizationCategory, Person, User


@transaction.atomic
def archive_added_organization(
    organization: Organization, *, by: User, now: datetime, version: int
) -> Organization:
    """Take an organization out of the directory. Raises `Stale`, and `ValidationError` if it is used."""
    current = Organization.objects.select_for_update().get(pk=organization.pk)
    if current.version != version:
        raise Stale(current)
    _refuse_used(current)
    return put_away(current, by=by, now=now)


@transaction.atomic
def remove_added_person(person: Person, *, by: User, version: int) -> None:
    """Remove a person's record. Raises `Stale`, and `ValidationError` if something refers to it."""
    current = Person.objects.select_for_update().get(pk=person.pk)
    if current.version != version:
        raise Stale(current)
    _refuse_used(current)
    audit.record(by=by, action="person.removed", subject=current)
    current.delete()


def _refuse_used(row: models.Model) -> None:
    """Whatever refers to the row, in this app or one above it, keeps it."""
    for relation in row._meta.related_objects:
        model = relation.related_model
        if model is OrganizationCategory:
            continue
        if model._base_manager.filter(**{relation.field.name: row}).exists():
            raise ValidationError(_("%(name)s is in use by now. Nothing is undone.") % {"name": row})
