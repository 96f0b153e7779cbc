"""Lists that people take away: every app says which it has, what is in them, and who may have them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from partners.access import Scope
from partners.choices import LibraryRole

LONGEST_NUMBER = 18
MOST_NUMBERS = 500


@dataclass(frozen=True)
class Ask:
    """Who wants a list of which library, and what it was chosen by: text as it stands in an address."""

    scope: Scope
    library: Any
    today: date
    given: Mapping[str, str] = field(default_factory=dict)

    def visible(self, model: Any) -> Any:
        """The rows of a table that the asker may open; the only way by which a list reaches any."""
        return model._default_manager.visible_to(self.scope, library=self.library)

    def number(self, name: str) -> int | None:
        """A given id; 0, which no row has, for what is no number; None when it is not given."""
        text = self.given.get(name, "")
        if not text:
            return None
        return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0

    def numbers(self, name: str) -> list[int]:
        """Given ids with commas between them, as many as a page has; empty when it is not given."""
        texts = self.given.get(name, "").split(",")[:MOST_NUMBERS]
        found = [
            int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
        ]
        return found or [0] if self.given.get(name) else []


@dataclass(frozen=True)
class Column:
    """One column: a heading in the reader's language and what a row has there."""

    label: Any
    cell: Callable[[Any], Any]


@dataclass(frozen=True)
class ExportTable:
    """One list. `rows` begins with `Ask.visible`, whatever else it does."""

    noun: str
    label: Any
    columns: Callable[[Ask], Sequence[Column]]
    rows: Callable[[Ask], Any]
    filters: tuple[str, ...] = ()
    # Without this one of its filters there is no list.
    needs: str = ""
    # The least role in the library; None lets partners have what they see.
    staff_role: str | None = LibraryRole.VIEWER

    def is_for(self, scope: Scope, library: Any) -> bool:
        """Whether somebody may have this list at all; what stands in it is another question."""
        if self.staff_role is None:
            return scope.reaches(library.pk)
        return scope.is_staff_of(library.pk, self.staff_role)

    def asked(self, given: Mapping[str, str]) -> dict[str, str]:
        """Of what stands in an address only what this list can be chosen by."""
        return {name: given[name] for name in self.filters if given.get(name)}


class ExportRegistry:
    def __init__(self) -> None:
        self._tables: dict[str, ExportTable] = {}

    def register(self, tables: Iterable[ExportTable]) -> None:
        """Raises ValueError for a second list of one noun."""
        for table in tables:
            if table.noun in self._tables:
                raise ValueError(f"{table.noun} is registered")
            self._tables[table.noun] = table

    def find(self, noun: str) -> ExportTable | None:
        return self._tables.get(noun)

    def __iter__(self):
        return iter(self._tables.values())


registry = ExportRegistry()
