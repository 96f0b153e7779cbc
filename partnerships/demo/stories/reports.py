"""Reports of periods long past, approved: the rows that handing in and approving make, written in one go.

A story has hundreds of them, and one by one they would take longer than anybody waits for a demo. A test
holds these rows against those of the domain's own functions. What they would tell people is left out: it
would have been read and dropped long ago.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from measurements.choices import Content, ObservationState
from measurements.models import Measure, MeasureVersion, Observation, Report
from partners.models import AuditEvent, Organization, Person, User
from partnerships.demo.stories.beginning import Told
from partnerships.demo.stories.figures import parts_of
from partnerships.demo.stories.people import Neighbor

_BATCH = 500
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Sheet:
    """One report as it came in: who typed it, who told it on the phone, when, and its figures."""

    report: Report
    by: User
    giver: Person | None
    at: datetime
    figures: dict[Measure, Decimal]


def hand_in_all(told: Told, *, until: int, approver: User) -> None:
    """Hand in and approve the reports of all periods before `until`."""
    reports = _reports(told)
    sheets = [sheet for period in range(until) for sheet in sheets_of(told, period, reports)]
    store(sheets, approver=approver)


def sheets_of(
    told: Told, period: int, reports: dict[tuple[int, date], Report] | None = None
) -> Iterator[Sheet]:
    """The sheets that came in for a period, the library's first."""
    known = _reports(told) if reports is None else reports
    cast, days = told.cast, told.days
    figures = _figures(told, period)
    late = {spell.neighbor.name for spell in told.story.members if period in spell.late}
    for neighbor, values in figures.items():
        organization = cast.organization(neighbor)
        is_told = neighbor is not None and organization.pk not in cast.users
        yield Sheet(
            known[told.member(neighbor).pk, days.period(period)],
            cast.giver(organization),
            cast.people[organization.pk] if is_told else None,
            days.handed_in_at(period, is_late=neighbor is not None and neighbor.name in late),
            values,
        )


def store(sheets: Iterable[Sheet], *, approver: User) -> None:
    """Write the approved lines of the sheets, and the history of each."""
    sheets = list(sheets)
    measures = {measure for sheet in sheets for measure in sheet.figures}
    versions = {row.measure_id: row for row in MeasureVersion.objects.filter(measure__in=measures, number=1)}
    rows = [
        _line(sheet, measure, value, approver=approver, version=versions[measure.pk])
        for sheet in sheets
        for measure, value in sheet.figures.items()
    ]
    lines = iter(Observation.objects.bulk_create(rows, batch_size=_BATCH))
    events = [
        event
        for sheet in sheets
        for event in _history(sheet, [next(lines) for _ in sheet.figures], approver=approver)
    ]
    AuditEvent.objects.bulk_create(events, batch_size=_BATCH)


def _reports(told: Told) -> dict[tuple[int, date], Report]:
    rows = Report.objects.filter(partnership=told.partnership).select_related("organization", "period")
    return {(row.member_id, row.period.starts_on): row for row in rows}


def _figures(told: Told, period: int) -> dict[Neighbor | None, dict[Measure, Decimal]]:
    """Each member's part of each measure in a period; who is silent is not among them."""
    shares = told.story.library_share
    found: dict[Neighbor | None, dict[Measure, Decimal]] = {}
    for series in told.series:
        spells = [spell for spell in told.spells_of(series) if spell is None or spell.reports(period)]
        weights = [spell.weight for spell in spells if spell is not None]
        share = shares[period] if shares and None in spells else None
        if share is None and None in spells:
            weights = [1, *weights]
        parts = parts_of(series.totals[period], share=share, weights=weights)
        for spell, part in zip(spells, parts, strict=True):
            found.setdefault(spell.neighbor if spell else None, {})[told.measures[series.name]] = part
    return found


def _line(
    sheet: Sheet, measure: Measure, value: Decimal, *, approver: User, version: MeasureVersion
) -> Observation:
    report = sheet.report
    return Observation(
        library_id=report.library_id,
        partnership_id=report.partnership_id,
        organization=report.organization,
        report=report,
        measure=measure,
        period_id=report.period_id,
        definition_version=version,
        state=ObservationState.APPROVED,
        content=Content.NUMBER,
        value=value,
        given_by=sheet.by,
        giver=sheet.giver,
        first_submitted_at=sheet.at,
        submitted_at=sheet.at,
        decided_by=approver,
        decided_at=sheet.at + _ONE_DAY,
        # Begun, handed in, approved; what staff type for somebody is handed in as it is begun.
        version=3 if sheet.giver is None else 2,
    )


def _history(sheet: Sheet, lines: list[Observation], *, approver: User) -> Iterator[AuditEvent]:
    report, who = sheet.report, sheet.report.organization
    told: dict[str, list[Any]] = {line.measure.name: [None, _plain(line.value)] for line in lines}
    if sheet.giver is None:
        for line in lines:
            yield _event("observation.begun", line, {}, by=sheet.by, at=sheet.at, acting_for=who)
        yield _event("report.submitted", report, told, by=sheet.by, at=sheet.at, acting_for=who)
    else:
        told = {"giver": [None, sheet.giver.name], **told}
        yield _event("report.entered_on_behalf", report, told, by=sheet.by, at=sheet.at, acting_for=who)
    for line in lines:
        states = [ObservationState.SUBMITTED.value, ObservationState.APPROVED.value]
        changes: dict[str, list[Any]] = {"state": states, "value": [None, _plain(line.value)]}
        yield _event("observation.approved", line, changes, by=approver, at=sheet.at + _ONE_DAY)


def _event(
    action: str,
    subject: Observation | Report,
    changes: dict[str, list[Any]],
    *,
    by: User,
    at: datetime,
    acting_for: Organization | None = None,
) -> AuditEvent:
    return AuditEvent(
        library_id=subject.library_id,
        actor=by,
        acting_for=acting_for,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_label=str(subject)[:200],
        changes=changes,
        at=at,
    )


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
