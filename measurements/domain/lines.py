"""How a line of a report is read for changing, and stored at the version it was read at."""

from datetime import datetime
from typing import Any

from measurements.domain.parts import parts_kept
from measurements.expectation import HANDED_IN
from measurements.models import Observation, Report, Revision
from measurements.sheets import Sheet, sheets_of
from partners import audit
from partners.domain.versions import Stale
from partners.models import Organization, User


def locked_sheet(report: Report) -> Sheet:
    """Return the sheet as it is now, kept from other writers until the transaction ends."""
    # The report's row is the lock: two browsers that begin one line must not both insert it.
    Report.objects.select_for_update().get(pk=report.pk)
    current = Report.objects.with_sheet().get(pk=report.pk)
    return sheets_of([current])[report.pk]


def store_line(
    line: Observation,
    *,
    by: User,
    action: str | None,
    values: dict[str, Any],
    changes: dict[str, list[Any]],
    acting_for: Organization | None = None,
) -> Observation:
    """Set the values and write down the changes that others may read. Raises `Stale`, `ValidationError`.

    Without an action the caller writes the history, one event for the whole sheet.
    """
    for name, value in values.items():
        setattr(line, name, value)
    line.full_clean()
    updated = Observation.objects.filter(pk=line.pk, version=line.version).update(
        **values, version=line.version + 1
    )
    if not updated:
        raise Stale(Observation.objects.get(pk=line.pk))
    line.version += 1
    if action is not None:
        audit.record(by=by, action=action, subject=line, changes=changes, acting_for=acting_for)
    return line


# What a revision keeps of a line.
KEPT = (
    "state",
    "content",
    "value",
    "numerator",
    "denominator",
    "n",
    "text",
    "reason",
    "given_by",
    "giver",
    "submitted_at",
    "decided_by",
    "decided_at",
    "contested_at",
)
ACCEPTANCE = ("parts_reason", "parts_accepted_by", "parts_accepted_at")
# A line whose parts have to fit it, or that has none.
UNACCEPTED: dict[str, Any] = {"parts_reason": "", "parts_accepted_by": None, "parts_accepted_at": None}


def keep_revision(line: Observation, *, by: User, now: datetime, why: str = "") -> Revision:
    """Store what the line says now, before it is changed. The caller holds the report's row."""
    last = line.revisions.last()
    # What was accepted since it went back is for the figure to come.
    handed_in = line.state in HANDED_IN
    accepted = {name: getattr(line, name) for name in ACCEPTANCE} if handed_in else UNACCEPTED
    revision = Revision(
        library_id=line.library_id,
        partnership_id=line.partnership_id,
        organization_id=line.organization_id,
        observation=line,
        number=last.number + 1 if last else 1,
        replaced_by=by,
        replaced_at=now,
        why=why,
        parts=parts_kept(line),
        **{name: getattr(line, name) for name in KEPT},
        **accepted,
    )
    revision.full_clean()
    revision.save(force_insert=True)
    return revision
