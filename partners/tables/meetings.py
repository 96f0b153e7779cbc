"""Meetings and who was at them, as lists to take away."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from partners.exporting import Ask, Column, ExportTable
from partners.models import Attendance, Meeting


def _meetings(ask: Ask) -> QuerySet[Meeting]:
    rows = ask.visible(Meeting).select_related("partnership", "group")
    if partnership := ask.number("partnership"):
        rows = rows.filter(partnership=partnership)
    return rows.order_by("-starts_at", "-pk")


def _attendance(ask: Ask) -> QuerySet[Attendance]:
    rows = ask.visible(Attendance).select_related("partnership", "meeting", "person", "organization")
    if partnership := ask.number("partnership"):
        rows = rows.filter(partnership=partnership)
    if meeting := ask.number("meeting"):
        rows = rows.filter(meeting=meeting)
    return rows.order_by("-meeting__starts_at", "organization__name_key", "person__name_key", "pk")


MEETINGS = ExportTable(
    noun="meetings",
    label=_("Meetings"),
    columns=lambda ask: [
        Column(_("partnership"), lambda row: row.partnership.name),
        Column(_("group"), lambda row: row.group.name if row.group else ""),
        Column(_("title"), lambda row: row.title),
        Column(_("begins"), lambda row: row.starts_at),
        Column(_("ends"), lambda row: row.ends_at),
        Column(_("place"), lambda row: row.place),
        Column(_("agenda"), lambda row: row.agenda),
        Column(_("cancelled"), lambda row: row.cancelled_at),
        Column(_("reason"), lambda row: row.cancel_reason),
    ],
    rows=_meetings,
    filters=("partnership",),
    staff_role=None,
)
ATTENDANCE = ExportTable(
    noun="attendance",
    label=_("Attendance at meetings"),
    columns=lambda ask: [
        Column(_("partnership"), lambda row: row.partnership.name),
        Column(_("meeting"), lambda row: row.meeting.title),
        Column(_("day"), lambda row: row.meeting.on),
        Column(_("organization"), lambda row: row.organization.name),
        Column(_("person"), lambda row: row.person.name),
        Column(_("was there"), lambda row: row.get_state_display()),
        Column(_("reason"), lambda row: row.reason),
    ],
    rows=_attendance,
    filters=("partnership", "meeting"),
    staff_role=None,
)
TABLES = (MEETINGS, ATTENDANCE)
