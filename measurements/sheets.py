"""A report as a sheet: the lines a member is asked for in one period, and what it has answered."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, Subquery

from measurements.choices import ObservationState
from measurements.deadlines import Lock, LockReason, after_pauses, lock_of
from measurements.expectation import HANDED_IN, Standing, is_expected, standing_of
from measurements.models import (
    Assignment,
    Extension,
    Measure,
    MeasureDimension,
    MeasureVersion,
    Observation,
    Report,
)
from partners.access import REPORTING_ROLES, Scope
from partners.models import AuditEvent


@dataclass(frozen=True)
class SheetLine:
    """One measure of a sheet; without an observation it is expected and not reported."""

    measure: Measure
    observation: Observation | None

    @property
    def state(self) -> str | None:
        return self.observation.state if self.observation else None

    @property
    def is_handed_in(self) -> bool:
        return self.state in HANDED_IN


def asked_by(report: Report) -> date:
    """Return the day by which the member is asked to report: the due day, or the end of more time.

    One that lies in a pause moves to the first day after it; `date.max` while nobody knows when that is.
    """
    day = max(report.period.due_on, report.extended_until or report.period.due_on)
    return report.member.spell.after_pause(day)


@dataclass(frozen=True)
class Sheet:
    """A report with its lines; nothing but answered lines is left when it is no longer expected."""

    report: Report
    lines: tuple[SheetLine, ...]
    is_expected: bool
    # More time that was given, ever; without a measure it is for all of them.
    extensions: tuple[Extension, ...] = ()
    # Measures that are asked for by category, in some periods at least.
    broken_down: frozenset[int] = frozenset()
    # Measures whose newest definition begins later than the period.
    redefined: frozenset[int] = frozenset()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.report.library.time_zone)

    @property
    def is_done(self) -> bool:
        return bool(self.lines) and all(line.is_handed_in for line in self.lines)

    @property
    def done_count(self) -> int:
        return sum(line.is_handed_in for line in self.lines)

    def extended_until(self, measure: Measure | None = None) -> date | None:
        """Return the last day of the time given for a measure; for the sheet, that of any of its lines."""
        days = [
            row.until
            for row in self.extensions
            if row.until is not None and (measure is None or row.measure_id in {None, measure.pk})
        ]
        return max(days, default=None)

    @property
    def closes_on(self) -> date | None:
        """Return the last day on which any line can be changed; None never closes."""
        locks_on = self.report.period.locks_on
        return None if locks_on is None else max(locks_on, self._open_until() or locks_on)

    @property
    def due_on(self) -> date:
        """Return the due day, or the first day after the pause that it lies in."""
        return self.report.member.spell.after_pause(self.report.period.due_on)

    def _open_until(self, measure: Measure | None = None) -> date | None:
        """Return the last day of more time: what was given, and what a pause took away."""
        period = self.report.period
        _due_on, locks_on = after_pauses(self.report.member.spell, period.due_on, period.locks_on)
        moved = None if locks_on == period.locks_on else locks_on
        return max((day for day in (moved, self.extended_until(measure)) if day), default=None)

    @property
    def asked_by(self) -> date:
        """Return the day by which the member is asked to report: the due day, or the end of more time."""
        return asked_by(self.report)

    def lock(self, *, now: datetime, measure: Measure | None = None) -> Lock | None:
        """Return why a line, or every line of the sheet, cannot be changed now, or None."""
        period = self.report.period
        days = None if period.locks_on is None else (period.locks_on - period.ends_on).days
        return lock_of(
            period.dates,
            now=now,
            zone=self.zone,
            lock_days=days,
            opens_early=period.calendar.opens_early,
            left_on=self.report.member.left_on,
            exception_until=self._open_until(measure),
        )

    def standing(self, *, now: datetime) -> Standing:
        return standing_of(
            [line.state for line in self.lines],
            due_on=self.due_on,
            locks_on=self.closes_on,
            today=now.astimezone(self.zone).date(),
        )

    def observations_in(self, *states: str) -> list[Observation]:
        """Return the answers that are in one of these states."""
        answers = [line.observation for line in self.lines if line.observation is not None]
        return [answer for answer in answers if answer.state in states]

    def line_of(self, measure: Measure) -> SheetLine | None:
        return next((line for line in self.lines if line.measure.pk == measure.pk), None)


def approval_lock(observation: Observation | None, zone: ZoneInfo) -> Lock | None:
    """Return the lock that an approval puts on its line."""
    if observation is None or observation.state != ObservationState.APPROVED:
        return None
    who, at = observation.decided_by, observation.decided_at
    if who is None or at is None:
        raise ValueError("an approved figure names who approved it and when")
    return Lock(LockReason.APPROVED, at.astimezone(zone).date(), who.get_full_name())


def sheets_of(reports: Sequence[Report]) -> dict[int, Sheet]:
    """Return the sheets by report id, in two queries, or three when one has more time.

    The reports come from `with_sheet`.
    Holds drafts too: whoever shows them to others than the organization itself leaves their content out.
    """
    # With what is annotated below.
    assigned: dict[int, list[Any]] = defaultdict(list)
    members = {report.member_id for report in reports}
    newest = MeasureVersion.objects.filter(measure=OuterRef("measure_id")).order_by("-starts_on")
    by_category = MeasureDimension.objects.filter(measure=OuterRef("measure_id"))
    rows = Assignment.objects.filter(member_id__in=members).annotate(
        is_broken_down=Exists(by_category), defined_from=Subquery(newest.values("starts_on")[:1])
    )
    for row in rows.select_related("measure").order_by("measure"):
        assigned[row.member_id].append(row)
    answered: dict[int, dict[int, Observation]] = defaultdict(dict)
    ids = [report.pk for report in reports]
    answers = Observation.objects.filter(report_id__in=ids)
    for answer in answers.select_related("measure", "decided_by", "given_by", "giver", "parts_accepted_by"):
        answered[answer.report_id][answer.measure_id] = answer
    extended = defaultdict(list)
    more = [report.pk for report in reports if report.extended_until is not None]
    if more:
        for extension in Extension.objects.filter(report_id__in=more, until__isnull=False):
            extended[extension.report_id].append(extension)
    return {
        report.pk: _sheet(report, assigned[report.member_id], answered[report.pk], extended[report.pk])
        for report in reports
    }


def last_change_of(observation: Observation) -> tuple[str, datetime | None]:
    """Return who changed a line last and when: what colleagues may know without reading the history."""
    # Handing in is one event of the whole sheet.
    of_line = Q(subject_type=Observation._meta.label_lower, subject_id=observation.pk)
    of_sheet = Q(subject_type=Report._meta.label_lower, subject_id=observation.report_id)
    last = AuditEvent.objects.filter(of_line | of_sheet).select_related("actor").first()
    if last is None:
        return observation.given_by.get_full_name(), None
    return last.actor.get_full_name() if last.actor else "", last.at


def _sheet(
    report: Report,
    assigned: list[Any],
    answered: dict[int, Observation],
    extensions: list[Extension],
) -> Sheet:
    expected = {row.measure_id: row.measure for row in assigned if _asks(row, report)}
    measures = expected | {pk: row.measure for pk, row in answered.items()}
    lines = tuple(SheetLine(measure, answered.get(pk)) for pk, measure in sorted(measures.items()))
    return Sheet(
        report,
        lines,
        is_expected=bool(expected),
        extensions=tuple(extensions),
        broken_down=frozenset(row.measure_id for row in assigned if row.is_broken_down),
        redefined=frozenset(
            row.measure_id
            for row in assigned
            if row.defined_from is not None and row.defined_from > report.period.starts_on
        ),
    )


def _asks(assignment: Assignment, report: Report) -> bool:
    return assignment.measure.calendar_id == report.period.calendar_id and is_expected(
        report.period.dates,
        spell=report.member.spell,
        starts_on=assignment.starts_on,
        ends_on=assignment.ends_on,
    )


def sheets_owed_by(scope: Scope, *, now: datetime, days_back: int = 400) -> list[Sheet]:
    """Return the sheets that a user fills in for partners, over all libraries, the earliest due day first.

    Those that were due longer ago than `days_back` days are left out.
    """
    since = (now - timedelta(days=days_back)).date()
    reports = list(
        Report.objects.filter(
            organization_id__in=scope.organizations_as(*REPORTING_ROLES), period__due_on__gte=since
        )
        .with_sheet()
        .order_by("period__due_on", "pk")
    )
    sheets = sheets_of(reports)
    return [sheets[report.pk] for report in reports if sheets[report.pk].is_expected]
