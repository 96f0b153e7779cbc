"""Groups and the people in them, as lists to take away."""

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.exporting import Ask, Column, ExportTable
from partners.models import Group, GroupPerson


def _chosen(rows: QuerySet, ask: Ask) -> QuerySet:
    partnership = ask.number("partnership")
    return rows if partnership is None else rows.filter(partnership=partnership)


def _groups(ask: Ask) -> QuerySet[Group]:
    rows = _chosen(ask.visible(Group), ask).select_related("partnership")
    return rows.order_by("partnership__name_key", "partnership_id", "name_key", "pk")


def _group_people(ask: Ask) -> QuerySet[GroupPerson]:
    rows = _chosen(ask.visible(GroupPerson), ask)
    if group := ask.number("group"):
        rows = rows.filter(group=group)
    rows = rows.select_related("partnership", "group", "organization", "person")
    return rows.order_by("group__name_key", "group_id", "person__name_key", "pk")


def _yes(value: bool) -> str:
    return gettext("Yes") if value else ""


GROUPS = ExportTable(
    noun="groups",
    label=_("Groups"),
    columns=lambda ask: [
        Column(_("Partnership"), lambda row: row.partnership.name),
        Column(_("Group"), lambda row: row.name),
        Column(_("Kind"), lambda row: row.get_kind_display()),
        Column(_("Purpose"), lambda row: row.purpose),
        Column(_("From"), lambda row: row.starts_on),
        Column(_("Until"), lambda row: row.ended_on),
        Column(_("Backbone team"), lambda row: _yes(row.is_backbone)),
    ],
    rows=_groups,
    filters=("partnership",),
    staff_role=None,
)
GROUP_PEOPLE = ExportTable(
    noun="group_people",
    label=_("People of groups"),
    columns=lambda ask: [
        Column(_("Partnership"), lambda row: row.partnership.name),
        Column(_("Group"), lambda row: row.group.name),
        Column(_("Name"), lambda row: row.person.name),
        Column(_("Organization"), lambda row: row.organization.name),
        Column(_("Chairs the group"), lambda row: _yes(row.is_chair)),
        Column(_("Since"), lambda row: row.joined_on),
        Column(_("Until"), lambda row: row.left_on),
    ],
    rows=_group_people,
    filters=("partnership", "group"),
    staff_role=None,
)
TABLES = (GROUPS, GROUP_PEOPLE)
