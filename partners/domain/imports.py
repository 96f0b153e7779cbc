"""Rows that people bring: kept while they are looked at, written together, taken back for a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.choices import ImportKind, ImportState
from partners.domain.notices import notify
from partners.domain.organizations import NewOrganization, add_organizations, change_organization
from partners.domain.people import add_people, change_person
from partners.domain.removals import archive_added_organization, remove_added_person
from partners.domain.versions import Stale, add_row
from partners.models import Category, ImportRun, Library, Organization, Person, User
from partners.models.imports import UNDO_WITHIN
from partners.names import name_key
from partners.notices import IMPORT_WRITTEN

DRAFTS_FOR = timedelta(days=1)
RECALLED = ("library", "headers", "matching", "category", "written_at")
MOST_RECALLED = 50


@dataclass(frozen=True)
class RowChange:
    """One row to write: `target` as it was read, or None for a new one; `given` as the domain takes it."""

    given: dict[str, Any]
    target: Organization | Person | None = None
    organization: Organization | None = None


@transaction.atomic
def start_import(
    library: Library,
    *,
    by: User,
    now: datetime,
    kind: str,
    file_name: str,
    headers: list[str],
    rows: Sequence[tuple[int, list[str]]],
    matching: dict[str, int],
) -> ImportRun:
    """Keep the rows for looking at; nothing of them is in the directory yet.

    Columns are matched as the last time that rows with these headings were written, `matching` is for the
    first time.
    """
    _tidy(library, now)
    earlier = recall_columns(library, kind=kind, headers=headers)
    run = ImportRun(
        library=library,
        kind=kind,
        file_name=file_name,
        headers=headers,
        rows=[list(row) for row in rows],
        matching=earlier.matching if earlier else matching,
        category=earlier.category if earlier else "",
        made_by=by,
        made_at=now,
    )
    return add_row(run, by=by, action="import.started")


@dataclass(frozen=True)
class Recalled:
    """How the columns of such a sheet were understood, and when that was written."""

    matching: dict[str, int]
    category: str
    at: datetime


def recall_columns(library: Library, *, kind: str, headers: list[str]) -> Recalled | None:
    """The last import of this kind that was written from the same headings, in whatever order they stand."""
    ours = [name_key(header) for header in headers]
    written = ImportRun.objects.filter(library=library, kind=kind, state=ImportState.WRITTEN)
    for run in written.only(*RECALLED).order_by("-written_at", "-pk")[:MOST_RECALLED]:
        theirs = [name_key(header) for header in run.headers]
        if sorted(theirs) != sorted(ours) or run.written_at is None:
            continue
        if theirs == ours:
            return Recalled(run.matching, run.category, run.written_at)
        if len(set(ours)) == len(ours):
            moved = {field: ours.index(theirs[column]) for field, column in run.matching.items()}
            return Recalled(moved, run.category, run.written_at)
    return None


def _tidy(library: Library, now: datetime) -> None:
    """Rows that nobody wrote, and values that can't be brought back any more, are not kept."""
    runs = ImportRun.objects.filter(library=library)
    runs.filter(state=ImportState.DRAFT, made_at__lt=now - DRAFTS_FOR).delete()
    runs.filter(state=ImportState.WRITTEN, written_at__lt=now - UNDO_WITHIN).update(results=[])


@transaction.atomic
def prepare_import(run: ImportRun, *, version: int, **values: Any) -> ImportRun:
    """Note how columns are matched or what becomes of rows. Raises `Stale` and `ValidationError`."""
    _locked_draft(run, version)
    ImportRun.objects.filter(pk=run.pk).update(**values, version=version + 1)
    return ImportRun.objects.get(pk=run.pk)


@transaction.atomic
def note_check(run: ImportRun, *, version: int, checked: list[list[Any]]) -> None:
    """Keep what a worker found of the rows, for the page that shows it. Raises `Stale` for another draft."""
    _locked_draft(run, version)
    ImportRun.objects.filter(pk=run.pk).update(checked=checked, checked_version=version)


@transaction.atomic
def write_import(
    run: ImportRun,
    *,
    by: User,
    now: datetime,
    version: int,
    changes: Sequence[RowChange],
    contacts: dict[str, int] | None = None,
) -> ImportRun:
    """Write all rows, or none. Raises `Stale` for the import or a row of it, and `ValidationError`.

    With the columns in which a sheet of organizations names `contacts`, these are kept for looking at next.
    """
    current = _locked_draft(run, version)
    if contacts:
        _keep_contacts(current, contacts, by=by, now=now)
    results = _write_all(run.library, changes, by, now)
    added = sum(result["before"] is None for result in results)
    values = {
        "state": ImportState.WRITTEN,
        "rows": [],
        "choices": {},
        "checked": [],
        "results": results,
        "added_count": added,
        "changed_count": len(results) - added,
        "written_at": now,
    }
    ImportRun.objects.filter(pk=run.pk).update(**values, version=version + 1)
    counts = {"added": [0, added], "changed": [0, len(results) - added]}
    audit.record(by=by, action="import.written", subject=current, changes=counts)
    # Whoever brought the rows is told, also when somebody else wrote them.
    words = {"added": added, "changed": len(results) - added}
    notify(run.made_by, library=run.library, kind=IMPORT_WRITTEN, about=run, now=now, words=words)
    return ImportRun.objects.get(pk=run.pk)


