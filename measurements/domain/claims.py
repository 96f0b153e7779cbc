"""Figures that a partner says are not right, and what staff make of it."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from measurements.choices import ClaimKind, ClaimOutcome, ObservationState
from measurements.deadlines import over_at
from measurements.domain.extensions import keep_open
from measurements.domain.lines import UNACCEPTED, keep_revision, locked_sheet, store_line
from measurements.domain.notices import tell_asker, tell_of_request
from measurements.models import Claim, Observation
from measurements.notices import CLAIM_MADE, CLAIM_SETTLED
from measurements.sheets import Sheet
from partners.domain.versions import Stale, add_row, change_row
from partners.models import User

CONTEST_DAYS = 14


def may_be_contested(line: Observation, zone: ZoneInfo, *, now: datetime) -> bool:
    """Tell whether the organization can still contest what staff typed for it: 14 whole days."""
    if not line.is_entered_on_behalf or line.submitted_at is None or line.contested_at is not None:
        return False
    entered_on = line.submitted_at.astimezone(zone).date()
    return now < over_at(entered_on + timedelta(days=CONTEST_DAYS), zone)


@transaction.atomic
def ask_correction(observation: Observation, *, by: User, now: datetime, reason: str) -> Claim:
    """Ask staff to open an approved figure; it counts until they do. Raises `ValidationError`."""
    line, _sheet = _current(observation)
    if line.state != ObservationState.APPROVED:
        raise ValidationError(_("This figure is not approved. You can change it in the report."))
    return _add(line, ClaimKind.CORRECTION, by=by, now=now, reason=reason)


@transaction.atomic
def contest_figure(observation: Observation, *, by: User, now: datetime, reason: str) -> Claim:
    """Say that what staff typed is not right; it leaves the totals until staff settle it.

    Raises `ValidationError`.
    """
    line, sheet = _current(observation)
    if not may_be_contested(line, sheet.zone, now=now):
        raise ValidationError(_("This figure can no longer be contested. Ask for a correction."))
    claim = _add(line, ClaimKind.CONTEST, by=by, now=now, reason=reason)
    # The claim is the line in history.
    store_line(line, by=by, action=None, values={"contested_at": now}, changes={})
    return claim


@transaction.atomic
def settle_claim(claim: Claim, *, by: User, now: datetime, version: int, outcome: str, answer: str) -> Claim:
    """Keep the figure, or open it for a new one. Raises `Stale` and `ValidationError`."""
    line, sheet = _current(claim.observation)
    if claim.settled_at is not None:
        raise ValidationError(_("This has been settled already."))
    if not answer.strip():
        raise ValidationError({"answer": _("Say why, for the organization to read.")})
    settled = change_row(
        claim,
        by=by,
        action="claim.settled",
        version=version,
        values={"outcome": outcome, "answer": answer, "settled_by": by, "settled_at": now},
    )
    tell_asker(claim.made_by, line, kind=CLAIM_SETTLED, by=by, now=now)
    if outcome == ClaimOutcome.REOPENED:
        _open_again(line, sheet, by=by, now=now, reason=answer)
    elif line.contested_at is not None:
        store_line(line, by=by, action=None, values={"contested_at": None}, changes={})
    return settled


@transaction.atomic
def reopen_figure(
    observation: Observation, *, by: User, now: datetime, version: int, reason: str
) -> Observation:
    """Give an approved figure back to its organization; what it said is kept.

    Raises `Stale` and `ValidationError`.
    """
    line, sheet = _current(observation)
    if line.version != version:
        raise Stale(line)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the figure is opened again.")})
    if line.state != ObservationState.APPROVED:
        raise ValidationError(_("Only an approved figure can be opened again."))
    for claim in line.claims.open():
        _close(claim, by=by, now=now, outcome=ClaimOutcome.REOPENED, answer=reason)
    return _open_again(line, sheet, by=by, now=now, reason=reason)


def settle_by_change(line: Observation, *, by: User, now: datetime) -> None:
    """Close what was claimed about a line, because the organization itself now gives another figure."""
    for claim in line.claims.open():
        _close(claim, by=by, now=now, outcome=ClaimOutcome.CORRECTED)


def _open_again(line: Observation, sheet: Sheet, *, by: User, now: datetime, reason: str) -> Observation:
    keep_revision(line, by=by, now=now, why=reason)
    keep_open(sheet, line.measure, by=by, now=now, reason=reason)
    values: dict[str, Any] = {
        "state": ObservationState.RETURNED,
        "returned_reason": reason,
        "decided_by": by,
        "decided_at": now,
        "contested_at": None,
        **UNACCEPTED,
    }
    told: dict[str, list[Any]] = {
        "state": [line.state, ObservationState.RETURNED],
        "returned_reason": [None, reason],
    }
    return store_line(line, by=by, action="observation.reopened", values=values, changes=told)


def _add(line: Observation, kind: str, *, by: User, now: datetime, reason: str) -> Claim:
    if line.claims.open().exists():
        raise ValidationError(_("This figure is being looked at already."))
    claim = Claim(
        library_id=line.library_id,
        partnership_id=line.partnership_id,
        organization_id=line.organization_id,
        observation=line,
        kind=kind,
        reason=reason,
        made_by=by,
        made_at=now,
    )
    tell_of_request(line, kind=CLAIM_MADE, by=by, now=now)
    return add_row(claim, by=by, action=f"claim.{kind}", acting_for=line.organization)


def _close(claim: Claim, *, by: User, now: datetime, outcome: str, answer: str = "") -> None:
    values = {"outcome": outcome, "answer": answer, "settled_by": by, "settled_at": now}
    change_row(claim, by=by, action="claim.settled", version=claim.version, values=values)


def _current(observation: Observation) -> tuple[Observation, Sheet]:
    """Return the line as it is now, with its sheet, kept from other writers until the transaction ends."""
    sheet = locked_sheet(observation.report)
    line = sheet.line_of(observation.measure)
    if line is None or line.observation is None:
        raise ValidationError(_("This figure is gone."))
    return line.observation, sheet
