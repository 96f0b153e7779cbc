"""Two figures for one measure and period become one when two records of an organization are merged.

The line of the record that stays is kept. What the other one said stands in its past, with all that either
line said before, and what was claimed about either.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from measurements.answers import answer_text, kept_answer
from measurements.breakdowns import parts_of
from measurements.choices import ClaimOutcome, ObservationState
from measurements.domain.lines import ACCEPTANCE, KEPT, keep_revision
from measurements.models import Claim, Observation, Report, Revision, Slice
from partners import audit
from partners.merging import Choice
from partners.models import Organization, User

# What a line takes over from the other; its report, period and measure are its own.
_TAKEN = (*KEPT, *ACCEPTANCE, "definition_version", "first_submitted_at", "returned_reason")


def twofold(kept: Organization, gone: Organization) -> list[tuple[Observation, Observation]]:
    """Return both lines of every measure and period for which both records have one."""
    rows = Observation.objects.filter(organization__in=[kept, gone]).select_related(
        "measure", "period", "report", "organization"
    )
    found: dict[tuple[int, int], dict[int, Observation]] = {}
    for row in rows.order_by("measure__name_key", "period__starts_on", "pk"):
        found.setdefault((row.measure_id, row.period_id), {})[row.organization_id] = row
    return [(both[kept.pk], both[gone.pk]) for both in found.values() if len(both) > 1]


def differ(ours: Observation, theirs: Observation) -> bool:
    """Tell whether people have to choose; two handed in that say the same are one."""
    if ObservationState.DRAFT in {ours.state, theirs.state}:
        return True
    parts = parts_of([ours.pk, theirs.pk])
    said = [(kept_answer(row), row.content, parts.get(row.pk, {})) for row in (ours, theirs)]
    return said[0] != said[1] or ours.state != theirs.state


def key_of(ours: Observation, theirs: Observation) -> str:
    return f"figure_{ours.pk}_{ours.version}_{theirs.pk}_{theirs.version}"


def choice_of(ours: Observation, theirs: Observation) -> Choice:
    label = f"{ours.measure.name}, {ours.period.shown_label}"
    return Choice(key_of(ours, theirs), label, _in_words(ours), _in_words(theirs))


def make_one(
    ours: Observation, theirs: Observation, *, is_theirs: bool, by: User, now: datetime
) -> Observation:
    """Let one line stand for both; with `is_theirs` it says what the other one said."""
    # As for every change of a line, the report's row is the lock.
    list(Report.objects.select_for_update().filter(pk__in=[ours.report_id, theirs.report_id]).order_by("pk"))
    why = _("Two records of this organization were merged.")
    left = ours if is_theirs else theirs
    keep_revision(left, by=by, now=now, why=why)
    _move_past(ours, theirs)
    # What was asked about the line that goes is answered by its going.
    left.claims.open().update(outcome=ClaimOutcome.CORRECTED, settled_by=by, settled_at=now)
    Claim.objects.filter(observation=theirs).update(observation=ours, organization=ours.organization)
    if is_theirs:
        Slice.objects.filter(observation=ours).delete()
        Slice.objects.filter(observation=theirs).update(observation=ours, organization=ours.organization)
        values = {name: getattr(theirs, name) for name in _TAKEN}
        Observation.objects.filter(pk=ours.pk).update(**values, version=ours.version + 1)
        if ObservationState.DRAFT not in {ours.state, theirs.state}:
            told = {"value": [kept_answer(ours), kept_answer(theirs)]}
            audit.record(by=by, action="observation.merged", subject=ours, changes=told)
    Slice.objects.filter(observation=theirs).delete()
    Observation.objects.filter(pk=theirs.pk).delete()
    return Observation.objects.get(pk=ours.pk)


def _in_words(line: Observation) -> str:
    if line.state == ObservationState.DRAFT:
        # What it says is the organization's own until it is handed in.
        return _("begun, not handed in")
    return f"{answer_text(line, line.measure)}, {line.get_state_display()}"


def _move_past(ours: Observation, theirs: Observation) -> None:
    """Number what both lines said before anew, in the order in which it was replaced."""
    rows = Revision.objects.filter(observation__in=[ours, theirs]).order_by("replaced_at", "pk")
    found = list(rows)
    for number, row in enumerate(found, start=1):
        # First to numbers that no row has: two rows must not meet on the way.
        Revision.objects.filter(pk=row.pk).update(number=len(found) + 1000 + number)
    for number, row in enumerate(found, start=1):
        Revision.objects.filter(pk=row.pk).update(
            observation=ours, organization=ours.organization, number=number
        )
