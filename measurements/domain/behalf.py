"""Figures that staff type in for an organization, as somebody there told them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from measurements.answers import kept_answer
from measurements.choices import ObservationState
from measurements.deadlines import LockReason, lock_sentence
from measurements.domain.acceptances import drop_needless, record_acceptance
from measurements.domain.behalf_letters import LETTER
from measurements.domain.claims import settle_by_change
from measurements.domain.lines import UNACCEPTED, keep_revision, locked_sheet, store_line
from measurements.domain.observations import Answer
from measurements.domain.parts import check_lines
from measurements.models import Observation, Report
from measurements.series import version_on
from measurements.sheets import Sheet, approval_lock
from partners import audit
from partners.domain.deliveries import queue_delivery
from partners.domain.versions import Stale
from partners.models import Person, User


@transaction.atomic
def enter_on_behalf(
    report: Report, *, by: User, now: datetime, giver: Person, answers: Sequence[Answer]
) -> list[Observation]:
    """Hand in what a person of the organization said, and tell that person by mail.

    The closing day binds the organization, not those who set it. What the organization had begun is kept
    for it. Raises `Stale` and `ValidationError`.
    """
    sheet = locked_sheet(report)
    lines = [_enter(sheet, answer, by=by, now=now, giver=giver) for answer in answers if not answer.is_empty]
    entered = [line for line in lines if line is not None]
    if not entered:
        raise ValidationError(_("Nothing was changed. Type at least one answer."))
    check_lines(sheet.report, entered)
    drop_needless(sheet.report, entered)
    for line in entered:
        if line.parts_reason:
            record_acceptance(line, by=by)
    told = {line.measure.name: [None, kept_answer(line)] for line in entered}
    audit.record(
        by=by,
        action="report.entered_on_behalf",
        subject=report,
        changes={"giver": [None, giver.name], **told},
        acting_for=report.organization,
    )
    if giver.email:
        queue_delivery(
            LETTER,
            library=report.library,
            to_email=giver.email,
            language=giver.language,
            now=now,
            person=giver,
        )
    return entered


def _enter(sheet: Sheet, answer: Answer, *, by: User, now: datetime, giver: Person) -> Observation | None:
    line = sheet.line_of(answer.measure)
    if line is None:
        raise ValidationError(_("%(measure)s is not asked for here.") % {"measure": answer.measure.name})
    _check_open(sheet, line.observation, now=now)
    values: dict[str, Any] = answer.values | {
        "state": ObservationState.SUBMITTED,
        "given_by": by,
        "giver": giver,
        "submitted_at": now,
        "contested_at": None,
        **UNACCEPTED,
    }
    if answer.parts_reason and answer.is_number:
        values |= {
            "parts_reason": answer.parts_reason,
            "parts_accepted_by": by,
            "parts_accepted_at": now,
        }
    if line.observation is None:
        return _begin(sheet.report, answer, values)
    return _revise(line.observation, answer, values, by=by, now=now, report=sheet.report)


def _check_open(sheet: Sheet, line: Observation | None, *, now: datetime) -> None:
    lock = sheet.lock(now=now)
    if lock is not None and lock.reason == LockReason.LOCKED:
        lock = None
    lock = lock or approval_lock(line, sheet.zone)
    if lock is not None:
        raise ValidationError(lock_sentence(lock), code=str(lock.reason))


def _begin(report: Report, answer: Answer, values: dict[str, Any]) -> Observation:
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
        first_submitted_at=values["submitted_at"],
        **values,
    )
    line.full_clean()
    line.save(force_insert=True)
    answer.store_parts(line, report=report)
    return line


def _revise(
    line: Observation, answer: Answer, values: dict[str, Any], *, by: User, now: datetime, report: Report
) -> Observation | None:
    if line.version != answer.version:
        raise Stale(line)
    is_same = not answer.changes(line) and answer.parts_reason == line.parts_reason
    if line.state == ObservationState.SUBMITTED and is_same:
        return None
    keep_revision(line, by=by, now=now, why=line.returned_reason)
    settle_by_change(line, by=by, now=now)
    values["first_submitted_at"] = line.first_submitted_at or now
    answer.store_parts(line, report=report)
    return store_line(line, by=by, action=None, values=values, changes={})
