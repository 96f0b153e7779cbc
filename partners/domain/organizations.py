"""Organizations and their categories."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.domain.people import add_person
from partners.domain.versions import BATCH, add_row, add_rows, change_row
from partners.models import Category, Library, Organization, OrganizationCategory, User


@transaction.atomic
def add_organization(
    library: Library,
    *,
    by: User,
    values: dict[str, Any],
    categories: Sequence[Category],
    primary: Category | None,
    person: dict[str, Any] | None = None,
) -> Organization:
    """Put an organization into the library's directory, with the first person there if one is given."""
    organization = Organization(library=library, **values)
    add_row(organization, by=by, action="organization.added")
    _set_categories(organization, by=by, categories=categories, primary=primary)
    if person is not None:
        add_person(organization, by=by, values={"language": library.language} | person)
    return organization


@dataclass(frozen=True)
class NewOrganization:
    """What `add_organization` takes, for one of many."""

    values: dict[str, Any]
    categories: Sequence[Category]
    primary: Category | None


@transaction.atomic
def add_organizations(library: Library, *, by: User, given: Sequence[NewOrganization]) -> list[Organization]:
    """Put many organizations into the directory, in the order given. All of them, or none."""
    for one in given:
        _check_primary(one.categories, one.primary)
    rows = [Organization(library=library, **one.values) for one in given]
    stored = add_rows(rows, by=by, action="organization.added")
    OrganizationCategory.objects.bulk_create(
        [
            OrganizationCategory(
                library_id=library.pk, organization=row, category=category, is_primary=category == one.primary
            )
            for row, one in zip(stored, given, strict=True)
            for category in one.categories
        ],
        batch_size=BATCH,
    )
    _record_categories(stored, given, by=by)
    return stored


def _record_categories(rows: Sequence[Organization], given: Sequence[NewOrganization], *, by: User) -> None:
    chosen = [(row, one) for row, one in zip(rows, given, strict=True) if one.categories]
    audit.record_all(
        by=by,
        action="organization.categorized",
        subjects=[row for row, _one in chosen],
        changes=[
            {"categories": [[], _primary_first({code.code: code == one.primary for code in one.categories})]}
            for _row, one in chosen
        ],
    )


@transaction.atomic
def change_organization(
    organization: Organization,
    *,
    by: User,
    version: int,
    values: dict[str, Any],
    categories: Sequence[Category],
    primary: Category | None,
) -> Organization:
    """Change an organization and its categories. Raises `Stale` and `ValidationError`."""
    changed = change_row(organization, by=by, action="organization.changed", version=version, values=values)
    are_new = _set_categories(changed, by=by, categories=categories, primary=primary)
    if are_new and changed.version == version:
        # The categories are part of what the form shows: whoever holds the older page must be told.
        Organization.objects.filter(pk=changed.pk).update(version=version + 1)
        changed.version = version + 1
    return changed


def _set_categories(
    organization: Organization, *, by: User, categories: Sequence[Category], primary: Category | None
) -> bool:
    """Replace the categories; say whether they differ from those before."""
    _check_primary(categories, primary)
    links = OrganizationCategory.objects.filter(organization=organization)
    before = {link.category.code: link.is_primary for link in links.select_related("category")}
    after = {category.code: category == primary for category in categories}
    if before == after:
        return False
    links.delete()
    for category in categories:
        OrganizationCategory.objects.create(
            library_id=organization.library_id,
            organization=organization,
            category=category,
            is_primary=category == primary,
        )
    audit.record(
        by=by,
        action="organization.categorized",
        subject=organization,
        changes={"categories": [_primary_first(before), _primary_first(after)]},
    )
    return True


def _check_primary(categories: Sequence[Category], primary: Category | None) -> None:
    if primary not in categories and (primary or categories):
        raise ValidationError({"primary": _("Choose the primary category among the chosen ones.")})


def _primary_first(chosen: dict[str, bool]) -> list[str]:
    return sorted(chosen, key=lambda code: (not chosen[code], code))
