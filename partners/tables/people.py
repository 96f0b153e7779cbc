"""The people of all organizations as a list to take away, and how they are chosen from."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from partners.choices import PersonStatus
from partners.exporting import Ask, Column, ExportTable
from partners.models import Access, OrganizationCategory, OrganizationTag, Person
from partners.names import name_key

Visible = Callable[[Any], Any]
FILTERS = ("q", "category", "tag", "status", "pk")


def choose_people(visible: Visible, given: Mapping[str, Any], *, today: date) -> QuerySet[Person]:
    """The people that the filters name; those who left only when they are asked for."""
    rows = visible(Person).filter(organization__archived_at=None)
    rows = _with_status(rows, visible, given.get("status", ""), today=today)
    if q := given.get("q"):
        rows = rows.filter(Q(name_key__contains=name_key(q)) | Q(email__contains=q.lower()))
    if given.get("category"):
        links = visible(OrganizationCategory).filter(category__code=given["category"])
        rows = rows.filter(organization__in=links.values("organization"))
    if given.get("tag"):
        links = visible(OrganizationTag).filter(tag=given["tag"])
        rows = rows.filter(organization__in=links.values("organization"))
    return rows


def _with_status(rows: QuerySet[Person], visible: Visible, status: str, *, today: date) -> QuerySet[Person]:
    if status == PersonStatus.LEFT:
        return rows.exclude(left_on=None)
    rows = rows.filter(left_on=None)
    if status == PersonStatus.SIGNS_IN:
        return rows.filter(pk__in=visible(Access).current(on=today).values("person"))
    if status == PersonStatus.NO_ADDRESS:
        return rows.filter(email="")
    if status == PersonStatus.BOUNCES:
        return rows.exclude(email="").filter(bouncing_email=F("email"))
    return rows


def _people(ask: Ask) -> QuerySet[Person]:
    if chosen := ask.numbers("pk"):
        rows = ask.visible(Person).filter(pk__in=chosen)
    else:
        rows = choose_people(ask.visible, dict(ask.given) | {"tag": ask.number("tag")}, today=ask.today)
    rows = rows.select_related("organization")
    return rows.order_by("organization__name_key", "organization_id", "name_key", "pk")


PEOPLE = ExportTable(
    noun="people",
    label=_("People"),
    # An import understands the first six in both languages.
    columns=lambda ask: [
        Column(_("Organization"), lambda row: row.organization.name),
        Column(_("Name"), lambda row: row.name),
        Column(_("Job title"), lambda row: row.job_title),
        Column(_("E-mail"), lambda row: row.email),
        Column(_("Phone"), lambda row: row.phone),
        Column(_("Language"), lambda row: row.get_language_display()),
        Column(_("Left on"), lambda row: row.left_on),
    ],
    rows=_people,
    filters=FILTERS,
    staff_role=None,
)
TABLES = (PEOPLE,)
