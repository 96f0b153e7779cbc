"""A sheet of earlier figures: measures and members down, periods across, each cell checked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measurements.choices import Aggregation, ObservationState
from measurements.domain.figure_imports import Brought, Numbers
from measurements.forms.fields import LONGEST_TEXT
from measurements.models import Measure, Period
from measurements.series import Figures
from measurements.totals import Line
from partners.exchange.tables import Table
from partners.forms.import_rows import ERROR, NEW, SAME, Cell
from partners.forms.imports import ImportStartForm
from partners.models import Member
from partners.names import TextError, clean_text, name_key
from partners.numbers import NumberError, read_number

MOST_FIGURES = 1000
FIRST_PERIOD = 2
_SHARE = re.compile(r"\s*/\s*")
# "4.2 (130)" and "4.2 (n = 130)", as the pages write an average.
_MEAN = re.compile(r"\s*([^()]+?)\s*\(\s*(?:n\s*=\s*)?([^()]+?)\s*\)\s*", re.IGNORECASE)
Place = tuple[int, int, int]


class FigureError(ValueError):
    """What a cell says is no figure of its measure; the text is a sentence for people."""


class FigureSheetForm(ImportStartForm):
    """A file or pasted cells."""

    kind = None
    field_order = ("pasted", "file")


@dataclass
class Checked:
    """All cells of a sheet, and the figures that writing it would add."""

    columns: list[str]
    rows: list[tuple[int, list[Cell]]] = field(default_factory=list)
    figures: list[Brought] = field(default_factory=list)
    errors: int = 0


class SheetChecker:
    """Checks a sheet without asking the database: everything is read once, before."""

    def __init__(
        self, figures: Figures, members: Sequence[Member], texts: Mapping[Place, str] | None = None
    ) -> None:
        self.figures = figures
        # Answers in words that are in, by measure, period and organization: totals do without them.
        self.texts = texts or {}
        self.measures: dict[str, list[Measure]] = {}
        for measure in figures.measures:
            self.measures.setdefault(name_key(measure.name), []).append(measure)
        self.members: dict[str, list[Member]] = {}
        for member in members:
            self.members.setdefault(member.organization.name_key, []).append(member)
        self.seen: set[tuple[int, int, int]] = set()

    def check(self, table: Table) -> Checked:
        checked = Checked(columns=table.headers)
        for number, cells in table.rows:
            checked.rows.append((number, self._row(table.headers, cells, checked)))
        return checked

    def _row(self, headers: list[str], cells: list[str], checked: Checked) -> list[Cell]:
        measure, first = self._measure(headers[0], cells[0])
        members, second = self._members(headers[1], cells[1])
        found = [first, second]
        for label, text in zip(headers[FIRST_PERIOD:], cells[FIRST_PERIOD:], strict=True):
            if not text or measure is None or not members:
                found.append(Cell(label, text))
                continue
            found.append(self._cell(measure, members, label, text, checked))
        checked.errors += sum(cell.state == ERROR for cell in found)
        return found

    def _measure(self, label: str, text: str) -> tuple[Measure | None, Cell]:
        rows = self.measures.get(name_key(text), [])
        if not rows:
            return None, Cell(label, text, ERROR, _("No measure has this name."))
        if rows[0].is_derived:
            return None, Cell(label, text, ERROR, _("Figures of this measure cannot be brought in a sheet."))
        # Of measures that go on with each other the period tells which one is meant.
        return rows[0], Cell(label, text)

    def _members(self, label: str, text: str) -> tuple[list[Member], Cell]:
        rows = self.members.get(name_key(text), [])
        if not rows:
            return [], Cell(label, text, ERROR, _("No member has this name."))
        return rows, Cell(label, text)

    def _cell(self, named: Measure, members: list[Member], label: str, text: str, checked: Checked) -> Cell:
        place = self._place(named, label)
        if place is None:
            return Cell(label, text, ERROR, _("No period of this measure has this name."))
        measure, period = place
        try:
            numbers = read_figure(measure, text)
        except (NumberError, FigureError, TextError) as error:
            return Cell(label, text, ERROR, str(error))
        expected = self.figures.expected_of(measure, period)
        member = next(
            (row for row in members if row.organization_id in expected and _was_in(row, period)), None
        )
        if member is None:
            return Cell(
                label, text, ERROR, _("The member was not asked for it on the last day of that period.")
            )
        key = (measure.pk, member.organization_id, period.pk)
        if key in self.seen:
            return Cell(label, text, ERROR, _("The sheet has this figure twice."))
        self.seen.add(key)
        return self._compared(Brought(measure, member, period, numbers), label, text, checked)

    def _compared(self, one: Brought, label: str, text: str, checked: Checked) -> Cell:
        line = self.figures.line_of(one.measure, one.period, one.member.organization_id)
        if line is None:
            checked.figures.append(one)
            return Cell(label, text, NEW)
        if line.state in {ObservationState.DRAFT, ObservationState.RETURNED}:
            return Cell(label, text, ERROR, _("The member is filling this in."))
        text_known = self.texts.get((one.measure.pk, one.period.pk, one.member.organization_id), "")
        if _says(line, one.numbers, text_known):
            return Cell(label, text, SAME)
        return Cell(label, text, ERROR, _("Another figure is in already. Ask for a correction instead."))

    def _place(self, named: Measure, label: str) -> tuple[Measure, Period] | None:
        for measure in self.measures[name_key(named.name)]:
            for period in self.figures.periods.get(measure.calendar_id, []):
                if name_key(label) in _names_of(period):
                    return measure, period
        return None


def read_figure(measure: Measure, text: str) -> Numbers:
    """Read a cell as its measure is counted: a number, 9/10, 4.2 (130), or words.

    Raises `NumberError`, `FigureError` and `TextError`.
    """
    if measure.aggregation == Aggregation.PERCENT:
        return _read_share(measure, text)
    if measure.aggregation == Aggregation.MEAN:
        return _read_mean(text)
    if measure.is_words:
        return {"text": _read_words(text)}
    return {"value": read_number(text)}


def _read_share(measure: Measure, text: str) -> Numbers:
    parts = _SHARE.split(text)
    if len(parts) != 2:  # noqa: PLR2004 - part and whole
        raise FigureError(_("Write part and whole, for example 9/10."))
    part, whole = (read_number(one) for one in parts)
    if part > whole and not measure.may_exceed_whole:
        raise FigureError(_("The part is more than the whole."))
    return {"numerator": part, "denominator": whole}


def _read_mean(text: str) -> Numbers:
    found = _MEAN.fullmatch(text)
    if found is None:
        raise FigureError(
            _("Write the average and how many people it is from in brackets, for example 4.2 (130).")
        )
    n = read_number(found[2])
    if n == 0:
        raise FigureError(_("An average needs at least 1 person asked."))
    return {"value": read_number(found[1], allow_negative=True), "n": n}


def _read_words(text: str) -> str:
    words = clean_text(text, keep_lines=True)
    if len(words) > LONGEST_TEXT:
        raise FigureError(_("An answer has at most %(count)d letters.") % {"count": LONGEST_TEXT})
    return words


def _names_of(period: Period) -> set[str]:
    """What a period may be called: its name, in either language, or its first day."""
    return {name_key(text) for text in (period.label, period.shown_label, period.starts_on.isoformat())}


def _was_in(member: Member, period: Period) -> bool:
    return member.spell.is_active_on(period.ends_on)


def _says(line: Line, numbers: Numbers, text: str) -> bool:
    if "text" in numbers:
        return numbers["text"] == text
    return all(getattr(line, name) == value for name, value in numbers.items())


STATE_TONES = {
    NEW: (gettext_lazy("New"), "ok"),
    SAME: (gettext_lazy("Same"), "none"),
    ERROR: (gettext_lazy("Error"), "off"),
}
