"""Partnerships and their members."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners.choices import MemberRole
from partners.domain.versions import add_row, change_row
from partners.models import Library, Member, Organization, Partnership, User


@transaction.atomic
def start_partnership(library: Library, *, by: User, values: dict[str, Any]) -> Partnership:
    """Start a partnership. The library itself is its first member, as the convenor."""
    partnership = Partnership(library=library, **values)
    add_row(partnership, by=by, action="partnership.started")
    own = Organization.objects.filter(library=library, is_own=True).first()
    if own is not None:
        add_member(
            partnership, by=by, organization=own, role=MemberRole.CONVENOR, joined_on=partnership.started_on
        )
    return partnership


@transaction.atomic
def change_partnership(
    partnership: Partnership, *, by: User, version: int, values: dict[str, Any]
) -> Partnership:
    """Change name, purpose or dates. Raises `Stale` and `ValidationError`."""
    return change_row(partnership, by=by, action="partnership.changed", version=version, values=values)


@transaction.atomic
def add_member(
    partnership: Partnership, *, by: User, organization: Organization, role: str, joined_on: date
) -> Member:
    """Make an organization a member from this day. Raises `ValidationError` if a spell overlaps."""
    # Locking the parent keeps two people from adding overlapping spells at once, on either database.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    earlier = Member.objects.filter(partnership=partnership, organization=organization)
    if earlier.filter(left_on=None).exists():
        raise ValidationError(_("This organization is a member already."))
    if earlier.filter(left_on__gte=joined_on).exists():
        raise ValidationError(_("This organization was still a member on that day."))
    member = Member(
        library_id=partnership.library_id,
        partnership=partnership,
        organization=organization,
        role=role,
        joined_on=joined_on,
    )
    return add_row(member, by=by, action="member.added")


@transaction.atomic
def change_member(member: Member, *, by: User, version: int, values: dict[str, Any]) -> Member:
    """Change a member's role or end its spell. Raises `Stale` and `ValidationError`."""
    Partnership.objects.select_for_update().get(pk=member.partnership_id)
    _refuse_overlap(member, left_on=values.get("left_on", member.left_on))
    is_leaving = values.get("left_on") is not None and member.left_on is None
    action = "member.left" if is_leaving else "member.changed"
    return change_row(member, by=by, action=action, version=version, values=values)


def _refuse_overlap(member: Member, *, left_on: date | None) -> None:
    later = Member.objects.filter(
        partnership_id=member.partnership_id,
        organization_id=member.organization_id,
        joined_on__gt=member.joined_on,
    )
    if left_on is not None:
        later = later.filter(joined_on__lte=left_on)
    if later.exists():
        raise ValidationError({"left_on": _("The organization has joined again since; end it before that.")})
