"""Rows of an import, each held against its form and against what the directory has."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.domain.imports import RowChange
from partners.models import Category, ImportRun
from partners.work import Progress

Visible = Callable[[type[Model]], QuerySet]
Records = list[tuple[int, dict[str, str]]]
NEW, CHANGED, SAME, ERROR, CHOOSE, LEFT = "new", "changed", "same", "error", "choose", "left"
TOLD_EVERY = 100
ASKED_AT_ONCE = 1_000
# What stands in the way of writing.
BLOCKING = (ERROR, CHOOSE)


@dataclass(frozen=True)
class Cell:
    """What the sheet says, how it compares, and a note: the error, or the value before."""

    label: str
    text: str
    state: str = ""
    note: str = ""


@dataclass
class CheckedRow:
    """One row with its number in the sheet, and what writing it would do."""

    number: int
    state: str
    cells: list[Cell]
    problem: str = ""
    choice: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    change: RowChange | None = None
    # Whether writing the row would do something; known also where the change itself was not kept.
    writes: bool = False


class RowChecker:
    """Checks all rows of an import in a few queries for each thousand of them."""

    words: dict[str, tuple[str, ...]]
    needed: tuple[str, ...] = ("name",)

    def __init__(self, run: ImportRun, *, visible: Visible, categories: list[Category]) -> None:
        self.run = run
        self.known = {category.code: category for category in categories}
        self.seen: dict[Any, int] = {}
        self.mapped = [name for name in self.labels() if name in run.matching]
        self.records = [(number, self._named(cells)) for number, cells in run.rows]
        self.load(visible)

    @classmethod
    def guess(cls, headers: list[str]) -> dict[str, int]:
        raise NotImplementedError

    @classmethod
    def labels(cls) -> dict[str, Any]:
        """Field names with their words, in the order of the page."""
        raise NotImplementedError

    def load(self, visible: Visible) -> None:
        raise NotImplementedError

    def matches(self, texts: dict[str, str]) -> list[Any]:
        """Rows of the directory that might be the same, at most five."""
        raise NotImplementedError

    def is_exact(self, found: Any, texts: dict[str, str]) -> bool:
        raise NotImplementedError

    def key(self, texts: dict[str, str]) -> Any:
        """What two rows of one sheet share when they mean the same."""
        raise NotImplementedError

    def form(self, texts: dict[str, str], target: Any) -> BaseForm:
        raise NotImplementedError

    def change(self, form: Any, texts: dict[str, str], target: Any) -> RowChange:
        raise NotImplementedError

    def before(self, target: Any) -> dict[str, str]:
        """The target's values by field, comparable with `after`."""
        raise NotImplementedError

    def after(self, form: Any) -> dict[str, str]:
        raise NotImplementedError

    def shown(self, name: str, value: str) -> str:
        return value

    def check(self, *, progress: Progress = lambda done, total: None) -> list[CheckedRow]:
        """Each row in the order of the sheet; `progress` is told now and then how many are looked at."""
        checked = []
        for number, texts in self.records:
            checked.append(self._checked(number, texts))
            if len(checked) % TOLD_EVERY == 0 or len(checked) == len(self.records):
                progress(len(checked), len(self.records))
        return checked

    def _named(self, cells: list[str]) -> dict[str, str]:
        return {name: cells[column] for name, column in self.run.matching.items() if column < len(cells)}

    def _checked(self, number: int, texts: dict[str, str]) -> CheckedRow:
        matches = self.matches(texts)
        choice = self.run.choices.get(str(number), "")
        row = CheckedRow(number, ERROR, self._plain(texts), choice=choice, options=_options(matches))
        if choice == "leave":
            row.state = LEFT
            return row
        target = self._target(choice, matches, texts)
        if choice.startswith("update-") and target is None:
            # The row that was chosen is gone.
            choice = ""
        row.choice = choice or (f"update-{target.pk}" if target else "")
        if not choice and matches and target is None:
            row.state, row.problem = CHOOSE, _("This may be in the directory already.")
        elif not self._is_first(number, texts, target, choice, row):
            row.state = CHOOSE
        else:
            self._judge(row, texts, target)
        if row.state == ERROR and not matches:
            row.options = [("leave", _("Leave out"))]
        elif row.state == NEW and not matches:
            row.choice, row.options = "add", [("add", _("Add as new")), ("leave", _("Leave out"))]
        return row

    def _target(self, choice: str, matches: list[Any], texts: dict[str, str]) -> Any:
        if choice.startswith("update-"):
            return next((one for one in matches if choice == f"update-{one.pk}"), None)
        if not choice and len(matches) == 1 and self.is_exact(matches[0], texts):
            return matches[0]
        return None

    def _is_first(
        self, number: int, texts: dict[str, str], target: Any, choice: str, row: CheckedRow
    ) -> bool:
        key = ("row", target.pk) if target else self.key(texts)
        earlier = self.seen.setdefault(key, number)
        if earlier == number or key is None or (choice == "add" and target is None):
            return True
        row.problem = _("The same as row %(number)s.") % {"number": earlier}
        if not row.choice:
            row.options = [("add", _("Add as new")), ("leave", _("Leave out"))]
        return False

    def _judge(self, row: CheckedRow, texts: dict[str, str], target: Any) -> None:
        form = self.form(texts, target)
        if not form.is_valid():
            self._explain(row, form, texts)
            return
        before = self.before(target) if target else {}
        after = self.after(form)
        row.cells = [
            self._compared(name, texts[name], before, after) for name in texts_of(self.mapped, texts)
        ]
        states = {cell.state for cell in row.cells}
        row.state = NEW if target is None else CHANGED if CHANGED in states else SAME
        if row.state != SAME:
            row.change, row.writes = self.change(form, texts, target), True

    def _compared(self, name: str, text: str, before: dict[str, str], after: dict[str, str]) -> Cell:
        label = str(self.labels()[name])
        if not before:
            return Cell(label, text, NEW if text else "")
        if not text or before.get(name) == after.get(name):
            return Cell(label, text, SAME if text else "")
        was = self.shown(name, before.get(name, ""))
        return Cell(label, text, CHANGED, _("before: %(text)s") % {"text": was or "–"})

    def _explain(self, row: CheckedRow, form: Any, texts: dict[str, str]) -> None:
        errors = {name: " ".join(map(str, found)) for name, found in form.errors.items()}
        # The primary category comes from the same cell as the others.
        for name, of in (("primary", "categories"), ("__all__", "name")):
            if name in errors:
                errors.setdefault(of, errors.pop(name))
        row.state = ERROR
        row.cells = [
            Cell(str(self.labels()[name]), texts[name], ERROR if name in errors else "", errors.pop(name, ""))
            for name in texts_of(self.mapped, texts)
        ]
        row.problem = " ".join(f"{self.labels().get(name, name)}: {error}" for name, error in errors.items())

    def _plain(self, texts: dict[str, str]) -> list[Cell]:
        return [Cell(str(self.labels()[name]), texts[name]) for name in texts_of(self.mapped, texts)]


def in_parts(records: Records) -> Iterator[Records]:
    """Rows in parts: a database takes only so many values in one question."""
    for start in range(0, len(records), ASKED_AT_ONCE):
        yield records[start : start + ASKED_AT_ONCE]


def texts_of(mapped: list[str], texts: dict[str, str]) -> list[str]:
    """Fields in the order of the page that this row has a cell for."""
    return [name for name in mapped if name in texts]


def _options(matches: list[Any]) -> list[tuple[str, str]]:
    leave = ("leave", _("Leave out"))
    if not matches:
        return []
    return [
        *((f"update-{one.pk}", _("Update “%(name)s”") % {"name": one.name}) for one in matches),
        ("add", _("Add as new")),
        leave,
    ]


STATE_WORDS = {
    NEW: (gettext_lazy("New"), "ok"),
    CHANGED: (gettext_lazy("Changed"), "info"),
    SAME: (gettext_lazy("Same"), "none"),
    ERROR: (gettext_lazy("Error"), "off"),
    CHOOSE: (gettext_lazy("To decide"), "watch"),
    LEFT: (gettext_lazy("Left out"), "none"),
}
