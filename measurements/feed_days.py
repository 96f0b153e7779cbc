"""Days on which reports are due, for people's calendars."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from measurements.models import Period, Report
from measurements.sheets import Sheet, asked_by, sheets_of
from partners.access import REPORTING_ROLES
from partners.feeds import MOST, FeedAsk
from partners.ical import Entry


class ReportsInCalendar:
    """Partners: the reports that they fill in. Staff: the day by which those of a period are due."""

    key = "reports_due"

    def entries(self, ask: FeedAsk) -> Iterable[Entry]:
        yield from self.own(ask)
        if ask.is_staff:
            yield from self.of_all(ask)

    def own(self, ask: FeedAsk) -> Iterable[Entry]:
        mine = ask.scope.organizations_as(*REPORTING_ROLES)
        if not mine:
            return []
        rows = ask.visible(Report).filter(
            organization_id__in=mine, period__due_on__range=(ask.since, ask.until)
        )
        sheets = sheets_of(list(rows.with_sheet().order_by("period__due_on", "pk")[:MOST]))
        return [_own_entry(sheet, ask) for sheet in sheets.values() if sheet.is_expected]

    def of_all(self, ask: FeedAsk) -> Iterable[Entry]:
        rows = ask.visible(Period).filter(due_on__range=(ask.since, ask.until)).select_related("partnership")
        return [_period_entry(period, ask) for period in rows.order_by("due_on", "pk")[:MOST]]


def _own_entry(sheet: Sheet, ask: FeedAsk) -> Entry:
    report = sheet.report
    words = {"period": report.period.shown_label, "partnership": report.partnership.name}
    said = _("Handed in: report for %(period)s, %(partnership)s")
    title = said if sheet.is_done else _("Report due: %(period)s, %(partnership)s")
    return Entry(
        uid=ask.uid(f"report-{report.pk}"),
        title=title % words,
        starts=asked_by(report),
        changed_at=ask.made_at,
        text=report.organization.name,
        url=ask.link(reverse("report", args=[ask.library.slug, report.pk])),
        is_busy=False,
    )


def _period_entry(period: Period, ask: FeedAsk) -> Entry:
    words = {"period": period.shown_label, "partnership": period.partnership.name}
    return Entry(
        uid=ask.uid(f"period-{period.pk}"),
        title=_("Reports due: %(period)s, %(partnership)s") % words,
        starts=period.due_on,
        changed_at=ask.made_at,
        url=ask.link(reverse("partnership", args=[ask.library.slug, period.partnership_id])),
        is_busy=False,
    )
