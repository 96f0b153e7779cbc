"""One measure: its chart, and who reported what in a chosen period."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from measurements.aggregation import Total
from measurements.by_category import SHOWN, Result, Row, hidden_in_words, is_outsider, published_parts
from measurements.choices import Aggregation, Content, Direction, TargetSpan
from measurements.models import Assignment, Forecast, Measure, MeasureDimension, Period, Report, Target
from measurements.periods import Period as YearDates
from measurements.series import (
    Figures,
    SeriesPoint,
    published_range,
    published_series,
    read_figures,
    small_count,
    target_on,
)
from measurements.standings import line_standing
from measurements.views.figures import figure_of
from measurements.views.numbers import coverage, marks
from measurements.views.years import year_in_words, years_over
from measurements.wording import answer_in_words, shown, total_in_words
from partners.days import today_in
from partners.domain.thresholds import thresholds_of
from partners.names import name_key
from partners.numbers import format_number, format_percent
from partners.templatetags.ui import day, status_tag
from partners.thresholds import DEFAULTS, SMALL_COUNT
from partners.views.base import LibraryMixin


@dataclass
class Given:
    """The answer of one line, as `with_line` puts it beside its report."""

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    n: Decimal | None

    @classmethod
    def of(cls, report: Report) -> Self:
        return cls(report.line_value, report.line_numerator, report.line_denominator, report.line_n)


class MeasureView(LibraryMixin, TemplateView):
    staff_role = None
    template_name = "measurements/measures/detail.html"

    @cached_property
    def measure(self) -> Measure:
        newest = self.visible(Forecast).filter(measure=OuterRef("pk")).order_by("-number")
        return self.find(
            self.visible(Measure)
            .select_related(
                "goal", "calendar", "partnership", "library", "dividend", "divisor", "continues__library"
            )
            .annotate(
                forecast_points=Subquery(newest.values("points")[:1]),
                is_broken_down=Exists(self.visible(MeasureDimension).filter(measure=OuterRef("pk"))),
            ),
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
        # Nobody reports a quotient, so its numbers lead to no records.
        url = "" if measure.is_derived else measure.get_absolute_url()
        expected = measure.forecast_points
        forecast = Forecast(measure=measure, points=expected) if expected else None
        partnership = measure.partnership
        return super().get_context_data(
            **kwargs,
            measure=measure,
            figure=figure_of(measure, points, on=self.today, records_url=url, forecast=forecast),
            period=point.period if point else None,
            periods=[point.period for point in reversed(points)],
            total=self.total(point) if point else "",
            today=self.today,
            year_columns=[
                {"label": _("Year")},
                {"label": _("Total"), "number": True},
                {"label": _("Made of")},
            ],
            years=self.years(figures),
            breakdowns=self.breakdowns(point.period) if point else [],
            counts_people=measure.aggregation == Aggregation.UNIQUE,
            assignment_columns=[{"label": _("Member")}, {"label": _("From")}, {"label": _("Until")}],
            columns=[
                {"label": _("Member")},
                {"label": _("State")},
                {"label": _("Answer")} if measure.is_words else {"label": _("Figure"), "number": True},
            ],
            records=self.records(figures, point.period) if point and self.sees_members else [],
            sees_members=self.sees_members,
            facts=self.facts(figures),
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

    def years(self, figures: Figures) -> list[list[Any]]:
        """Totals of the years since the calendar's first day, the latest first."""
        return [self.year(figures, year) for year in years_over(self.measure, on=self.today)]

    def year(self, figures: Figures, year: YearDates) -> list[Any]:
        total = self.published_total(figures, year.starts_on, year.ends_on)
        return [
            year_in_words(year),
            shown(self.measure, total.value),
            " · ".join([self.made_of(total), *marks(total)]),
        ]

    def published_total(self, figures: Figures, starts_on: date, ends_on: date) -> Total:
        return published_range(figures, self.measure, starts_on, ends_on, least=self.least)

    @cached_property
    def least(self) -> Decimal | None:
        """Below which count totals are hidden from this viewer."""
        found = small_count(self.scope, [self.measure], self.library, on=self.today)
        return found.get(self.measure.pk)

    def breakdowns(self, period: Period) -> list[dict[str, Any]]:
        """The totals of a period by category, as far as this viewer may read them."""
        if not self.measure.is_broken_down:
            return []
        threshold = DEFAULTS[SMALL_COUNT]
        if is_outsider(self.scope, self.measure):
            threshold = self.least or thresholds_of(self.library, on=self.today)[SMALL_COUNT]
        results = published_parts(self.scope, self.measure, period, threshold=threshold)
        return [self.breakdown(result, threshold) for result in results]

    def breakdown(self, result: Result, threshold: Decimal) -> dict[str, Any]:
        has_shares = any(row.share is not None for row in result.rows)
        columns: list[dict[str, Any]] = [{"label": result.name}, {"label": _("Total"), "number": True}]
        if has_shares:
            columns.append({"label": _("Share"), "number": True})
        rows = [self.part_row(row, threshold, has_shares=has_shares) for row in result.rows]
        is_hidden = any(row.shown != SHOWN for row in result.rows)
        return {
            "name": result.name,
            "columns": columns,
            "rows": rows,
            "is_hidden": is_hidden,
            "since": result.since,
        }

    def part_row(self, row: Row, threshold: Decimal, *, has_shares: bool) -> list[Any]:
        figure = hidden_in_words(row, threshold) or answer_in_words(self.measure, row.part)
        share = format_percent(row.share) if row.shown == SHOWN else None
        return [row.name, figure, *([share] if has_shares else [])]

    def made_of(self, total: Total) -> str:
        if self.measure.is_derived and total.numerator is not None and total.denominator is not None:
            return _("%(part)s divided by %(whole)s") % {
                "part": format_number(total.numerator),
                "whole": format_number(total.denominator),
            }
        return _("%(given)d of %(asked)d figures") % {"given": total.reported, "asked": total.expected}

    @property
    def reviews(self) -> bool:
        return self.can_edit or self.measure.partnership_id in self.scope.backbone_ids

    @property
    def sees_members(self) -> bool:
        """Funders read totals only."""
        return self.is_staff or self.measure.partnership_id in self.scope.partnership_ids

    def total(self, point: SeriesPoint) -> str:
        """What the total is, what stands behind it, and what a reader has to know about it."""
        if self.measure.is_words:
            return _("Answers from %(coverage)s.") % {"coverage": coverage(point.total)}
        words = _("Total %(total)s, from %(coverage)s.") % {
            "total": total_in_words(self.measure, point.total),
            "coverage": coverage(point.total),
        }
        return " ".join([words, *(f"{mark}." for mark in marks(point.total))])

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

    def facts(self, figures: Figures) -> list[dict[str, Any]]:
        measure = self.measure
        targets = figures.targets.get(measure.pk, [])
        return [
            {"label": _("Goal"), "value": measure.goal.title},
            {"label": _("Definition"), "value": measure.definition or None},
            {"label": _("How figures become one"), "value": self.way()},
            {
                "label": _("What it tells"),
                "value": measure.get_kind_display() or measure.get_accountability_display(),
            },
            *([] if measure.is_words else self.number_facts(figures, targets)),
            {"label": _("Reported"), "value": measure.calendar.get_frequency_display()},
        ]

    def number_facts(self, figures: Figures, targets: list[Target]) -> list[dict[str, Any]]:
        """What only figures have."""
        measure = self.measure
        return [
            {"label": _("Counted in"), "value": measure.unit or None},
            {"label": _("Direction"), "value": self.direction()},
            {"label": _("Baseline"), "value": shown(measure, measure.baseline)},
            {"label": _("Target"), "value": shown(measure, target_on(targets, self.today))},
            *[self.altogether(figures, row) for row in targets if row.span == TargetSpan.ALTOGETHER],
            *(
                [{"label": _("Before"), "value": self.earlier(measure.continues)}]
                if measure.continues
                else []
            ),
        ]

    def earlier(self, before: Measure) -> str:
        """The series that this one goes on from, under the frequency it had."""
        words = _("%(name)s, until %(day)s") % {
            "name": before.name,
            "day": date_format(before.ends_on) if before.ends_on else "",
        }
        return format_html('<a href="{}">{}</a>', before.get_absolute_url(), words)

    def altogether(self, figures: Figures, target: Target) -> dict[str, Any]:
        """A target for all periods together, and how far they have come."""
        total = self.published_total(figures, target.starts_on, target.ends_on or self.today)
        return {
            "label": _("Target for all periods together"),
            "value": _("%(target)s from %(first)s to %(last)s; %(total)s so far")
            % {
                "target": shown(self.measure, target.value),
                "first": date_format(target.starts_on),
                "last": date_format(target.ends_on),
                "total": shown(self.measure, total.value),
            },
        }

    def way(self) -> str:
        measure = self.measure
        if not measure.is_derived:
            return measure.get_aggregation_display()
        parts = {"part": measure.dividend.name, "whole": measure.divisor.name}
        return _("%(part)s divided by %(whole)s") % parts

    def direction(self) -> str:
        measure = self.measure
        if measure.direction != Direction.MAINTAIN:
            return measure.get_direction_display()
        return _("From %(low)s to %(high)s") % {
            "low": shown(measure, measure.band_low),
            "high": shown(measure, measure.band_high),
        }

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
        return [name, status_tag(standing), self.answer(report)]

    def report_url(self, report: Report) -> str:
        report.library = self.library
        return report.get_absolute_url()

    def answer(self, report: Report | None) -> str | None:
        if report is None or report.line_state is None:
            return None
        if report.line_content != Content.NUMBER:
            return str(Content(report.line_content).label)
        return answer_in_words(self.measure, Given.of(report), text=report.line_text)
