"""Changing a row only if nobody else changed it since it was read."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import models

from partners import audit
from partners.models import Organization, User
from partners.models.base import VersionedModel

Row = TypeVar("Row", bound=models.Model)
Edited = TypeVar("Edited", bound=VersionedModel)

BATCH = 500


class Stale(Exception):  # noqa: N818 - the name of the situation, which pages show; not a fault
    """Somebody else changed the row first. `current` is the row as it is now."""

    def __init__(self, current: VersionedModel) -> None:
        self.current = current
        super().__init__(f"{current._meta.label} {current.pk} is at version {current.version}")


def changes_of(row: models.Model, values: dict[str, Any]) -> dict[str, list[Any]]:
    """Before and after of the values that differ."""
    return {
        name: [getattr(row, name), value] for name, value in values.items() if getattr(row, name) != value
    }


def change_row(
    row: Edited,
    *,
    by: User | None,
    action: str,
    version: int,
    values: dict[str, Any],
    acting_for: Organization | None = None,
) -> Edited:
    """Set `values` if the row is still at `version`, and write it down.

    Raises `Stale` with the present row when it is not, and `ValidationError` when the new row is not valid.
    Must run inside a transaction.
    """
    model = type(row)
    current = model._default_manager.select_for_update().get(pk=row.pk)
    if current.version != version:
        raise Stale(current)
    changes = changes_of(current, values)
    if not changes:
        return current
    for name, value in values.items():
        setattr(current, name, value)
    current.full_clean()
    derived = {"name_key": current.name_key} if "name" in changes and hasattr(current, "name_key") else {}
    fields = {name: getattr(current, name) for name in values} | derived
    updated = model._default_manager.filter(pk=row.pk, version=version).update(**fields, version=version + 1)
    if not updated:
        raise Stale(model._default_manager.get(pk=row.pk))
    current.version = version + 1
    audit.record(by=by, action=action, subject=current, changes=changes, acting_for=acting_for)
    return current


def add_rows(rows: Sequence[Row], *, by: User | None, action: str) -> list[Row]:
    """Validate and store many new rows of one library and one kind, and write them down.

    Raises `ValidationError` for the first that is not valid; then none is stored. The library is given by
    the caller, not typed, and is not asked for again for each row.
    """
    for row in rows:
        row.full_clean(exclude=["library"])
    if not rows:
        return []
    stored = type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)
    audit.record_all(by=by, action=action, subjects=stored)
    return stored


def add_row(row: Row, *, by: User | None, action: str, acting_for: Organization | None = None) -> Row:
    """Validate and store a new row, and write it down. Raises `ValidationError`."""
    row.full_clean()
    row.save(force_insert=True)
    audit.record(by=by, action=action, subject=row, acting_for=acting_for)
    return row
