"""Composite foreign keys: the database, not hope, keeps a child within its parent's library."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.constraints import BaseConstraint
from django.utils.translation import gettext_lazy as _


class SameLibrary(BaseConstraint):
    """Columns that a row shares with its parent, held equal by the database.

    Emits ``FOREIGN KEY (parent_id, library_id, …) REFERENCES parent (id, library_id, …)``. The parent
    needs the matching ``parent_key``. A row with an empty parent or shared column is not checked.
    """

    def __init__(self, *, field: str, name: str, also: Sequence[str] = ()) -> None:
        self.field = field
        self.also = tuple(also)
        super().__init__(
            name=name, violation_error_message=_("This belongs to another library or partnership.")
        )

    @property
    def shared(self) -> tuple[str, ...]:
        return ("library", *self.also)

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        field = model._meta.get_field(self.field)
        parent = field.remote_field.model
        ours = [field.column, *(model._meta.get_field(name).column for name in self.shared)]
        theirs = ["id", *(parent._meta.get_field(name).column for name in self.shared)]
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({', '.join(map(quote, ours))}) "
            f"REFERENCES {quote(parent._meta.db_table)} ({', '.join(map(quote, theirs))}) "
            "DEFERRABLE INITIALLY DEFERRED"
        )

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self.constraint_sql(model, schema_editor)}"

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "default") -> None:
        if exclude and {self.field, *self.shared} & set(exclude):
            return
        parent = getattr(instance, self.field)
        if parent is None:
            return
        for name in self.shared:
            column = f"{name}_id"
            ours, theirs = getattr(instance, column), getattr(parent, column)
            if ours is not None and ours != theirs:
                raise ValidationError(self.get_violation_error_message(), code="other_library")

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        kwargs.pop("violation_error_message", None)
        kwargs["field"] = self.field
        if self.also:
            kwargs["also"] = self.also
        return path, args, kwargs

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SameLibrary):
            return NotImplemented
        return (self.name, self.field, self.also) == (other.name, other.field, other.also)

    def __hash__(self) -> int:
        return hash((self.name, self.field, self.also))


def parent_key(name: str, *also: str) -> models.UniqueConstraint:
    """The unique key that ``SameLibrary`` of a child refers to."""
    return models.UniqueConstraint(fields=["id", "library", *also], name=name)
