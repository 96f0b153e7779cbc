"""Everything that a library has, as one archive: a table for each kind of record, in words of no language."""

import hashlib
import json
from collections.abc import Iterator
from io import RawIOBase
from tempfile import TemporaryFile
from typing import Any, BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from django.apps import apps
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from partners.access import Scope
from partners.choices import LibraryRole
from partners.days import today_in
from partners.exchange.writers import write_csv
from partners.exporting import Ask
from partners.models import Job, Library, User
from partners.tables.attached import Attached, write_files
from partners.work import Outcome, Progress

CHUNK = 500
# What is not handed out, each with the reason.
LEFT_OUT = {
    "partners.Token": "keys to links: only their shadows are stored, and they serve nobody",
    "partners.JobPart": "files that others asked for, with what those may see",
}


class Summed(RawIOBase):
    """Counts and sums what passes through on its way into the archive."""

    def __init__(self, out: Any) -> None:
        self.out, self.digest = out, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.digest.update(content)
        return self.out.write(content)


class Entry(NamedTuple):
    """One table in the archive; `row_count` rows."""

    path: str
    model: type[models.Model]
    row_count: int
    checksum: str


class ArchiveWork:
    """For a manager alone, who signed in anew to ask for it."""

    name = "archive"
    staff_role = LibraryRole.MANAGER

    def prepare(self, job: Job, scope: Scope, progress: Progress) -> Outcome:
        today = today_in(job.library.time_zone, now=timezone.now())
        # Closed when it is stored.
        file: Any = TemporaryFile()  # noqa: SIM115
        entries = write_archive(file, Ask(scope, job.library, today), progress)
        rows = sum(entry.row_count for entry in entries)
        said = ngettext("%(count)s row", "%(count)s rows", rows) % {"count": rows}
        name = f"{job.library.slug}-{today:%Y-%m-%d}.zip"
        return Outcome(said, file=file, file_name=name, content_type="application/zip")

    def finish(self, job: Job, prepared: Outcome) -> Outcome:
        return prepared


def kept_models() -> list[type[models.Model]]:
    """The library itself and every table of a library, in the order of the apps."""
    owned = [model for model in apps.get_models() if _is_owned(model) and model._meta.label not in LEFT_OUT]
    return [Library, *owned]


def write_archive(file: BinaryIO, ask: Ask, progress: Progress) -> list[Entry]:
    """Write a table for each kind of record, the files on records, and pages that say what is what."""
    chosen, entries = kept_models(), []
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for number, model in enumerate(chosen, start=1):
            entries.append(_write_table(archive, model, ask))
            progress(number, len(chosen))
        attached = write_files(archive, ask)
        archive.writestr("README.txt", _readme(ask, entries))
        archive.writestr("index.html", _index(ask, entries, attached))
        sums = {one.path: one.checksum for one in entries}
        sums |= {one.path: one.checksum for one in attached if one.checksum}
        archive.writestr("SHA256SUMS", "".join(f"{checksum}  {path}\n" for path, checksum in sums.items()))
    return entries


def _is_owned(model: type[models.Model]) -> bool:
    return any(
        field.name == "library" and getattr(field.remote_field, "model", None) is Library
        for field in model._meta.fields
    )


def _write_table(archive: ZipFile, model: type[models.Model], ask: Ask) -> Entry:
    path = f"{model._meta.app_label}/{model._meta.model_name}.csv"
    counted = _Counted(_rows(model, ask))
    with archive.open(path, "w", force_zip64=True) as out:
        summed = Summed(out)
        write_csv(summed, [name for name, _field in columns_of(model)], counted)  # type: ignore[arg-type]
    return Entry(path, model, counted.count, summed.digest.hexdigest())


class _Counted:
    def __init__(self, rows: Iterator[list[Any]]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[list[Any]]:
        for row in self.rows:
            self.count += 1
            yield row


def columns_of(model: type[models.Model]) -> list[tuple[str, models.Field]]:
    """Names of columns with their fields; what points out of the library's tables is told in words too."""
    found: list[tuple[str, models.Field]] = []
    for field in model._meta.fields:
        if isinstance(field, models.BinaryField):
            continue
        found.append((field.attname, field))
        if _is_told(field):
            found.append((field.name, field))
    return found


def _is_told(field: models.Field) -> bool:
    target = field.remote_field.model if field.remote_field else None
    return target is not None and target is not Library and not _is_owned(target)


def _rows(model: type[models.Model], ask: Ask) -> Iterator[list[Any]]:
    columns = columns_of(model)
    if model is Library:
        yield [_cell(ask.library, name, field) for name, field in columns]
        return
    told = [field.name for field in model._meta.fields if _is_told(field)]
    rows = ask.visible(model).order_by("pk")
    for row in (rows.select_related(*told) if told else rows).iterator(chunk_size=CHUNK):
        yield [_cell(row, name, field) for name, field in columns]


def _cell(row: models.Model, name: str, field: models.Field) -> Any:
    value = getattr(row, name)
    if isinstance(value, User):
        return f"{value.get_full_name()} <{value.email}>"
    if isinstance(field, models.JSONField):
        return json.dumps(value, ensure_ascii=False)
    # Moments in UTC, with their zone: the archive knows no place.
    return value.isoformat() if isinstance(field, models.DateTimeField) and value else value


def _readme(ask: Ask, entries: list[Entry]) -> str:
    return "\n".join([*_preface(ask), *(line for entry in entries for line in _described(entry))])


def _index(ask: Ask, entries: list[Entry], attached: list[Attached]) -> str:
    """The page to begin with: each table and each file by its name in words."""
    tables = [
        {"path": entry.path, "label": entry.model._meta.verbose_name_plural, "count": entry.row_count}
        for entry in sorted(entries, key=lambda entry: not entry.row_count)
    ]
    name, *sentences = _preface(ask)
    words = {
        "name": name,
        "sentences": [sentence for sentence in sentences if sentence],
        "tables": tables,
        "attached": attached,
        "language": get_language(),
    }
    return render_to_string("partners/jobs/archive_index.html", words)


def _preface(ask: Ask) -> list[str]:
    moment = date_format(timezone.localtime(), "DATETIME_FORMAT")
    return [
        str(ask.library.name),
        _("Everything of the library, as it was on %(moment)s.") % {"moment": moment},
        "",
        _("Each file is one kind of record, as CSV in UTF-8. The first row names the columns."),
        _("A column that ends in _id holds the number of a row in another file."),
        _("Moments are in UTC. What a spreadsheet would take for a formula begins with an apostrophe."),
        _("Figures that partners have typed but not handed in are theirs and are not in here."),
        _("Passwords, keys to links and the files of other people's exports are not in here."),
        _("Files that were added to records lie under files/; the number before a name is that of its row."),
        _("SHA256SUMS tells whether a file is whole."),
        "",
    ]


def _described(entry: Entry) -> list[str]:
    count = ngettext("%(count)s row", "%(count)s rows", entry.row_count) % {"count": entry.row_count}
    columns = [f"  {name}: {_meaning(name, field)}" for name, field in columns_of(entry.model)]
    return [f"{entry.path} – {entry.model._meta.verbose_name_plural}, {count}", *columns, ""]


def _meaning(name: str, field: models.Field) -> str:
    target = field.remote_field.model if field.remote_field else None
    words = str(field.verbose_name)
    if target is None or name == field.name or _is_told(field):
        return words
    return f"{words} → {target._meta.app_label}/{target._meta.model_name}.csv"
