"""What measures meant on a day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from measurements.models import MeasureVersion
from measurements.series import version_on


def definitions_on(measure_ids: Iterable[int], *, day: date) -> dict[int, str]:
    """Return by measure the definition that holds in a period that begins on this day, in one query."""
    versions = defaultdict(list)
    for row in MeasureVersion.objects.filter(measure_id__in=measure_ids).order_by("starts_on"):
        versions[row.measure_id].append(row)
    held = {pk: version_on(rows, day) for pk, rows in versions.items()}
    return {pk: version.definition for pk, version in held.items() if version is not None}
