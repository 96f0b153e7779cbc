"""A list too long to wait for, written by a worker."""

from tempfile import TemporaryFile
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.access import Scope
from partners.days import today_in
from partners.exchange.writers import CSV, FORMATS
from partners.exporting import Ask, ExportTable, registry
from partners.models import Job, Library
from partners.tables.reading import count_rows, headings, read_cells
from partners.work import Outcome, Progress


class ExportWork:
    """Writes what the asker may see at that moment."""

    name = "export"
    # Each list says itself who may have it.
    staff_role = None

    def prepare(self, job: Job, scope: Scope, progress: Progress) -> Outcome:
        table = registry.find(job.given["noun"])
        if table is None or not table.is_for(scope, job.library):
            raise ValidationError(_("Your rights in this library no longer reach this far."))
        today = today_in(job.library.time_zone, now=timezone.now())
        ask = Ask(scope, job.library, today, job.given["filters"])
        form = FORMATS.get(job.given["format"], CSV)
        total = count_rows(table, ask)
        progress(0, total)
        # Closed when it is stored.
        file: Any = TemporaryFile()  # noqa: SIM115
        cells = read_cells(table, ask, read=lambda done: progress(done, total))
        form.write(file, headings(table, ask), cells)
        name = file_name(table, job.library, today=ask.today, suffix=form.suffix)
        said = ngettext("%(count)s row", "%(count)s rows", total) % {"count": total}
        return Outcome(said, file=file, file_name=name, content_type=form.content_type)

    def finish(self, job: Job, prepared: Outcome) -> Outcome:
        return prepared


def file_name(table: ExportTable, library: Library, *, today: Any, suffix: str) -> str:
    """A name that sorts by library and day."""
    return f"{slugify(str(table.label))}-{library.slug}-{today:%Y-%m-%d}.{suffix}"
