"""Filling in a report from the link in a mail."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from measurements.choices import ObservationState
from measurements.deadlines import LockReason
from measurements.domain.observations import Answer, fill_in_report, save_draft
from measurements.models import Observation, Report
from measurements.sheets import Sheet
from partners.domain.links import roles_by
from partners.domain.mailbox import note_link_used
from partners.models import MailLink


@transaction.atomic
def fill_in_by_link(
    link: MailLink, report: Report, *, now: datetime, answers: Sequence[Answer], submit: bool = False
) -> None:
    """Save and hand in lines for the person of the link. Raises `Stale` and `ValidationError`."""
    by = link.person.user
    if by is None or not roles_by(link, now=now):
        raise ValidationError(_("Your role at the organization has ended."))
    fill_in_report(report, by=by, now=now, answers=answers, submit=submit)
    note_link_used(link, by=by, now=now)


@transaction.atomic
def keep_by_link(link: MailLink, report: Report, *, now: datetime, answer: Answer) -> Observation | None:
    """Keep what the person of the link typed for one line. Raises `Stale` and `ValidationError`."""
    by = link.person.user
    if by is None or not roles_by(link, now=now):
        raise ValidationError(_("Your role at the organization has ended."))
    return save_draft(report, by=by, now=now, answer=answer)


def is_over(sheet: Sheet, *, now: datetime) -> bool:
    """Whether nothing can be answered any more: closed, no longer asked for, or approved completely."""
    lock = sheet.lock(now=now)
    is_closed = lock is not None and lock.reason != LockReason.NOT_OPEN
    states = {line.state for line in sheet.lines}
    return not sheet.is_expected or is_closed or states == {ObservationState.APPROVED}
