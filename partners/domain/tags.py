"""Tags and owners: how a library sorts its directory."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from partners import audit
from partners.domain.notices import notify
from partners.domain.saved_filters import follow_merged_tag
from partners.domain.versions import add_row, change_row
from partners.models import Library, LibraryMembership, Organization, OrganizationTag, Tag, User
from partners.names import name_key
from partners.notices import OWNER_GIVEN, OWNER_OF_SEVERAL


@transaction.atomic
def label_organization(
    organization: Organization,
    *,
    by: User,
    version: int,
    owner: User | None,
    tags: Sequence[str],
    now: datetime,
) -> Organization:
    """Set who looks after an organization, and its tags by name. Raises `Stale` and `ValidationError`."""
    _refuse_stranger(organization.library, owner)
    changed = change_row(
        organization, by=by, action="organization.owned", version=version, values={"owner": owner}
    )
    if changed.owner_id != organization.owner_id:
        _tell_owner([changed], by=by, owner=owner, now=now)
    wanted = [_tag(organization.library, name, by=by) for name in tags]
    if _set_tags(changed, wanted, by=by) and changed.version == version:
        # The tags are part of what the form shows: whoever holds the older page must be told.
        _touch(changed)
    return changed


@transaction.atomic
def assign_owner(
    organizations: Iterable[Organization], *, by: User, owner: User | None, now: datetime
) -> int:
    """Set who looks after these organizations; say how many changed."""
    changed = []
    for organization in organizations:
        _refuse_stranger(organization.library, owner)
        after = change_row(
            organization,
            by=by,
            action="organization.owned",
            version=organization.version,
            values={"owner": owner},
        )
        if after.version != organization.version:
            changed.append(after)
    _tell_owner(changed, by=by, owner=owner, now=now)
    return len(changed)


@transaction.atomic
def tag_organizations(organizations: Iterable[Organization], *, by: User, library: Library, name: str) -> int:
    """Give these organizations a tag, made if it is new; say how many did not have it."""
    tag = _tag(library, name, by=by)
    return sum(_add_tag(organization, tag, by=by) for organization in organizations)


@transaction.atomic
def untag_organizations(organizations: Iterable[Organization], *, by: User, tag: Tag) -> int:
    """Take a tag from these organizations; say how many had it."""
    return sum(_take_tag(organization, tag, by=by) for organization in organizations)


@transaction.atomic
def rename_tag(tag: Tag, *, by: User, version: int, name: str) -> Tag:
    """Change a tag's name. Raises `Stale`, and `ValidationError` when another tag has it."""
    return change_row(tag, by=by, action="tag.renamed", version=version, values={"name": name})


@transaction.atomic
def merge_tags(gone: Tag, *, by: User, into: Tag) -> Tag:
    """Give everything that has one tag the other one, and remove the first."""
    if gone.pk == into.pk:
        raise ValidationError(_("Choose two different tags."))
    links = OrganizationTag.objects.filter(tag=gone)
    has_both = OrganizationTag.objects.filter(tag=into).values("organization")
    links.filter(organization__in=has_both).delete()
    OrganizationTag.objects.filter(tag=gone).update(tag=into)
    follow_merged_tag(into.library_id, gone=gone.pk, into=into.pk)
    audit.record(by=by, action="tag.merged", subject=into, changes={"name": [gone.name, into.name]})
    gone.delete()
    return into


@transaction.atomic
def remove_tag(tag: Tag, *, by: User) -> None:
    """Take a tag from every organization, and out of the list."""
    audit.record(by=by, action="tag.removed", subject=tag)
    tag.delete()


def _tag(library: Library, name: str, *, by: User) -> Tag:
    known = Tag.objects.filter(library=library, name_key=name_key(name)[:400]).first()
    return known or add_row(Tag(library=library, name=name), by=by, action="tag.added")


def _set_tags(organization: Organization, wanted: list[Tag], *, by: User) -> bool:
    links = OrganizationTag.objects.filter(organization=organization).select_related("tag")
    held = {link.tag.pk: link.tag for link in links}
    keys = {tag.pk: tag for tag in wanted}
    if held.keys() == keys.keys():
        return False
    links.exclude(tag__in=keys).delete()
    for pk in keys.keys() - held.keys():
        _link(organization, keys[pk])
    _record_tags(organization, held.values(), keys.values(), by=by)
    return True


def _add_tag(organization: Organization, tag: Tag, *, by: User) -> bool:
    if OrganizationTag.objects.filter(organization=organization, tag=tag).exists():
        return False
    _link(organization, tag)
    _touch(organization)
    _record_tags(organization, [], [tag], by=by)
    return True


def _take_tag(organization: Organization, tag: Tag, *, by: User) -> bool:
    removed, _kinds = OrganizationTag.objects.filter(organization=organization, tag=tag).delete()
    if removed:
        _touch(organization)
        _record_tags(organization, [tag], [], by=by)
    return bool(removed)


def _link(organization: Organization, tag: Tag) -> None:
    OrganizationTag.objects.create(library_id=organization.library_id, organization=organization, tag=tag)


def _touch(organization: Organization) -> None:
    Organization.objects.filter(pk=organization.pk).update(version=F("version") + 1)
    organization.version += 1


def _record_tags(
    organization: Organization, before: Iterable[Tag], after: Iterable[Tag], *, by: User
) -> None:
    changes = {"tags": [", ".join(sorted(tag.name for tag in tags)) for tags in (before, after)]}
    audit.record(by=by, action="organization.tagged", subject=organization, changes=changes)


def _tell_owner(
    organizations: Sequence[Organization], *, by: User, owner: User | None, now: datetime
) -> None:
    """One notice, however many there are at once."""
    if not organizations:
        return
    library, count = organizations[0].library, len(organizations)
    about: Organization | Library = organizations[0]
    kind = OWNER_GIVEN
    words: dict[str, int] = {}
    if count > 1:
        about, kind, words = library, OWNER_OF_SEVERAL, {"count": count}
    notify(owner, library=library, kind=kind, about=about, now=now, by=by, words=words)


def _refuse_stranger(library: Library, owner: User | None) -> None:
    if owner is not None and not LibraryMembership.objects.filter(library=library, user=owner).exists():
        raise ValidationError({"owner": _("Only somebody of the staff can look after an organization.")})
