"""Reports that fall due, for the reminders."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from measurements.models import Extension, Report
from measurements.sheets import Sheet, asked_by, sheets_of
from partners.choices import AccessRole, SkipReason
from partners.models import MemberPause
from partners.reminders.sources import DueItem, Line, PlannedReminder, RuleScope, Source, split_scopes

ONE_DAY = timedelta(days=1)


class ReportDue(Source):
    """Sheets that are expected and not handed in completely."""

    key = "report_due"
    label = gettext_lazy("Report due")
    reminder_class = "obligation"
    # Two mails after the due day, a week apart; on the fifteenth day somebody calls.
    default_offsets = (-10, -2, 1, 8, 15)
    former_offsets = ((-10, -2, 1),)
    default_escalate_after = 2
    is_on_by_default = True
    place = 10
    action_page = "report_link"
    # The backup is copied when nobody answers.
    audience = frozenset({AccessRole.REPORTER, AccessRole.APPROVER})

    def due_items(self, scopes: Sequence[RuleScope], *, since: date, until: date) -> Iterable[DueItem]:
        libraries, partnerships = split_scopes(scopes)
        reports = (
            Report.objects.filter(Q(library_id__in=libraries) | Q(partnership_id__in=partnerships))
            .filter(
                Q(period__due_on__range=(since, until))
                | Q(pk__in=_extended(since, until))
                | Q(member__in=paused_until(since, until))
            )
            .with_sheet()
        )
        sheets = sheets_of(list(reports))
        for sheet in sheets.values():
            if sheet.is_expected and not sheet.is_done and since <= sheet.asked_by <= until:
                yield _due_item(sheet)

    def still_open(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, SkipReason | None]:
        sheets = _sheets(reminders)
        return {row.id: _skip_reason(sheets.get(row.subject_id), row) for row in reminders}

    def lines(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, Line]:
        reports = {row.pk: row for row in _reports(reminders)}
        return {row.id: _line(reports[row.subject_id]) for row in reminders if row.subject_id in reports}


def _extended(since: date, until: date) -> QuerySet[Extension, Any]:
    """Reports with more time that ends on one of these days; they are asked for by then."""
    return Extension.objects.filter(until__range=(since, until)).values("report")


def paused_until(since: date, until: date) -> QuerySet[MemberPause, Any]:
    """Members whose pause ends just before one of these days: what fell due in it falls due then."""
    return MemberPause.objects.filter(ends_on__range=(since - ONE_DAY, until)).values("member")


def _reports(reminders: Sequence[PlannedReminder]) -> list[Report]:
    return list(Report.objects.filter(pk__in={row.subject_id for row in reminders}).with_sheet())


def _sheets(reminders: Sequence[PlannedReminder]) -> dict[int, Sheet]:
    return sheets_of(_reports(reminders))


def _title(report: Report) -> str:
    return f"{report.partnership.name}: {report.period.shown_label}"


def _due_item(sheet: Sheet) -> DueItem:
    report = sheet.report
    return DueItem(
        subject_id=report.pk,
        library_id=report.library_id,
        organization_id=report.organization_id,
        anchor_on=sheet.asked_by,
        title=_title(report),
        partnership_id=report.partnership_id,
    )


def _line(report: Report) -> Line:
    return Line(
        title=_title(report),
        due_on=asked_by(report),
        url=reverse("report", args=[report.library.slug, report.pk]),
        action=gettext("Fill in the report"),
    )


def _skip_reason(sheet: Sheet | None, reminder: PlannedReminder) -> SkipReason | None:
    if sheet is None or not sheet.is_expected or sheet.report.library_id != reminder.library_id:
        return SkipReason.NOT_EXPECTED
    if sheet.is_done:
        return SkipReason.ALREADY_REPORTED
    if sheet.asked_by != reminder.anchor_on:
        return SkipReason.DUE_DAY_CHANGED
    sent_on = reminder.anchor_on + timedelta(days=reminder.offset_days)
    # Nobody can answer any more once the period has closed.
    is_closed = sheet.closes_on is not None and sent_on > sheet.closes_on
    return SkipReason.NOT_EXPECTED if is_closed else None