@transaction.atomic
def undo_import(run: ImportRun, *, by: User, now: datetime, version: int) -> ImportRun:
    """Bring back what was, and take away what was added; refuses whole where somebody went on with a row."""
    current = ImportRun.objects.select_for_update().get(pk=run.pk)
    if current.version != version:
        raise Stale(current)
    if not current.can_be_undone(now=now):
        raise ValidationError(_("This import cannot be undone any more."))
    categories = {category.code: category for category in Category.objects.all()}
    for result in reversed(current.results):
        try:
            _take_back(current, result, by=by, now=now, categories=categories)
        except Stale as stale:
            raise ValidationError(
                _("%(name)s was changed since. Nothing is undone.") % {"name": stale.current}
            ) from stale
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.UNDONE, results=[], version=version + 1)
    audit.record(by=by, action="import.undone", subject=current)
    return ImportRun.objects.get(pk=run.pk)


def contacts_after(run: ImportRun) -> ImportRun | None:
    """The people of the same sheet, if it named any and nobody has written them yet."""
    if run.written_at is None:
        return None
    people = ImportRun.objects.filter(library=run.library_id, kind=ImportKind.PEOPLE, state=ImportState.DRAFT)
    return people.filter(made_at=run.written_at, made_by=run.made_by_id).first()


def _keep_contacts(run: ImportRun, columns: dict[str, int], *, by: User, now: datetime) -> None:
    name = columns["name"]
    rows = [
        (number, cells)
        for number, cells in run.rows
        if run.choices.get(str(number)) != "leave" and name < len(cells) and cells[name].strip()
    ]
    if rows:
        start_import(
            run.library,
            by=by,
            now=now,
            kind=ImportKind.PEOPLE,
            file_name=run.file_name,
            headers=run.headers,
            rows=rows,
            matching=columns,
        )


def _locked_draft(run: ImportRun, version: int) -> ImportRun:
    current = ImportRun.objects.select_for_update().get(pk=run.pk)
    if current.state != ImportState.DRAFT:
        raise ValidationError(_("These rows are written already."))
    if current.version != version:
        raise Stale(current)
    return current


def _write_all(
    library: Library, changes: Sequence[RowChange], by: User, now: datetime
) -> list[dict[str, Any]]:
    """Results in the order of the rows. New rows go in together; a changed one asks for its own version."""
    new = [change for change in changes if change.target is None]
    added: Iterator[Any] = iter(_added(library, new, by))
    return [
        _result(next(added)) if change.target is None else _changed(change.target, change, by, now)
        for change in changes
    ]


def _added(library: Library, new: Sequence[RowChange], by: User) -> Sequence[Organization] | Sequence[Person]:
    people = [(change.organization, change.given["values"]) for change in new if change.organization]
    if people:
        return add_people(library, by=by, given=people)
    return add_organizations(library, by=by, given=[NewOrganization(**change.given) for change in new])


def _changed(target: Organization | Person, change: RowChange, by: User, now: datetime) -> dict[str, Any]:
    before = _before(target, change.given)
    if isinstance(target, Person):
        saved: Any = change_person(target, by=by, version=target.version, now=now, **change.given)
    else:
        saved = change_organization(target, by=by, version=target.version, **change.given)
    return _result(saved, before)


def _result(saved: Organization | Person, before: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"pk": saved.pk, "name": saved.name, "version": saved.version, "before": before}


def _before(target: Organization | Person, given: dict[str, Any]) -> dict[str, Any]:
    before: dict[str, Any] = {"values": {name: getattr(target, name) for name in given["values"]}}
    if isinstance(target, Organization):
        links = list(target.category_links.all())
        before["categories"] = [link.category.code for link in links]
        before["primary"] = next((link.category.code for link in links if link.is_primary), None)
    return before


def _take_back(
    run: ImportRun, result: dict[str, Any], *, by: User, now: datetime, categories: dict[str, Category]
) -> None:
    model = Organization if run.kind == ImportKind.ORGANIZATIONS else Person
    row = model._default_manager.filter(library_id=run.library_id, pk=result["pk"]).first()
    before, version = result["before"], result["version"]
    if row is None:
        raise ValidationError(_("%(name)s is gone. Nothing is undone.") % {"name": result["name"]})
    if isinstance(row, Person):
        if before is None:
            remove_added_person(row, by=by, version=version)
        else:
            change_person(row, by=by, version=version, values=before["values"], now=now)
    elif before is None:
        archive_added_organization(row, by=by, now=now, version=version)
    else:
        change_organization(
            row,
            by=by,
            version=version,
            values=before["values"],
            categories=[categories[code] for code in before["categories"] if code in categories],
            primary=categories.get(before["primary"]),
        )
