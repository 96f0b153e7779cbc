"""A period of a partnership for those who lead it: who has reported, who has not, and what happens next."""

from collections import defaultdict
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Subquery
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from measurements.expectation import HANDED_IN, standing_of
from measurements.models import Extension, Measure, Period, Report
from measurements.rates import Rates, add_up, rate_of
from measurements.series import Figures, read_figures
from measurements.standings import PeriodStanding, standing_in
from partners.access import REPORTING_ROLES
from partners.choices import ReminderState
from partners.models import Person, Reminder
from partners.names import name_key
from partners.numbers import format_percent
from partners.templatetags.ui import day, status_tag
from partners.views.pages import LibraryPage


class PeriodView(LibraryPage, TemplateView):
    """Counts, rates, and a table of members and measures; partners see their own report instead."""

    staff_role = None
    template_name = "measurements/reports/period.html"

    @cached_property
    def period(self) -> Period:
        return self.find(self.visible(Period).select_related("partnership", "calendar"), pk=self.kwargs["pk"])

    @property
    def leads(self) -> bool:
        return self.is_staff or self.period.partnership_id in self.scope.backbone_ids

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.library.time_zone)

    @cached_property
    def figures(self) -> Figures:
        measures = self.visible(Measure).filter(calendar_id=self.period.calendar_id)
        return read_figures(list(measures))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not self.leads:
            raise PermissionDenied(_("The library's staff and the backbone look after the reports."))
        figures, period = self.figures, self.period
        measures = [row for row in figures.measures if figures.asked_of(row, period)]
        standing = self.standing = standing_in(
            self.scope, figures, measures, period, self.library, on=self.today
        )
        partnership = period.partnership
        others = figures.periods.get(period.calendar_id, [])
        return super().get_context_data(
            period=period,
            standing=standing,
            counts=self.counts(standing),
            rate=format_percent(standing.on_time_rate),
            columns=[
                {"label": _("Member")},
                *({"label": measure.name} for measure in measures),
                {"label": _("On time, all periods"), "number": True},
                {"label": _("Next reminder")},
                {"label": _("Contact")},
            ],
            rows=self.member_rows(standing, measures),
            measure_columns=[
                {"label": _("Measure")},
                {"label": _("Expected"), "number": True},
                {"label": _("Reported"), "number": True},
                {"label": _("Approved"), "number": True},
                {"label": _("Zero"), "number": True},
                {"label": _("Not applicable"), "number": True},
                {"label": _("Reporting rate"), "number": True},
                {"label": _("On time"), "number": True},
            ],
            measure_rows=[self.measure_row(measure) for measure in measures],
            next_reminder_on=self.next_reminder_on,
            others=[row for row in others if row.starts_on <= self.today],
            crumbs=[
                {"label": partnership.name, "url": self.to("partnership", partnership.pk)},
                {"label": period.shown_label},
            ],
            **kwargs,
        )

    def counts(self, standing: PeriodStanding) -> list[dict[str, Any]]:
        """How many members are expected, and how many stand where."""
        asked = len(standing.members)
        expected = [{"label": ngettext("member", "members", asked), "value": asked}]
        return expected + [{"tag": status_tag(state), "value": count} for state, count in standing.counts]

    def member_rows(self, standing: PeriodStanding, measures: list[Measure]) -> list[list[Any]]:
        return [
            [
                self.member_name(member),
                *(self.cell(measure, member.organization_id) for measure in measures),
                self.rate_of_member(member.organization_id),
                self.next_reminder(member),
                self.contact(member),
            ]
            for member in standing.members
        ]

    def member_name(self, member: Any) -> str:
        report = self.reports.get(member.organization_id)
        if report is None:
            return member.name
        url = self.to("report_review" if report.is_reviewed_by(self.scope) else "report", report.pk)
        link = format_html('<a href="{}">{}</a>', url, member.name)
        if report.asks_for_time:
            return format_html("{}<br>{}", link, _("Asks for more time"))
        return link

    def cell(self, measure: Measure, organization_id: int) -> str | None:
        if organization_id not in self.figures.asked_of(measure, self.period):
            return None
        line = self.figures.line_of(measure, self.period, organization_id)
        state = standing_of(
            [line.state if line else None],
            due_on=self.period.due_on,
            locks_on=self.period.locks_on,
            today=self.today,
        )
        return status_tag(state)

    def rate_of_member(self, organization_id: int) -> str:
        """On time over all periods of this calendar that were due by now."""
        due = [row for row in self.figures.periods[self.period.calendar_id] if row.due_on < self.today]
        rates = [
            self.rate(measure, period, organization_id)
            for measure in self.figures.measures
            for period in due
            if organization_id in self.figures.expected_of(measure, period)
        ]
        total = add_up(rates)
        return (
            _("%(share)s of %(count)d")
            % {
                "share": format_percent(total.on_time_rate),
                "count": total.expected,
            }
            if rates
            else "–"
        )

    def measure_row(self, measure: Measure) -> list[Any]:
        expected = self.figures.expected_of(measure, self.period)
        rates = add_up(self.rate(measure, self.period, pk) for pk in expected)
        link = format_html('<a href="{}">{}</a>', self.to("measure", measure.pk), measure.name)
        return [
            link,
            rates.expected,
            rates.reported,
            rates.approved,
            rates.zero,
            rates.not_applicable,
            format_percent(rates.reporting_rate),
            format_percent(rates.on_time_rate),
        ]

    def rate(self, measure: Measure, period: Period, organization_id: int) -> Rates:
        line = self.figures.line_of(measure, period, organization_id)
        return rate_of(line, due_on=period.due_on, zone=self.zone)

    @property
    def next_reminder_on(self) -> date | None:
        handed_in = {row.organization_id for row in self.standing.members if row.standing in HANDED_IN}
        moments = [
            row.reminder_at
            for row in self.reports.values()
            if row.reminder_at is not None and row.organization_id not in handed_in
        ]
        return min(moments).astimezone(self.zone).date() if moments else None

    def next_reminder(self, member: Any) -> str | None:
        """None for whoever has handed in: the reminder is skipped when its hour comes."""
        if member.standing in HANDED_IN:
            return None
        report = self.reports.get(member.organization_id)
        at = report.reminder_at if report else None
        return day(at.astimezone(self.zone).date()) if at else None

    def contact(self, member: Any) -> str | None:
        """Whom to call or write to while a figure is missing; nobody is chased who has handed in."""
        if member.standing in HANDED_IN:
            return None
        people = self.reporters.get(member.organization_id, [])
        links = [(_href(person), person.name) for person in people[:2]]
        shown = format_html_join(", ", '<a href="{}">{}</a>', [link for link in links if link[0]])
        url = self.to("organization", member.organization_id)
        return shown or format_html('<a href="{}">{}</a>', url, _("Nobody named"))

    @cached_property
    def reports(self) -> dict[int, Report]:
        """Reports by organization, with whether more time is asked for and when the next reminder leaves."""
        asking = self.visible(Extension).waiting().filter(report=OuterRef("pk"))
        planned = self.visible(Reminder).filter(
            rule__source="report_due", state=ReminderState.PLANNED, subject_id=OuterRef("pk")
        )
        next_at = planned.order_by("send_at").values("send_at")[:1]
        rows = self.visible(Report).filter(period=self.period).select_related("organization")
        rows = rows.annotate(asks_for_time=Exists(asking), reminder_at=Subquery(next_at))
        return {row.organization_id: row for row in rows}

    @cached_property
    def reporters(self) -> dict[int, list[Person]]:
        found = defaultdict(list)
        rows = self.visible(Person).filter(
            organization_id__in=list(self.reports),
            accesses__role__in=REPORTING_ROLES,
            accesses__starts_on__lte=self.today,
        )
        open_ended = rows.exclude(accesses__ends_on__lt=self.today).distinct()
        for person in open_ended:
            found[person.organization_id].append(person)
        for people in found.values():
            people.sort(key=lambda person: (name_key(person.name), person.pk))
        return found


def _href(person: Person) -> str:
    if person.phone:
        return f"tel:{''.join(char for char in person.phone if char.isdigit() or char == '+')}"
    return f"mailto:{person.email}" if person.email else ""
