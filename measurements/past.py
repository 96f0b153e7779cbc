"""Figures as they stood at an earlier moment: what was approved then, before it was changed.

Who was expected, targets and definitions are read as they are now; only figures keep what they said before.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from measurements.choices import ClaimKind, ObservationState
from measurements.models import Claim, Observation, Revision
from measurements.totals import Line

_CONTENT = ("content", "value", "numerator", "denominator", "n")
# What a revision keeps of a line.
_KEPT = tuple(name for name in _CONTENT if name in {field.name for field in Revision._meta.fields})


def lines_as_of(measure_ids: Sequence[int], moment: datetime) -> Iterator[Line]:
    """Yield the figures that counted at a moment, in three queries."""
    earlier = _replaced_since(measure_ids, moment)
    contested = _contested_at(measure_ids, moment)
    rows = Observation.objects.filter(measure_id__in=measure_ids).order_by()
    for pk, decided_at, *values in rows.values_list("pk", "decided_at", *Line._fields):
        held = earlier.get(pk)
        line = Line(*values) if held is None else _as_held(Line(*values), held)
        if pk in contested:
            continue
        if _counted(line, decided_at if held is None else held["decided_at"], moment):
            yield line._replace(contested_at=None)


def _counted(line: Line, decided_at: datetime | None, moment: datetime) -> bool:
    was_approved = line.state == ObservationState.APPROVED and decided_at is not None and decided_at <= moment
    is_contested = line.contested_at is not None and line.contested_at <= moment
    return was_approved and not is_contested


def _contested_at(measure_ids: Sequence[int], moment: datetime) -> set[int]:
    """Return the observations that were contested at the moment: settling takes the mark from the line."""
    claims = Claim.objects.filter(observation__measure_id__in=measure_ids, kind=ClaimKind.CONTEST)
    standing = claims.filter(Q(settled_at=None) | Q(settled_at__gt=moment), made_at__lte=moment)
    return set(standing.values_list("observation_id", flat=True))


def _replaced_since(measure_ids: Sequence[int], moment: datetime) -> dict[int, dict[str, Any]]:
    """Return by observation what it said at the moment, where that was changed afterwards."""
    rows = Revision.objects.filter(observation__measure_id__in=measure_ids, replaced_at__gt=moment)
    found: dict[int, dict[str, Any]] = {}
    names = ("observation_id", "state", "decided_at", "contested_at", *_KEPT)
    for row in rows.order_by("observation_id", "number").values(*names):
        found.setdefault(row["observation_id"], row)
    return found


def _as_held(line: Line, held: dict[str, Any]) -> Line:
    unknown: dict[str, Any] = dict.fromkeys(_CONTENT)
    kept: dict[str, Any] = {name: held[name] for name in _KEPT}
    return line._replace(**unknown | kept, state=held["state"], contested_at=held["contested_at"])
