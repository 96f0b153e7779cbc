"""Figures whose parts do not add up to them, and that staff take all the same, for a reason.

The reason is told to the organization, stays beside the figure, and goes with it into its revisions. It is
given before the figure is handed in, without reading it, or while staff type it in themselves.
"""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from measurements.breakdowns import breakdowns_for, do_parts_differ, parts_of
from measurements.choices import ObservationState
from measurements.domain.lines import ACCEPTANCE, UNACCEPTED, locked_sheet
from measurements.domain.notices import tell_asker
from measurements.domain.parts import asked_for
from measurements.models import Measure, Observation, Report
from measurements.notices import PARTS_ACCEPTED
from measurements.parts import Part
from partners import audit
from partners.models import User

_OPEN = (ObservationState.DRAFT, ObservationState.RETURNED)


@transaction.atomic
def accept_parts(report: Report, measure: Measure, *, by: User, now: datetime, reason: str) -> Observation:
    """Let a figure be handed in although its parts do not add up to it. Raises `ValidationError`."""
    line = _begun(report, measure)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the parts may differ from the total.")})
    if not any(row.ask.is_partition for row in asked_for(report, measure)):
        raise ValidationError(_("This figure is not asked by categories that add up to it."))
    if line.parts_reason:
        raise ValidationError(_("This has been accepted already."))
    _set(line, {"parts_reason": reason, "parts_accepted_by": by, "parts_accepted_at": now})
    record_acceptance(line, by=by)
    tell_asker(line.given_by, report, kind=PARTS_ACCEPTED, by=by, now=now)
    return line


@transaction.atomic
def stop_accepting_parts(report: Report, measure: Measure, *, by: User) -> Observation:
    """Ask for parts that add up again, as long as the figure is not handed in. Raises `ValidationError`."""
    line = _begun(report, measure)
    before = line.parts_reason
    if not before:
        raise ValidationError(_("Nothing was accepted here."))
    _set(line, UNACCEPTED)
    audit.record(
        by=by, action="observation.parts_refused", subject=line, changes={"parts_reason": [before, ""]}
    )
    return line


def record_acceptance(line: Observation, *, by: User) -> None:
    """Write down that a line is taken as it is, and why."""
    changes = {"parts_reason": ["", line.parts_reason]}
    audit.record(by=by, action="observation.parts_accepted", subject=line, changes=changes)


def drop_needless(report: Report, lines: Sequence[Observation]) -> None:
    """Take the mark from lines whose parts fit after all. The caller holds the report's row."""
    marked = [line for line in lines if line.parts_reason]
    if not marked:
        return
    asked = breakdowns_for([line.measure_id for line in marked], day=report.period.starts_on)
    stored = parts_of([line.pk for line in marked])
    for line in marked:
        breakdowns = asked.get(line.measure_id, [])
        if not do_parts_differ(line.measure, Part.of(line), stored.get(line.pk, {}), breakdowns):
            _set(line, UNACCEPTED)


def _begun(report: Report, measure: Measure) -> Observation:
    """Return the line, kept from other writers; one that is handed in is as it was handed in."""
    found = locked_sheet(report).line_of(measure)
    if found is None or found.observation is None:
        raise ValidationError(_("The organization has not begun this figure yet."))
    if found.observation.state not in _OPEN:
        raise ValidationError(_("This figure is handed in. Return it first."))
    return found.observation


def _set(line: Observation, values: dict) -> None:
    """Without a new version: whoever types the figure at this moment is not disturbed."""
    Observation.objects.filter(pk=line.pk).update(**values)
    for name in ACCEPTANCE:
        setattr(line, name, values[name])
