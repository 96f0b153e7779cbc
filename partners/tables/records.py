"""What the library's system did and who changed what, as lists to take away."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from partners.choices import DeliveryState
from partners.exporting import Ask, Column, ExportTable
from partners.history import told
from partners.models import AuditEvent, Delivery


def _deliveries(ask: Ask) -> QuerySet[Delivery]:
    rows = ask.visible(Delivery)
    if state := ask.given.get("state"):
        rows = rows.filter(state=state) if state in DeliveryState.values else rows.none()
    return rows.order_by("-created_at", "-pk")


def _history(ask: Ask) -> QuerySet[AuditEvent]:
    return ask.visible(AuditEvent).select_related("actor", "acting_for").order_by("-at", "-pk")


def _what(event: AuditEvent) -> str:
    return told([event])[0]["what"]


def _changes(event: AuditEvent) -> str:
    return "\n".join(_changed(change) for change in told([event])[0]["changes"])


def _changed(change: dict[str, Any]) -> str:
    return f"{change['label']}: {change['before'] or '–'} → {change['after'] or '–'}"


DELIVERIES = ExportTable(
    noun="deliveries",
    label=_("Mail"),
    columns=lambda ask: [
        Column(_("created"), lambda row: row.created_at),
        Column(_("to"), lambda row: row.to_email),
        Column(_("subject"), lambda row: row.subject),
        Column(_("state"), lambda row: row.get_state_display()),
        Column(_("reason"), lambda row: row.get_reason_display()),
        Column(_("attempts"), lambda row: row.attempts),
        Column(_("accepted by the mail server"), lambda row: row.accepted_at),
        Column(_("error"), lambda row: row.error),
    ],
    rows=_deliveries,
    filters=("state",),
)
HISTORY = ExportTable(
    noun="history",
    label=_("History"),
    columns=lambda ask: [
        Column(_("when"), lambda row: row.at),
        Column(_("Who"), lambda row: row.actor.get_full_name() if row.actor else ""),
        Column(_("For"), lambda row: row.acting_for.name if row.acting_for else ""),
        Column(_("What"), _what),
        Column(_("Record"), lambda row: row.subject_label),
        Column(_("Changes"), _changes),
    ],
    rows=_history,
)
TABLES = (DELIVERIES, HISTORY)
