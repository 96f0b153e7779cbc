"""Filling in reports, and deciding about what was handed in.

A line exists from the first keystroke. Only its organization reads a draft, so history tells that one was
saved and not what it said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from measurements.answers import kept_answer
from measurements.choices import Content, ObservationState
from measurements.deadlines import lock_sentence
from measurements.domain.acceptances import drop_needless
from measurements.domain.claims import settle_by_change
from measurements.domain.extensions import keep_open
from measurements.domain.lines import UNACCEPTED, keep_revision, locked_sheet, store_line
from measurements.domain.notices import tell_givers, tell_reviewers
from measurements.domain.parts import changed_parts, check_lines, drop_parts, store_parts
from measurements.models import Measure, Observation, Report
from measurements.parts import Part
from measurements.series import version_on
from measurements.sheets import Sheet, approval_lock
from partners import audit
from partners.domain.versions import Stale, changes_of
from partners.models import User

_OPEN = (ObservationState.DRAFT, ObservationState.RETURNED)


@dataclass(frozen=True)
class Answer:
    """What somebody typed for one measure; version 0 answers a line that did not exist yet.

    Parts are by category; those of categories that are not named stay as they are.
    """

    measure: Measure
    content: str
    value: Decimal | None = None
    reason: str = ""
    version: int = 0
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    n: Decimal | None = None
    text: str = ""
    # Only where staff type: why parts that do not add up are taken.
    parts_reason: str = ""
    parts: Mapping[int, Part] = field(default_factory=dict)

    @property
    def is_number(self) -> bool:
        return self.content == Content.NUMBER

    @property
    def is_empty(self) -> bool:
        has_parts = any(part.is_given for part in self.parts.values())
        return self.is_number and not has_parts and not self.text and not Part.of(self).is_given

    @property
    def values(self) -> dict[str, Any]:
        names = ("value", "numerator", "denominator", "n")
        return {
            "content": self.content,
            **{name: getattr(self, name) if self.is_number else None for name in names},
            "text": self.text if self.is_number else "",
            "reason": "" if self.is_number else self.reason,
        }

    def changes(self, line: Observation) -> bool:
        """Tell whether a line would say something else."""
        return bool(changes_of(line, self.values) or changed_parts(line, self.parts))

    def store_parts(self, line: Observation, *, report: Report) -> None:
        """Store the parts of the line that is there now. Raises `ValidationError`."""
        if self.is_number:
            store_parts(line, changed_parts(line, self.parts), report=report)
        else:
            drop_parts(line)


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
def save_draft(report: Report, *, by: User, now: datetime, answer: Answer) -> Observation | None:
    """Keep what was typed for one line; None when it is empty and was never handed in.

    A submitted line is withdrawn by it, a returned one keeps the reason. Raises `Stale` when somebody else
    changed the line, and `ValidationError` with the reason when it is locked.
    """
    return _save(locked_sheet(report), by=by, now=now, answer=answer)


@transaction.atomic
def submit_report(report: Report, *, by: User, now: datetime) -> list[Observation]:
    """Hand in every answered line that is not handed in yet. Raises `ValidationError`."""
    sheet = locked_sheet(report)
    _refuse(sheet.lock(now=now))
    begun = sheet.observations_in(*_OPEN)
    lines = [line for line in begun if sheet.lock(now=now, measure=line.measure) is None]
    if not lines:
        raise ValidationError(_("There is nothing to hand in yet. Give at least one answer."))
    check_lines(sheet.report, lines)
    for line in lines:
        values = {
            "state": ObservationState.SUBMITTED,
            "submitted_at": now,
            "first_submitted_at": line.first_submitted_at or now,
        }
        store_line(line, by=by, action=None, values=values, changes={})
    drop_needless(sheet.report, lines)
    # Handing in is when the library first reads the figures, so here history learns them, in one event.
    told = {line.measure.name: [None, kept_answer(line)] for line in lines}
    audit.record(
        by=by, action="report.submitted", subject=report, changes=told, acting_for=report.organization
    )
    tell_reviewers(sheet.report, by=by, now=now)
    return lines


@transaction.atomic
def approve(observation: Observation, *, by: User, now: datetime, version: int) -> Observation:
    """Let a submitted figure count. Raises `Stale` and `ValidationError`."""
    line = _approve(_current(observation, version=version), by=by, now=now)
    tell_givers([line], report=line.report, by=by, now=now)
    return line


@transaction.atomic
def approve_report(
    report: Report, *, by: User, now: datetime, versions: Mapping[int, int]
) -> list[Observation]:
    """Approve all submitted lines that this person may, in one step; `versions` are those they saw, by line.

    Figures of their own and contested ones are left waiting. Raises `Stale` and `ValidationError`.
    """
    sheet = locked_sheet(report)
    waiting = sheet.observations_in(ObservationState.SUBMITTED)
    if not waiting:
        raise ValidationError(_("No submitted figures are waiting."))
    lines = [line for line in waiting if line.contested_at is None and not is_own_figure(line, by=by)]
    for line in lines:
        if versions.get(line.pk) != line.version:
            raise Stale(line)
    if not lines:
        raise ValidationError(_("You gave these figures yourself, or they are contested."))
    approved = [_approve(line, by=by, now=now) for line in lines]
    tell_givers(approved, report=sheet.report, by=by, now=now)
    return approved


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
    values: dict[str, Any] = {
        "state": ObservationState.RETURNED,
        "returned_reason": reason,
        "decided_by": by,
        "decided_at": now,
    }
    keep_open(locked_sheet(line.report), line.measure, by=by, now=now, reason=reason)
    if line.parts_reason:
        # What was accepted belongs to the figure that goes back.
        keep_revision(line, by=by, now=now, why=reason)
        values |= UNACCEPTED
    told: dict[str, list[Any]] = {
        "state": [line.state, ObservationState.RETURNED],
        "returned_reason": [None, reason],
    }
    returned = store_line(line, by=by, action="observation.returned", values=values, changes=told)
    tell_givers([returned], report=returned.report, by=by, now=now)
    return returned


def _save(sheet: Sheet, *, by: User, now: datetime, answer: Answer) -> Observation | None:
    _refuse(sheet.lock(now=now, measure=answer.measure))
    line = sheet.line_of(answer.measure)
    if line is None:
        raise ValidationError(_("%(measure)s is not asked for here.") % {"measure": answer.measure.name})
    _refuse(approval_lock(line.observation, sheet.zone))
    if line.observation is None:
        return None if answer.is_empty else _begin(sheet.report, by=by, answer=answer)
    return _change(line.observation, by=by, now=now, answer=answer, report=sheet.report)


def _begin(report: Report, *, by: User, answer: Answer) -> Observation:
    line = Observation(
        library_id=report.library_id,
        partnership=report.partnership,
        organization=report.organization,
        report=report,
        measure=answer.measure,
        period=report.period,
        definition_version=version_on(
            list(answer.measure.versions.order_by("starts_on")), report.period.starts_on
        ),
        given_by=by,
        **answer.values,
    )
    line.full_clean()
    line.save(force_insert=True)
    answer.store_parts(line, report=report)
    audit.record(by=by, action="observation.begun", subject=line, acting_for=report.organization)
    return line


def _change(
    line: Observation, *, by: User, now: datetime, answer: Answer, report: Report
) -> Observation | None:
    if not answer.is_empty and not answer.changes(line):
        return line
    if line.version != answer.version:
        raise Stale(line)
    if answer.is_empty:
        _clear(line, by=by)
        return None
    if line.state != ObservationState.DRAFT:
        keep_revision(line, by=by, now=now, why=line.returned_reason)
    values = answer.values | {
        "state": ObservationState.DRAFT,
        "given_by": by,
        "giver": None,
        "contested_at": None,
    }
    was_submitted = line.state == ObservationState.SUBMITTED
    if was_submitted:
        values |= UNACCEPTED
    settle_by_change(line, by=by, now=now)
    answer.store_parts(line, report=report)
    return store_line(
        line,
        by=by,
        action="observation.withdrawn" if was_submitted else "observation.drafted",
        values=values,
        changes={"value": [kept_answer(line), None]} if was_submitted else {},
        acting_for=line.organization,
    )


def _clear(line: Observation, *, by: User) -> None:
    if line.first_submitted_at is not None:
        raise ValidationError(
            _("%(measure)s: give a number, or say why there is none.") % {"measure": line.measure.name}
        )
    audit.record(by=by, action="observation.cleared", subject=line, acting_for=line.organization)
    drop_parts(line)
    line.delete()


def _approve(line: Observation, *, by: User, now: datetime) -> Observation:
    if line.state != ObservationState.SUBMITTED:
        raise ValidationError(_("Only a submitted figure can be approved."))
    if is_own_figure(line, by=by):
        raise ValidationError(_("You gave this figure yourself. Somebody else has to approve it."))
    if line.contested_at is not None:
        raise ValidationError(_("The organization contests this figure. Settle that first."))
    values = {"state": ObservationState.APPROVED, "decided_by": by, "decided_at": now}
    told: dict[str, list[Any]] = {
        "state": [line.state, ObservationState.APPROVED],
        "value": [None, kept_answer(line)],
    }
    return store_line(line, by=by, action="observation.approved", values=values, changes=told)


def is_own_figure(line: Observation, *, by: User) -> bool:
    """Tell whether this person gave the figure; typing what somebody else gave is not giving it."""
    return line.given_by_id == by.pk and not line.is_entered_on_behalf


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
