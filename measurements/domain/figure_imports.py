"""Figures of earlier periods brought together: all or none, and taken back together for a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from measurements.choices import Content, ObservationState
from measurements.models import Measure, MeasureVersion, Observation, Period, Report
from measurements.series import version_on
from partners import audit
from partners.choices import ImportKind, ImportState
from partners.domain.versions import Stale, add_row, add_rows
from partners.models import ImportRun, Member, Partnership, User

# What a line is made of, by its names there; words have a text only.
Numbers = dict[str, Decimal | str]


@dataclass(frozen=True)
class Brought:
    """One figure of one member, measure and period, as its aggregation needs it."""

    measure: Measure
    member: Member
    period: Period
    numbers: Numbers


@transaction.atomic
def import_figures(
    partnership: Partnership, *, by: User, now: datetime, file_name: str, figures: Sequence[Brought]
) -> ImportRun:
    """Hand in figures that were not in yet; somebody else approves them. Raises `ValidationError`."""
    if not figures:
        raise ValidationError(_("There is no new figure to write."))
    # The partnership's row is the lock: two people must not bring the same sheet at once.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    reports, made = _reports(partnership, figures, by=by)
    versions: dict[int, list[MeasureVersion]] = {}
    for row in MeasureVersion.objects.filter(measure__in={one.measure.pk for one in figures}):
        versions.setdefault(row.measure_id, []).append(row)
    lines = add_rows(
        [_line(one, reports, versions.get(one.measure.pk, []), by=by, now=now) for one in figures],
        by=by,
        action="observation.imported",
    )
    run = ImportRun(
        library_id=partnership.library_id,
        kind=ImportKind.FIGURES,
        state=ImportState.WRITTEN,
        file_name=file_name,
        matching={"partnership": partnership.pk},
        results=[{"pk": line.pk, "version": line.version} for line in lines],
        choices={"reports": [report.pk for report in made]},
        added_count=len(lines),
        made_by=by,
        made_at=now,
        written_at=now,
    )
    return add_row(run, by=by, action="import.written")


@transaction.atomic
def undo_figure_import(run: ImportRun, *, by: User, now: datetime, version: int) -> ImportRun:
    """Take all its figures away; refuses whole where somebody went on with one.

    Raises `Stale` and `ValidationError`.
    """
    current = ImportRun.objects.select_for_update().get(pk=run.pk)
    if current.version != version:
        raise Stale(current)
    if current.kind != ImportKind.FIGURES or not current.can_be_undone(now=now):
        raise ValidationError(_("This import cannot be undone any more."))
    wanted = {result["pk"]: result["version"] for result in current.results}
    lines = Observation.objects.select_for_update().filter(pk__in=wanted, library=current.library_id)
    same = [row for row in lines if row.version == wanted[row.pk] and row.state == ObservationState.SUBMITTED]
    if len(same) < len(wanted):
        raise ValidationError(_("Somebody went on with one of these figures. Nothing is undone."))
    Observation.objects.filter(pk__in=wanted).delete()
    emptied = Report.objects.filter(pk__in=current.choices.get("reports", []), observations=None)
    Report.objects.filter(pk__in=list(emptied.values_list("pk", flat=True))).delete()
    values = {"state": ImportState.UNDONE, "results": [], "choices": {}, "version": version + 1}
    ImportRun.objects.filter(pk=run.pk).update(**values)
    audit.record(by=by, action="import.undone", subject=current)
    return ImportRun.objects.get(pk=run.pk)


def _reports(
    partnership: Partnership, figures: Sequence[Brought], *, by: User
) -> tuple[dict[tuple[int, int], Report], list[Report]]:
    """Return the reports of all figures, and those that were made for it."""
    wanted = {(one.member.pk, one.period.pk): one for one in figures}
    rows = Report.objects.filter(partnership=partnership, member_id__in={key[0] for key in wanted})
    known = {(row.member_id, row.period_id): row for row in rows}
    made = add_rows(
        [
            Report(
                library_id=partnership.library_id,
                partnership=partnership,
                organization_id=one.member.organization_id,
                member=one.member,
                period=one.period,
            )
            for key, one in wanted.items()
            if key not in known
        ],
        by=by,
        action="report.opened",
    )
    return known | {(row.member_id, row.period_id): row for row in made}, made


def _line(
    one: Brought,
    reports: dict[tuple[int, int], Report],
    versions: Sequence[MeasureVersion],
    *,
    by: User,
    now: datetime,
) -> Observation:
    report = reports[one.member.pk, one.period.pk]
    return Observation(
        library_id=report.library_id,
        partnership_id=report.partnership_id,
        organization_id=report.organization_id,
        report=report,
        measure=one.measure,
        period=one.period,
        state=ObservationState.SUBMITTED,
        content=Content.NUMBER,
        given_by=by,
        definition_version=version_on(sorted(versions, key=lambda row: row.starts_on), one.period.starts_on),
        first_submitted_at=now,
        submitted_at=now,
        **one.numbers,
    )
