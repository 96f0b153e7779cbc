"""The directory as a list to take away, and how it is chosen from."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from partners.choices import DirectoryStatus
from partners.exporting import Ask, Column, ExportTable
from partners.models import Member, Organization, OrganizationCategory, OrganizationTag
from partners.names import name_key

Visible = Callable[[Any], Any]
FILTERS = ("q", "category", "tag", "owner", "status", "pk")
NOBODY = "none"


def choose_organizations(
    visible: Visible, given: Mapping[str, Any], *, today: date
) -> QuerySet[Organization]:
    """The organizations that a directory's filters name."""
    rows = _with_status(visible, given.get("status", ""), today=today)
    if given.get("q"):
        rows = rows.filter(name_key__contains=name_key(given["q"]))
    if given.get("category"):
        links = visible(OrganizationCategory).filter(category__code=given["category"])
        rows = rows.filter(pk__in=links.values("organization"))
    if given.get("tag"):
        rows = rows.filter(pk__in=visible(OrganizationTag).filter(tag=given["tag"]).values("organization"))
    if given.get("owner"):
        rows = rows.filter(owner=None if given["owner"] == NOBODY else given["owner"])
    return rows


def _with_status(visible: Visible, status: str, *, today: date) -> QuerySet[Organization]:
    rows = visible(Organization)
    members = visible(Member).current(on=today).values("organization")
    if status == DirectoryStatus.ARCHIVED:
        return rows.exclude(archived_at=None)
    if status == DirectoryStatus.MEMBERS:
        return rows.active().filter(pk__in=members)
    if status == DirectoryStatus.POSSIBLE:
        return rows.active().filter(is_own=False).exclude(pk__in=members)
    return rows.active()


def _organizations(ask: Ask) -> QuerySet[Organization]:
    owner = ask.given.get("owner", "")
    # Text of an address: a number, a code, or what no row has.
    given = dict(ask.given) | {
        "tag": ask.number("tag"),
        "owner": owner if owner in ("", NOBODY) else ask.number("owner"),
    }
    rows = choose_organizations(ask.visible, given, today=ask.today)
    if chosen := ask.numbers("pk"):
        rows = ask.visible(Organization).filter(pk__in=chosen)
    rows = rows.select_related("owner")
    return rows.prefetch_related("category_links__category", "tag_links__tag").order_by("name_key", "pk")


def _categories(row: Organization) -> str:
    links = sorted(row.category_links.all(), key=lambda link: (not link.is_primary, link.category.position))
    return "; ".join(str(link.category) for link in links)


def _tags(row: Organization) -> str:
    return "; ".join(sorted(link.tag.name for link in row.tag_links.all()))


ORGANIZATIONS = ExportTable(
    noun="organizations",
    label=_("Directory"),
    # An import understands the first six in both languages.
    columns=lambda ask: [
        Column(_("Name"), lambda row: row.name),
        Column(_("Categories"), _categories),
        Column(_("Website"), lambda row: row.website),
        Column(_("E-mail"), lambda row: row.email),
        Column(_("Phone"), lambda row: row.phone),
        Column(_("Notes"), lambda row: row.notes),
        Column(_("Tags"), _tags),
        Column(_("Owner"), lambda row: row.owner.get_full_name() if row.owner else ""),
    ],
    rows=_organizations,
    filters=FILTERS,
)
TABLES = (ORGANIZATIONS,)
