"""How a line of a report is read for changing, and stored at the version it was read at."""

from typing import Any

from measurements.models import Observation, Report
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
    action: str,
    values: dict[str, Any],
    changes: dict[str, list[Any]],
    acting_for: Organization | None = None,
) -> Observation:
    """Set the values and write down the changes that others may read. Raises `Stale`, `ValidationError`."""
    for name, value in values.items():
        setattr(line, name, value)
    line.full_clean()
    updated = Observation.objects.filter(pk=line.pk, version=line.version).update(
        **values, version=line.version + 1
    )
    if not updated:
        raise Stale(Observation.objects.get(pk=line.pk))
    line.version += 1
    audit.record(by=by, action=action, subject=line, changes=changes, acting_for=acting_for)
    return line
