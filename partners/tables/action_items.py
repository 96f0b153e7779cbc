"""Action items as a list to take away, and how they are chosen from."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from partners.choices import ActionStatus
from partners.exporting import Ask, Column, ExportTable
from partners.models import ActionItem

NUMBERS = ("partnership", "organization", "meeting")


def choose_actions(rows: QuerySet[ActionItem], given: Mapping[str, Any], *, on: date) -> QuerySet[ActionItem]:
    """The actions that the filters name; without any, the open ones."""
    status = given.get("status") or ActionStatus.OPEN
    if status == ActionStatus.OPEN:
        rows = rows.filter(ended_at=None)
    elif status == ActionStatus.OVERDUE:
        rows = rows.filter(ended_at=None, due_on__lt=on)
    elif status == ActionStatus.ENDED:
        rows = rows.exclude(ended_at=None)
    wanted = {name: given[name] for name in NUMBERS if given.get(name) is not None and given[name] != ""}
    return rows.filter(**wanted)


def _actions(ask: Ask) -> QuerySet[ActionItem]:
    given = {name: ask.number(name) for name in NUMBERS}
    rows = choose_actions(ask.visible(ActionItem), given | {"status": ask.given.get("status")}, on=ask.today)
    if chosen := ask.numbers("pk"):
        rows = ask.visible(ActionItem).filter(pk__in=chosen)
    related = ("partnership", "organization", "person", "meeting", "decision", "ended_by")
    return rows.select_related(*related).order_by("due_on", "pk")


ACTION_ITEMS = ExportTable(
    noun="action-items",
    label=_("Action items"),
    columns=lambda ask: [
        Column(_("What"), lambda row: row.what),
        Column(_("Organization"), lambda row: row.organization.name),
        Column(_("Person"), lambda row: row.person.name if row.person else ""),
        Column(_("By when"), lambda row: row.due_on),
        Column(_("Partnership"), lambda row: row.partnership.name),
        Column(_("Meeting"), lambda row: row.meeting.title if row.meeting else ""),
        Column(_("Decision"), lambda row: row.decision.text if row.decision else ""),
        Column(_("How it stands"), lambda row: row.standing),
        Column(_("How it ended"), lambda row: row.get_outcome_display()),
        Column(_("Closed"), lambda row: row.ended_at),
        Column(_("By"), lambda row: row.ended_by.get_full_name() if row.ended_by else ""),
        Column(_("What came of it"), lambda row: row.ending),
    ],
    rows=_actions,
    filters=("status", *NUMBERS, "pk"),
    staff_role=None,
)
TABLES = (ACTION_ITEMS,)
