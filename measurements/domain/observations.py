"""Filling in reports, and deciding about what was handed in.

A line exists from the first keystroke. Only its organization reads a draft, so history tells that one was
saved and not what it said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from measurements.choices import Content, ObservationState
from measurements.deadlines import lock_sentence
from measurements.domain.lines import locked_sheet, store_line
from measurements.models import Measure, Observation, Report
from measurements.sheets import Sheet, approval_lock
from partners import audit
from partners.domain.versions import Stale, changes_of
from partners.models import User

_OPEN = (ObservationState.DRAFT, ObservationState.RETURNED)


@dataclass(frozen=True)
class Answer:
    """What somebody typed for one measure; version 0 answers a line that did not exist yet."""

    measure: Measure
    content: str
    value: Decimal | None = None
    reason: str = ""
    version: int = 0

    @property
    def is_empty(self) -> bool:
        return self.content == Content.NUMBER and self.value is None

    @property
    def values(self) -> dict[str, Any]:
        is_number = self.content == Content.NUMBER
        return {
            "content": self.content,
            "value": self.value if is_number else None,
            "reason": "" if is_number else self.reason,
        }


@transaction.atomic
def fill_in_report(
    report: Report, *, by: User, now: datetime, answers: Sequence[Answer], submit: bool = False
) -> None:
    """Save several lines and hand them in if asked to; all or none. Raises `Stale` and `ValidationError`."""
    sheet = locked_sheet(report)
    for answer in answers:
        _save(sheet, by=by, now=now, answer=answer)
    if submit:
        submit_report(report, by=by, now=now)


@transaction.atomic
def save_draft(
    report: Report,
    *,
    by: User,
    now: datetime,
    measure: Measure,
    content: str,
    value: Decimal | None = None,
    reason: str = "",
    version: int = 0,
) -> Observation | None:
    """Keep what was typed for one line; None when it is empty and was never handed in.

    A submitted line is withdrawn by it, a returned one keeps the reason. Raises `Stale` when somebody else
    changed the line, and `ValidationError` with the reason when it is locked.
    """
    answer = Answer(measure, content, value, reason, version)
    return _save(locked_sheet(report), by=by, now=now, answer=answer)


@transaction.atomic
def submit_report(report: Report, *, by: User, now: datetime) -> list[Observation]:
    """Hand in every answered line that is not handed in yet. Raises `ValidationError`."""
    sheet = locked_sheet(report)
    _refuse(sheet.lock(now=now))
    lines = sheet.observations_in(*_OPEN)
    if not lines:
        raise ValidationError(_("There is nothing to hand in yet. Give at least one answer."))
    for line in lines:
        values = {
            "state": ObservationState.SUBMITTED,
            "submitted_at": now,
            "first_submitted_at": line.first_submitted_at or now,
        }
        # Handing in is when the library first reads the figure, so here history learns it.
        told = {name: [None, getattr(line, name)] for name in ("content", "value", "reason")}
        store_line(
            line,
            by=by,
            action="observation.submitted",
            values=values,
            changes=told,
            acting_for=report.organization,
        )
    return lines


@transaction.atomic
def approve(observation: Observation, *, by: User, now: datetime, version: int) -> Observation:
    """Let a submitted figure count. Raises `Stale` and `ValidationError`."""
    return _approve(_current(observation, version=version), by=by, now=now)


@transaction.atomic
def approve_report(
    report: Report, *, by: User, now: datetime, versions: Mapping[int, int]
) -> list[Observation]:
    """Approve all submitted lines or none; `versions` are those that the approver saw, by line id.

    Raises `Stale` and `ValidationError`.
    """
    sheet = locked_sheet(report)
    lines = sheet.observations_in(ObservationState.SUBMITTED)
    for line in lines:
        if versions.get(line.pk) != line.version:
            raise Stale(line)
    if not lines:
        raise ValidationError(_("No submitted figures are waiting."))
    return [_approve(line, by=by, now=now) for line in lines]


@transaction.atomic
def return_observation(
    observation: Observation, *, by: User, now: datetime, version: int, reason: str
) -> Observation:
    """Ask for a submitted figure again. Raises `Stale` and `ValidationError`."""
    line = _current(observation, version=version)
    if not reason.strip():
        raise ValidationError({"reason": _("Say what should be looked at again.")})
    if line.state != ObservationState.SUBMITTED:
        raise ValidationError(_("Only a submitted figure can be returned."))
    values = {
        "state": ObservationState.RETURNED,
        "returned_reason": reason,
        "decided_by": by,
        "decided_at": now,
    }
    told: dict[str, list[Any]] = {
        "state": [line.state, ObservationState.RETURNED],
        "returned_reason": [None, reason],
    }
    return store_line(line, by=by, action="observation.returned", values=values, changes=told)


def _save(sheet: Sheet, *, by: User, now: datetime, answer: Answer) -> Observation | None:
    _refuse(sheet.lock(now=now))
    line = sheet.line_of(answer.measure)
    if line is None:
        raise ValidationError(_("%(measure)s is not asked for here.") % {"measure": answer.measure.name})
    _refuse(approval_lock(line.observation, sheet.zone))
    if line.observation is None:
        return None if answer.is_empty else _begin(sheet.report, by=by, answer=answer)
    return _change(line.observation, by=by, answer=answer)


def _begin(report: Report, *, by: User, answer: Answer) -> Observation:
    line = Observation(
        library_id=report.library_id,
        partnership=report.partnership,
        organization=report.organization,
        report=report,
        measure=answer.measure,
        period=report.period,
        given_by=by,
        **answer.values,
    )
    line.full_clean()
    line.save(force_insert=True)
    audit.record(by=by, action="observation.begun", subject=line, acting_for=report.organization)
    return line


def _change(line: Observation, *, by: User, answer: Answer) -> Observation | None:
    if not answer.is_empty and not changes_of(line, answer.values):
        return line
    if line.version != answer.version:
        raise Stale(line)
    if answer.is_empty:
        _clear(line, by=by)
        return None
    values = answer.values | {"state": ObservationState.DRAFT, "given_by": by}
    was_submitted = line.state == ObservationState.SUBMITTED
    return store_line(
        line,
        by=by,
        action="observation.withdrawn" if was_submitted else "observation.drafted",
        values=values,
        changes={"value": [line.value, None]} if was_submitted else {},
        acting_for=line.organization,
    )


def _clear(line: Observation, *, by: User) -> None:
    if line.first_submitted_at is not None:
        raise ValidationError(
            _("%(measure)s: give a number, or say why there is none.") % {"measure": line.measure.name}
        )
    audit.record(by=by, action="observation.cleared", subject=line, acting_for=line.organization)
    line.delete()


def _approve(line: Observation, *, by: User, now: datetime) -> Observation:
    if line.state != ObservationState.SUBMITTED:
        raise ValidationError(_("Only a submitted figure can be approved."))
    if line.given_by_id == by.pk:
        raise ValidationError(_("You gave this figure yourself. Somebody else has to approve it."))
    values = {"state": ObservationState.APPROVED, "decided_by": by, "decided_at": now}
    told: dict[str, list[Any]] = {
        "state": [line.state, ObservationState.APPROVED],
        "value": [None, line.value],
    }
    return store_line(line, by=by, action="observation.approved", values=values, changes=told)


def _current(observation: Observation, *, version: int) -> Observation:
    sheet = locked_sheet(observation.report)
    line = next(
        line.observation for line in sheet.lines if line.observation and line.observation.pk == observation.pk
    )
    if line.version != version:
        raise Stale(line)
    return line


def _refuse(lock: Any) -> None:
    if lock is not None:
        raise ValidationError(lock_sentence(lock), code=str(lock.reason))
