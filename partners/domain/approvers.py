"""Somebody has to sign figures off: the only approver of an organization does not go without a successor."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from partners.choices import AccessRole
from partners.models import Access, Person


def refuse_sole_approver(person: Person, *, after: date) -> None:
    """Raises `ValidationError` when nobody else approves for the organization once this day is over."""
    held = Access.objects.filter(organization=person.organization_id, role=AccessRole.APPROVER)
    lasting = held.filter(Q(ends_on=None) | Q(ends_on__gt=after))
    if lasting.filter(person=person).exists() and not lasting.exclude(person=person).exists():
        words = _("%(name)s is the only one who approves for %(organization)s. Name a successor first.")
        raise ValidationError(words % {"name": person.name, "organization": person.organization.name})
