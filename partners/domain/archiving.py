"""Putting organizations away and bringing them back. Nothing is ever deleted."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from partners import audit
from partners.models import Library, Member, Organization, User


@transaction.atomic
def archive_organization(organization: Organization, *, by: User, now: datetime, on: date) -> Organization:
    """Take an organization out of the directory's lists. Raises `ValidationError` for those in use."""
    current = Organization.objects.select_for_update().get(pk=organization.pk)
    if current.archived_at is not None:
        return current
    if current.is_own:
        raise ValidationError(_("The library itself cannot be archived."))
    _refuse_member(current, on=on)
    return put_away(current, by=by, now=now)


def put_away(organization: Organization, *, by: User, now: datetime) -> Organization:
    """Archive a row that the caller has locked and looked at: the one way by which any gets there."""
    return _put(organization, by=by, action="organization.archived", archived_at=now)


@transaction.atomic
def archive_organizations(
    organizations: Iterable[Organization], *, by: User, now: datetime, on: date
) -> tuple[list[Organization], list[str]]:
    """Archive those that may be archived; say in sentences which ones stay, and why."""
    archived, refusals = [], []
    for organization in organizations:
        try:
            archived.append(archive_organization(organization, by=by, now=now, on=on))
        except ValidationError as refusal:
            refusals += refusal.messages
    return archived, refusals


@transaction.atomic
def bring_back_organization(organization: Organization, *, by: User) -> Organization:
    """Put an archived organization back into the directory. Raises `ValidationError` if it was merged."""
    current = Organization.objects.select_for_update().get(pk=organization.pk)
    if current.archived_at is None:
        return current
    if current.merged_into is not None:
        raise ValidationError(
            _("%(name)s was merged into %(other)s, which holds its people and partnerships now.")
            % {"name": current.name, "other": current.merged_into.name}
        )
    return _put(current, by=by, action="organization.brought_back", archived_at=None)


@transaction.atomic
def bring_back_archived_at(library: Library, *, by: User, at: datetime) -> list[Organization]:
    """Undo what was archived in one step, at this moment."""
    together = Organization.objects.filter(library=library, archived_at=at, merged_into=None)
    return [bring_back_organization(organization, by=by) for organization in together]


def _refuse_member(organization: Organization, *, on: date) -> None:
    spells = Member.objects.filter(organization=organization).filter(Q(left_on=None) | Q(left_on__gte=on))
    names = sorted({spell.partnership.name for spell in spells.select_related("partnership")})
    if names:
        raise ValidationError(
            _("%(name)s is a member of %(partnerships)s. End the membership first.")
            % {"name": organization.name, "partnerships": ", ".join(names)}
        )


def _put(organization: Organization, *, by: User, action: str, archived_at: datetime | None) -> Organization:
    Organization.objects.filter(pk=organization.pk).update(archived_at=archived_at, version=F("version") + 1)
    organization.archived_at, organization.version = archived_at, organization.version + 1
    audit.record(by=by, action=action, subject=organization)
    return organization
