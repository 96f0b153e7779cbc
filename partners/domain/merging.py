"""Two records of one organization become one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from partners import audit
from partners.domain.versions import Stale, change_row
from partners.merging import GONE, KEPT, Choice, registry
from partners.models import Category, Organization, OrganizationCategory, User


def obstacles(kept: Organization, gone: Organization) -> list[str]:
    """Sentences that say why two records cannot become one; none when they can."""
    if kept.pk == gone.pk:
        return [_("Choose two different records.")]
    if gone.is_own:
        return [_("The library itself cannot be merged into another record.")]
    archived = [
        _("%(name)s is archived. Bring it back first.") % {"name": record.name}
        for record in (kept, gone)
        if record.archived_at is not None
    ]
    return archived or registry.conflicts(kept, gone)


def open_choices(kept: Organization, gone: Organization) -> list[Choice]:
    """What people have to choose before the two become one."""
    return [] if obstacles(kept, gone) else registry.choices(kept, gone)


@transaction.atomic
def merge_organizations(
    kept: Organization,
    gone: Organization,
    *,
    by: User,
    versions: tuple[int, int],
    values: dict[str, Any],
    primary: Category | None,
    now: datetime,
    chosen: Mapping[str, str] | None = None,
) -> Organization:
    """Move everything of `gone` to `kept`, which gets the chosen values; archive `gone` as merged.

    `chosen` says by the key of each choice which of the two is right.

    Raises `Stale` when either record changed since `versions`, and `ValidationError` when they conflict.
    """
    rows = Organization.objects.select_for_update().order_by("pk").in_bulk([kept.pk, gone.pk])
    for record, version in zip((kept, gone), versions, strict=True):
        if rows[record.pk].version != version:
            raise Stale(rows[record.pk])
    kept, gone = rows[kept.pk], rows[gone.pk]
    if sentences := obstacles(kept, gone):
        raise ValidationError(sentences)
    chosen = chosen or {}
    if any(chosen.get(one.key) not in {KEPT, GONE} for one in registry.choices(kept, gone)):
        raise ValidationError(_("Choose what is right where the two differ."))
    registry.settle(kept, gone, chosen, by=by, now=now)
    registry.move(kept, gone)
    if primary is not None:
        _mark_primary(kept, primary)
    if kept.owner is None:
        # Somebody keeps looking after it, and is reminded of the interval that moved.
        values = values | {"owner": gone.owner}
    changed = change_row(kept, by=by, action="organization.changed", version=kept.version, values=values)
    _put_away(gone, into=changed, now=now)
    audit.record(by=by, action="organization.merged", subject=changed, changes={"merged": [gone.name, None]})
    audit.record(by=by, action="organization.merged_away", subject=gone, changes={"into": [None, kept.name]})
    return changed


def _mark_primary(organization: Organization, primary: Category) -> None:
    links = OrganizationCategory.objects.filter(organization=organization)
    if links.filter(category=primary).exists():
        links.update(is_primary=False)
        links.filter(category=primary).update(is_primary=True)


def _put_away(gone: Organization, *, into: Organization, now: datetime) -> None:
    Organization.objects.filter(pk=gone.pk).update(
        archived_at=now, merged_into=into, version=F("version") + 1
    )
    # What a stale page still knows of the kept record is no longer all of it.
    Organization.objects.filter(pk=into.pk).update(version=F("version") + 1)
    into.version += 1
