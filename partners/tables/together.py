"""What is done with partners, as lists to take away: the contact log, partnerships and their members."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from partners.choices import ContactDirection, ContactKind
from partners.exporting import Ask, Column, ExportTable
from partners.models import ContactEntry, Member, Partnership


def _contacts(ask: Ask) -> QuerySet[ContactEntry]:
    rows = ask.visible(ContactEntry).kept().select_related("organization", "partnership", "created_by")
    if chosen := ask.numbers("pk"):
        rows = rows.filter(pk__in=chosen)
    wanted: dict[str, Any] = {"created_by": ask.number("by")}
    for name, known in (("kind", ContactKind), ("direction", ContactDirection)):
        if asked := ask.given.get(name):
            wanted[name] = asked if asked in known.values else None
            rows = rows if asked in known.values else rows.none()
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return rows.prefetch_related("people").order_by("-at", "-pk")


def _partnerships(ask: Ask) -> QuerySet[Partnership]:
    current = ask.visible(Member).current(on=ask.today).filter(partnership=OuterRef("pk"))
    members = current.order_by().values("partnership").annotate(n=Count("organization", distinct=True))
    rows = ask.visible(Partnership).annotate(member_count=Subquery(members.values("n")))
    return rows.order_by("name_key", "pk")


def _members(ask: Ask) -> QuerySet[Member]:
    rows = ask.visible(Member).select_related("partnership", "organization")
    if partnership := ask.number("partnership"):
        rows = rows.filter(partnership=partnership)
    return rows.order_by("partnership__name_key", "partnership_id", "organization__name_key", "pk")


CONTACTS = ExportTable(
    noun="contacts",
    label=_("Contact log"),
    columns=lambda ask: [
        Column(_("when"), lambda row: row.at),
        Column(_("organization"), lambda row: row.organization.name),
        Column(_("kind"), lambda row: row.get_kind_display()),
        Column(_("which way"), lambda row: row.get_direction_display()),
        Column(_("people there"), lambda row: "; ".join(person.name for person in row.people.all())),
        Column(_("note"), lambda row: row.note),
        Column(_("partnership"), lambda row: row.partnership.name if row.partnership else ""),
        Column(_("who may read it"), lambda row: row.get_visibility_display()),
        Column(_("logged by"), lambda row: row.created_by.get_full_name()),
    ],
    rows=_contacts,
    filters=("kind", "direction", "by", "pk"),
    staff_role=None,
)
PARTNERSHIPS = ExportTable(
    noun="partnerships",
    label=_("Partnerships"),
    columns=lambda ask: [
        Column(_("Name"), lambda row: row.name),
        Column(_("purpose"), lambda row: row.purpose),
        Column(_("started"), lambda row: row.started_on),
        Column(_("ended"), lambda row: row.ended_on),
        Column(_("Members"), lambda row: row.member_count or 0),
    ],
    rows=_partnerships,
    staff_role=None,
)
MEMBERS = ExportTable(
    noun="members",
    label=_("Members of partnerships"),
    columns=lambda ask: [
        Column(_("partnership"), lambda row: row.partnership.name),
        Column(_("organization"), lambda row: row.organization.name),
        Column(_("role"), lambda row: row.get_role_display()),
        Column(_("joined"), lambda row: row.joined_on),
        Column(_("left"), lambda row: row.left_on),
    ],
    rows=_members,
    filters=("partnership",),
    staff_role=None,
)
TABLES = (CONTACTS, PARTNERSHIPS, MEMBERS)
