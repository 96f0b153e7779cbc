"""Organizations and their categories."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.domain.versions import add_row, change_row
from partners.models import Category, Library, Organization, OrganizationCategory, User


@transaction.atomic
def add_organization(
    library: Library,
    *,
    by: User,
    values: dict[str, Any],
    categories: Sequence[Category],
    primary: Category,
) -> Organization:
    """Put an organization into the library's directory."""
    organization = Organization(library=library, **values)
    add_row(organization, by=by, action="organization.added")
    _set_categories(organization, by=by, categories=categories, primary=primary)
    return organization


@transaction.atomic
def change_organization(
    organization: Organization,
    *,
    by: User,
    version: int,
    values: dict[str, Any],
    categories: Sequence[Category],
    primary: Category,
) -> Organization:
    """Change an organization and its categories. Raises `Stale` and `ValidationError`."""
    changed = change_row(organization, by=by, action="organization.changed", version=version, values=values)
    _set_categories(changed, by=by, categories=categories, primary=primary)
    return changed


def _set_categories(
    organization: Organization, *, by: User, categories: Sequence[Category], primary: Category
) -> None:
    if primary not in categories:
        raise ValidationError({"primary": _("Choose the primary category among the chosen ones.")})
    links = OrganizationCategory.objects.filter(organization=organization)
    before = {link.category_id: link.is_primary for link in links}
    after = {category.pk: category == primary for category in categories}
    if before == after:
        return
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
        changes={"categories": [sorted(before), sorted(after)]},
    )
