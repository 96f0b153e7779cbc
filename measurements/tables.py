"""Goals, measures, reports and figures as lists to take away."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from measurements.by_category import SHOWN, Result, Row, hidden_in_words, published_results
from measurements.choices import TargetSpan
from measurements.models import Goal, Measure, Observation, Period, Report, Slice, Target
from partners.domain.thresholds import thresholds_of
from partners.exporting import Ask, Column, ExportTable
from partners.thresholds import SMALL_COUNT


def _of_partnership(rows: QuerySet, ask: Ask) -> QuerySet:
    partnership = ask.number("partnership")
    return rows if partnership is None else rows.filter(partnership=partnership)


def _goals(ask: Ask) -> QuerySet[Goal]:
    rows = _of_partnership(ask.visible(Goal), ask).select_related("partnership")
    return rows.order_by("partnership__name_key", "partnership_id", "pk")


def _measures(ask: Ask) -> QuerySet[Measure]:
    each_period = ask.visible(Target).filter(measure=OuterRef("pk"), span=TargetSpan.EACH_PERIOD)
    newest = each_period.order_by("-starts_on")
    rows = _of_partnership(ask.visible(Measure), ask).select_related("partnership", "goal", "calendar")
    rows = rows.annotate(target=Subquery(newest.values("value")[:1]))
    return rows.order_by("partnership__name_key", "partnership_id", "goal_id", "pk")


def _reports(ask: Ask) -> QuerySet[Report]:
    rows = _of_partnership(ask.visible(Report), ask).select_related("partnership", "organization", "period")
    return rows.order_by("-period__starts_on", "organization__name_key", "pk")


def _figures(ask: Ask) -> QuerySet[Observation]:
    # What a partner has typed but not handed in is the partner's: `visible` leaves it out for others.
    rows = _of_partnership(ask.visible(Observation), ask)
    if measure := ask.number("measure"):
        rows = rows.filter(measure=measure)
    rows = rows.select_related("partnership", "organization", "measure", "period", "given_by", "decided_by")
    return rows.order_by(
        "measure__name_key", "measure_id", "period__starts_on", "organization__name_key", "pk"
    )


GOALS = ExportTable(
    noun="goals",
    label=_("Goals"),
    columns=lambda ask: [
        Column(_("partnership"), lambda row: row.partnership.name),
        Column(_("goal"), lambda row: row.title),
        Column(_("what it means"), lambda row: row.description),
    ],
    rows=_goals,
    filters=("partnership",),
    staff_role=None,
)
MEASURES = ExportTable(
    noun="measures",
    label=_("Measures"),
    columns=lambda ask: [
        Column(_("partnership"), lambda row: row.partnership.name),
        Column(_("goal"), lambda row: row.goal.title),
        Column(_("measure"), lambda row: row.name),
        Column(_("definition"), lambda row: row.definition),
        Column(_("unit"), lambda row: row.unit),
        Column(_("how figures add up"), lambda row: row.get_aggregation_display()),
        Column(_("direction"), lambda row: row.get_direction_display()),
        Column(_("counts people"), lambda row: row.counts_people),
        Column(_("baseline"), lambda row: row.baseline),
        Column(_("target"), lambda row: row.target),
    ],
    rows=_measures,
    filters=("partnership",),
    staff_role=None,
)
REPORTS = ExportTable(
    noun="reports",
    label=_("Reports"),
    columns=lambda ask: [
        Column(_("partnership"), lambda row: row.partnership.name),
        Column(_("organization"), lambda row: row.organization.name),
        Column(_("period"), lambda row: row.period.shown_label),
        Column(_("First day"), lambda row: row.period.starts_on),
        Column(_("Due"), lambda row: row.period.due_on),
    ],
    rows=_reports,
    filters=("partnership",),
    staff_role=None,
)
FIGURES = ExportTable(
    noun="figures",
    label=_("Figures"),
    columns=lambda ask: [
        Column(_("partnership"), lambda row: row.partnership.name),
        Column(_("measure"), lambda row: row.measure.name),
        Column(_("unit"), lambda row: row.measure.unit),
        Column(_("organization"), lambda row: row.organization.name),
        Column(_("period"), lambda row: row.period.shown_label),
        Column(_("First day"), lambda row: row.period.starts_on),
        Column(_("number"), lambda row: row.value),
        Column(_("part"), lambda row: row.numerator),
        Column(_("whole"), lambda row: row.denominator),
        Column(_("people asked"), lambda row: row.n),
        Column(_("answer in words"), lambda row: row.text),
        Column(_("kind of answer"), lambda row: row.get_content_display()),
        Column(_("reason"), lambda row: row.reason),
        Column(_("why its parts may differ from it"), lambda row: row.parts_reason),
        Column(_("state"), lambda row: row.get_state_display()),
        Column(_("given by"), lambda row: row.given_by.get_full_name()),
        Column(_("submitted"), lambda row: row.submitted_at),
        Column(_("Decided by"), lambda row: row.decided_by.get_full_name() if row.decided_by else ""),
    ],
    rows=_figures,
    filters=("partnership", "measure"),
    staff_role=None,
)


@dataclass(frozen=True)
class PublishedPart:
    """One category of a breakdown in the total of one period."""

    measure: Measure
    period: Period
    result: Result
    row: Row
    threshold: Decimal

    def number(self, name: str) -> Any:
        return getattr(self.row.part, name) if self.row.shown == SHOWN else None


def _chosen(rows: QuerySet, ask: Ask, path: str = "") -> QuerySet:
    """Of one partnership or one measure, if the list is asked for so."""
    if (partnership := ask.number("partnership")) is not None:
        rows = rows.filter(partnership=partnership)
    if (measure := ask.number("measure")) is not None:
        rows = rows.filter(**{path or "pk": measure})
    return rows


def _parts(ask: Ask) -> QuerySet[Slice]:
    # Members have their own parts, and of the others the totals below.
    rows = _chosen(ask.visible(Slice), ask, "observation__measure").select_related(
        "partnership",
        "organization",
        "observation__measure",
        "observation__period",
        "category__category_list__dimension",
    )
    return rows.order_by(
        "observation__measure__name_key",
        "observation__measure_id",
        "observation__period__starts_on",
        "organization__name_key",
        "category__category_list__dimension__name_key",
        "category__position",
        "pk",
    )


def _totals(ask: Ask) -> list[PublishedPart]:
    measures = _chosen(ask.visible(Measure), ask).select_related("partnership")
    known = {row.pk: row for row in measures.order_by("name_key", "pk")}
    threshold = thresholds_of(ask.library, on=ask.today)[SMALL_COUNT]
    found = published_results(ask.scope, known.values(), threshold=threshold)
    periods = ask.visible(Period).in_bulk({period_id for _measure_id, period_id in found})
    places = {pk: place for place, pk in enumerate(known)}
    return [
        PublishedPart(known[measure_id], periods[period_id], result, row, threshold)
        for measure_id, period_id in sorted(
            found, key=lambda key: (places[key[0]], periods[key[1]].starts_on, key)
        )
        for result in found[measure_id, period_id]
        for row in result.rows
    ]


PARTS = ExportTable(
    noun="parts",
    label=_("Figures by category"),
    columns=lambda ask: [
        Column(_("partnership"), lambda row: row.partnership.name),
        Column(_("measure"), lambda row: row.observation.measure.name),
        Column(_("unit"), lambda row: row.observation.measure.unit),
        Column(_("organization"), lambda row: row.organization.name),
        Column(_("period"), lambda row: row.observation.period.shown_label),
        Column(_("First day"), lambda row: row.observation.period.starts_on),
        Column(_("breakdown"), lambda row: row.category.category_list.dimension.name),
        Column(_("category"), lambda row: row.category.name),
        Column(_("number"), lambda row: row.value),
        Column(_("part"), lambda row: row.numerator),
        Column(_("whole"), lambda row: row.denominator),
        Column(_("people asked"), lambda row: row.n),
        Column(_("state"), lambda row: row.observation.get_state_display()),
        Column(_("why its parts may differ from it"), lambda row: row.observation.parts_reason),
    ],
    rows=_parts,
    filters=("partnership", "measure"),
    staff_role=None,
)
TOTALS = ExportTable(
    noun="category_totals",
    label=_("Totals by category"),
    columns=lambda ask: [
        Column(_("partnership"), lambda row: row.measure.partnership.name),
        Column(_("measure"), lambda row: row.measure.name),
        Column(_("unit"), lambda row: row.measure.unit),
        Column(_("period"), lambda row: row.period.shown_label),
        Column(_("First day"), lambda row: row.period.starts_on),
        Column(_("breakdown"), lambda row: row.result.name),
        Column(_("category"), lambda row: row.row.name),
        Column(_("number"), lambda row: row.number("value")),
        Column(_("part"), lambda row: row.number("numerator")),
        Column(_("whole"), lambda row: row.number("denominator")),
        Column(_("people asked"), lambda row: row.number("n")),
        Column(_("hidden"), lambda row: hidden_in_words(row.row, row.threshold)),
    ],
    rows=_totals,
    filters=("partnership", "measure"),
    staff_role=None,
)
TABLES = (GOALS, MEASURES, REPORTS, FIGURES, PARTS, TOTALS)
