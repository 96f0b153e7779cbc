"""Long imports, looked at, written and taken back by a worker."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.access import Scope
from partners.choices import LibraryRole
from partners.domain.imports import note_check, undo_import, write_import
from partners.forms.import_kinds import CHECKERS, contacts_in
from partners.forms.import_rows import BLOCKING, Cell, CheckedRow
from partners.models import Category, ImportRun, Job
from partners.work import Outcome, Progress

# More than this is written by a worker, and more than that is looked at by one too.
MOST_AT_ONCE = 500
MOST_CHECKED_AT_ONCE = 2_000
LONGEST_SHOWN = 200


class ImportWork:
    """Looks at every row anew, with the rights of that moment, and writes them together."""

    name = "import"
    staff_role = LibraryRole.COORDINATOR

    def prepare(self, job: Job, scope: Scope, progress: Progress) -> tuple[ImportRun, list[Any]]:
        run = find_run(job, scope)
        rows = _check(run, job, scope, progress)
        if any(row.state in BLOCKING for row in rows):
            raise ValidationError(_("Some rows cannot be written any more. Look at them again."))
        return run, [row.change for row in rows if row.change]

    def finish(self, job: Job, prepared: tuple[ImportRun, list[Any]]) -> Outcome:
        run, changes = prepared
        written = write_import(
            run,
            by=job.asked_by,
            now=timezone.now(),
            version=job.given["version"],
            changes=changes,
            contacts=contacts_in(run),
        )
        counts = {"added": written.added_count, "changed": written.changed_count}
        said = _("%(added)s added, %(changed)s changed.") % counts
        return Outcome(said, next_path=run.get_absolute_url())


class ImportCheckWork:
    """Looks at every row of a long list, for the page that shows what writing it would do."""

    name = "import_check"
    staff_role = LibraryRole.COORDINATOR

    def prepare(self, job: Job, scope: Scope, progress: Progress) -> tuple[ImportRun, list[CheckedRow]]:
        run = find_run(job, scope)
        return run, _check(run, job, scope, progress)

    def finish(self, job: Job, prepared: tuple[ImportRun, list[CheckedRow]]) -> Outcome:
        run, rows = prepared
        note_check(run, version=job.given["version"], checked=[pack_row(row) for row in rows])
        bad = sum(row.state in BLOCKING for row in rows)
        said = _("%(count)s rows are looked at, %(bad)s of them cannot be written as they are.")
        return Outcome(
            said % {"count": f"{len(rows):,}", "bad": f"{bad:,}"}, next_path=run.get_absolute_url()
        )


def pack_row(row: CheckedRow) -> list[Any]:
    """A row as it is kept until the page shows it."""
    cells = [[cell.label, cell.text[:LONGEST_SHOWN], cell.state, cell.note] for cell in row.cells]
    return [row.number, row.state, row.problem, row.choice, row.options, row.writes, cells]


def unpack_row(packed: list[Any]) -> CheckedRow:
    """A row as the page shows it; what it would write is worked out anew when it is written."""
    number, state, problem, choice, options, writes, cells = packed
    return CheckedRow(
        number=number,
        state=state,
        cells=[Cell(*cell) for cell in cells],
        problem=problem,
        choice=choice,
        options=[(value, label) for value, label in options],
        writes=writes,
    )


def _check(run: ImportRun, job: Job, scope: Scope, progress: Progress) -> list[CheckedRow]:
    def visible(model: Any) -> Any:
        return model._default_manager.visible_to(scope, library=job.library)

    categories = list(Category.objects.all())
    return CHECKERS[run.kind](run, visible=visible, categories=categories).check(progress=progress)


class ImportUndoWork:
    """Takes all of an import back, or nothing of it."""

    name = "import_undo"
    staff_role = LibraryRole.COORDINATOR

    def prepare(self, job: Job, scope: Scope, progress: Progress) -> ImportRun:
        return find_run(job, scope)

    def finish(self, job: Job, prepared: ImportRun) -> Outcome:
        undo_import(prepared, by=job.asked_by, now=timezone.now(), version=job.given["version"])
        said = _("Undone. The directory is as it was before.")
        return Outcome(said, next_path=prepared.get_absolute_url())


def find_run(job: Job, scope: Scope) -> ImportRun:
    """The import that a job is about. Raises ValidationError when it is gone."""
    rows = ImportRun.objects.editable_by(scope, library=job.library)
    run = rows.filter(pk=job.given["run"]).first()
    if run is None:
        raise ValidationError(_("These rows are gone: a draft is kept for one day."))
    run.library = job.library
    return run
