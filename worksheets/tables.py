"""Worksheets as lists to take away. They stay with the library's staff."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from partners.exporting import Ask, Column, ExportTable
from worksheets.models import Candidate, Evaluation, InstrumentFactor, Rating

PER_LINE = "; "


def _evaluations(ask: Ask) -> QuerySet[Evaluation]:
    rows = ask.visible(Evaluation).select_related("instrument_version", "created_by")
    rows = rows.annotate(rater_count=Count("ratings__rater", distinct=True))
    return rows.prefetch_related("candidates__organization").order_by("-created_at", "-pk")


def _partners(row: Evaluation) -> str:
    return PER_LINE.join(candidate.organization.name for candidate in row.candidates.all())


def _evaluation(ask: Ask) -> Evaluation | None:
    return ask.visible(Evaluation).filter(pk=ask.number("evaluation") or 0).first()


def _factors(ask: Ask) -> list[dict[str, Any]]:
    """One line per factor, with what every rater gave each candidate."""
    evaluation = _evaluation(ask)
    if evaluation is None:
        return []
    given: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    ratings = ask.visible(Rating).filter(evaluation=evaluation).select_related("rater")
    for rating in ratings.order_by("rater__name", "rater_id"):
        given[rating.factor_id][rating.candidate_id].append(_told(rating))
    factors = InstrumentFactor.objects.filter(instrument_version_id=evaluation.instrument_version_id)
    return [{"factor": factor, "given": given[factor.pk]} for factor in factors.order_by("position")]


def _told(rating: Rating) -> str:
    value = _gettext("don't know") if rating.value is None else str(rating.value)
    note = f" ({rating.note})" if rating.note else ""
    return f"{rating.rater.get_full_name()}: {value}{note}"


def _factor_columns(ask: Ask) -> list[Column]:
    candidates = ask.visible(Candidate).filter(evaluation=_evaluation(ask)).select_related("organization")
    return [
        Column(_("Factor"), lambda row: row["factor"].code),
        Column(_("group"), lambda row: row["factor"].group_title),
        Column(_("Question"), lambda row: row["factor"].label),
        *(_of_candidate(candidate) for candidate in candidates.order_by("position")),
    ]


def _of_candidate(candidate: Candidate) -> Column:
    return Column(candidate.organization.name, lambda row: PER_LINE.join(row["given"].get(candidate.pk, ())))


TABLES = (
    ExportTable(
        noun="evaluations",
        label=_("Worksheets"),
        columns=lambda ask: [
            Column(_("Worksheet"), lambda row: row.title),
            Column(_("Partners"), _partners),
            Column(_("Raters"), lambda row: row.rater_count),
            Column(_("Started"), lambda row: row.created_at),
            Column(_("By"), lambda row: row.created_by.get_full_name()),
            Column(_("instrument"), lambda row: row.instrument_version.edition),
        ],
        rows=_evaluations,
    ),
    ExportTable(
        noun="worksheet",
        label=_("Worksheet"),
        columns=_factor_columns,
        rows=_factors,
        filters=("evaluation",),
        needs="evaluation",
    ),
)
