"""One measure: its chart, and who reported what in a chosen period."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from measurements.choices import Content
from measurements.models import Assignment, Measure, Period, Report
from measurements.series import Figures, published_series, read_figures
from measurements.standings import line_standing
from measurements.views.figures import coverage, figure_of, number_or_dash
from partners.days import today_in
from partners.names import name_key
from partners.templatetags.ui import day, status_tag
from partners.views.base import LibraryMixin


class MeasureView(LibraryMixin, TemplateView):
    staff_role = None
    template_name = "measurements/measures/detail.html"

    @cached_property
    def measure(self) -> Measure:
        return self.find(
            self.visible(Measure).select_related("goal", "calendar", "partnership", "library"),
            pk=self.kwargs["pk"],
        )

    @cached_property
    def today(self) -> Any:
        return today_in(self.library.time_zone, now=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        measure = self.measure
        figures = read_figures([measure])
        series = published_series(self.scope, [measure], self.library, on=self.today, figures=figures)
        points = series[measure.pk]
        latest = points[-1] if points else None
        asked = self.request.GET.get("period", "")
        point = next((point for point in points if str(point.period.pk) == asked), latest)
        partnership = measure.partnership
        return super().get_context_data(
            **kwargs,
            measure=measure,
            figure=figure_of(measure, points, on=self.today, records_url=measure.get_absolute_url()),
            period=point.period if point else None,
            periods=[point.period for point in reversed(points)],
            coverage=coverage(point.total) if point else "",
            total=number_or_dash(point.total.value) if point else "",
            assignment_columns=[{"label": _("Member")}, {"label": _("From")}, {"label": _("Until")}],
            columns=[{"label": _("Member")}, {"label": _("State")}, {"label": _("Figure"), "number": True}],
            records=self.records(figures, point.period) if point and self.sees_members else [],
            sees_members=self.sees_members,
            facts=self.facts(),
            can_change=self.reviews,
            assignments=self.assignment_rows(figures),
            crumbs=[
                {
                    "label": partnership.name,
                    "url": reverse("partnership", args=[self.library.slug, partnership.pk]),
                },
                {"label": measure.name},
            ],
        )

    @property
    def reviews(self) -> bool:
        return self.can_edit or self.measure.partnership_id in self.scope.backbone_ids

    @property
    def sees_members(self) -> bool:
        """Funders read totals only."""
        return self.is_staff or self.measure.partnership_id in self.scope.partnership_ids

    def assignment_rows(self, figures: Figures) -> list[list[Any]]:
        """Who reports at present and from when, for those who may end it."""
        current = [row for row in figures.assignments if row.ends_on is None or row.ends_on >= self.today]
        current.sort(key=lambda row: (name_key(row.organization.name), row.pk))
        return [[row.organization.name, day(row.starts_on), self.end_cell(row)] for row in current]

    def end_cell(self, row: Assignment) -> str:
        if row.ends_on is not None:
            return day(row.ends_on)
        url = reverse("assignment_end", args=[self.library.slug, row.pk])
        link = '<a href="{}">{}<span class="visually-hidden"> {}</span></a>'
        return format_html(link, url, _("End"), row.organization.name)

    def facts(self) -> list[dict[str, Any]]:
        measure = self.measure
        return [
            {"label": _("Goal"), "value": measure.goal.title},
            {"label": _("Definition"), "value": measure.definition or None},
            {"label": _("Counted in"), "value": measure.unit},
            {"label": _("Direction"), "value": measure.get_direction_display()},
            {"label": _("Baseline"), "value": number_or_dash(measure.baseline)},
            {"label": _("Target"), "value": number_or_dash(measure.target)},
            {"label": _("Reported"), "value": measure.calendar.get_frequency_display()},
        ]

    def records(self, figures: Figures, period: Period) -> list[list[Any]]:
        """Each member with its state and what the viewer may read of its figure, linked where it opens."""
        reports = {
            report.organization_id: report
            for report in self.visible(Report).filter(period=period).with_line(self.measure, self.scope)
        }
        return [
            self.record(figures, period, pk, reports.get(pk)) for pk in figures.asked_of(self.measure, period)
        ]

    def record(self, figures: Figures, period: Period, pk: int, report: Report | None) -> list[Any]:
        line = figures.line_of(self.measure, period, pk)
        standing = line_standing(self.scope, self.measure, period, pk, line, on=self.today)
        name = figures.names[pk]
        if report is not None:
            name = format_html('<a href="{}">{}</a>', self.report_url(report), name)
        return [name, status_tag(standing), _figure(report)]

    def report_url(self, report: Report) -> str:
        report.library = self.library
        return report.get_absolute_url()


def _figure(report: Report | None) -> str | None:
    if report is None or report.line_state is None:
        return None
    if report.line_content == Content.NUMBER:
        return number_or_dash(report.line_value)
    return str(Content(report.line_content).label)
