"""Long imports, written and taken back by a worker."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.access import Scope
from partners.choices import LibraryRole
from partners.domain.imports import undo_import, write_import
from partners.forms.import_kinds import CHECKERS
from partners.forms.import_rows import BLOCKING
from partners.models import Category, ImportRun, Job
from partners.work import Outcome, Progress

# Longer ones are a worker's.
MOST_AT_ONCE = 500


class ImportWork:
    """Looks at every row anew, with the rights of that moment, and writes them together."""

    name = "import"
    staff_role = LibraryRole.COORDINATOR

    def prepare(self, job: Job, scope: Scope, progress: Progress) -> tuple[ImportRun, list[Any]]:
        run = find_run(job, scope)

        def visible(model: Any) -> Any:
            return model._default_manager.visible_to(scope, library=job.library)

        categories = list(Category.objects.all())
        rows = CHECKERS[run.kind](run, visible=visible, categories=categories).check(progress=progress)
        if any(row.state in BLOCKING for row in rows):
            raise ValidationError(_("Some rows cannot be written any more. Look at them again."))
        return run, [row.change for row in rows if row.change]

    def finish(self, job: Job, prepared: tuple[ImportRun, list[Any]]) -> Outcome:
        run, changes = prepared
        written = write_import(
            run, by=job.asked_by, now=timezone.now(), version=job.given["version"], changes=changes
        )
        counts = {"added": written.added_count, "changed": written.changed_count}
        said = _("%(added)s added, %(changed)s changed.") % counts
        return Outcome(said, next_path=run.get_absolute_url())


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
