"""Evaluations: starting a worksheet and filling a rater's own sheet."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.models import Library, Organization, User
from worksheets.cells import UNTOUCHED, Cell, Conflict, Key, StaleCells, Untouched, cell_in, changes_between
from worksheets.instruments import POTENTIAL_PARTNERS
from worksheets.models import Candidate, Evaluation, InstrumentVersion, Rating
from worksheets.scoring import HIGHEST, LOWEST

FEWEST_CANDIDATES, MOST_CANDIDATES = 2, 5


@transaction.atomic
def start_evaluation(
    library: Library, *, by: User, title: str, organizations: Sequence[Organization], now: datetime
) -> Evaluation:
    """Start a worksheet on the newest version of the instrument. Raises `ValidationError`."""
    _check_candidates(organizations)
    evaluation = Evaluation(
        library=library,
        instrument_version=InstrumentVersion.objects.filter(code=POTENTIAL_PARTNERS).latest("number"),
        title=title,
        created_by=by,
        created_at=now,
    )
    evaluation.full_clean()
    evaluation.save()
    for position, organization in enumerate(organizations, start=1):
        candidate = Candidate(
            library=library, evaluation=evaluation, organization=organization, position=position
        )
        candidate.full_clean()
        candidate.save()
    names = [organization.name for organization in organizations]
    audit.record(
        by=by, action="evaluation.started", subject=evaluation, changes={"candidates": [None, names]}
    )
    return evaluation


def _check_candidates(organizations: Sequence[Organization]) -> None:
    if not FEWEST_CANDIDATES <= len(organizations) <= MOST_CANDIDATES:
        raise ValidationError(_("A worksheet compares two to five organizations."))
    if len({organization.pk for organization in organizations}) < len(organizations):
        raise ValidationError(_("Choose two different organizations."))
    if any(organization.archived_at for organization in organizations):
        raise ValidationError(_("An archived organization cannot be rated."))


@transaction.atomic
def save_ratings(evaluation: Evaluation, *, by: User, cells: Sequence[Cell]) -> dict[Key, Cell]:
    """Save cells of the rater's own sheet and return the whole sheet as it is stored then.

    Raises `StaleCells` with every cell that another window of the rater changed, and `ValidationError`;
    nothing is saved then.
    """
    # Two windows of one rater must not both find an empty cell.
    Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    labels = _labels(evaluation)
    for cell in cells:
        _check_cell(cell, labels)
    rows = {(row.candidate_id, row.factor_id): row for row in evaluation.ratings.filter(rater=by)}
    before = sheet_of(rows.values())
    changed = [cell for cell in cells if cell.content != cell_in(before, cell.key).content]
    _refuse_stale(before, changed)
    for cell in changed:
        _store(evaluation, by, cell, rows.get(cell.key))
    if changed:
        changes: dict[str, list] = {}
        for cell in changed:
            changes |= changes_between(labels[cell.key], cell_in(before, cell.key), cell)
        audit.record(by=by, action="evaluation.rated", subject=evaluation, changes=changes)
    return sheet_of(evaluation.ratings.filter(rater=by))


def sheet_of(ratings: Iterable[Rating]) -> dict[Key, Cell]:
    """One rater's stored cells; a cell that is missing is untouched."""
    cells = [Cell(row.candidate_id, row.factor_id, row.value, row.note, row.version) for row in ratings]
    return {cell.key: cell for cell in cells}


def _labels(evaluation: Evaluation) -> dict[Key, str]:
    """Every cell of the worksheet, named for the history."""
    factors = list(evaluation.instrument_version.factors.all())
    return {
        (candidate.pk, factor.pk): f"{factor.code} {candidate.organization.name}"
        for candidate in evaluation.candidates.select_related("organization")
        for factor in factors
    }


def _check_cell(cell: Cell, labels: dict[Key, str]) -> None:
    if cell.key not in labels:
        raise ValidationError(_("This cell is not part of the worksheet."))
    if isinstance(cell.value, int) and not LOWEST <= cell.value <= HIGHEST:
        raise ValidationError(_("A rating is a whole number from 1 to 5."))
    if cell.value is UNTOUCHED and cell.note:
        raise ValidationError(_("Choose 1 to 5 or “Don't know” so that the note can be saved."))


def _refuse_stale(before: dict[Key, Cell], changed: list[Cell]) -> None:
    pairs = [(cell_in(before, cell.key), cell) for cell in changed]
    conflicts = [Conflict(stored, typed) for stored, typed in pairs if not typed.was_read_from(stored)]
    if conflicts:
        raise StaleCells(conflicts)


def _store(evaluation: Evaluation, rater: User, cell: Cell, row: Rating | None) -> None:
    if isinstance(cell.value, Untouched):
        if row is not None:
            row.delete()
        return
    if row is None:
        row = Rating(
            library_id=evaluation.library_id,
            evaluation=evaluation,
            candidate_id=cell.candidate_id,
            factor_id=cell.factor_id,
            rater=rater,
            version=0,
        )
    row.value, row.note, row.version = cell.value, cell.note, row.version + 1
    # The keys are the worksheet's own, checked once for all cells; each check again would cost queries.
    row.clean_fields(exclude=["library", "evaluation", "candidate", "factor", "rater"])
    row.save(update_fields=["value", "note", "version"] if row.pk else None)
