"""What members type in a report, and what reviewers answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measurements.answers import counts_of, fields_of
from measurements.breakdowns import Breakdown, Parts, figure_problems, misfits
from measurements.choices import Content, DimensionKind
from measurements.domain.observations import Answer
from measurements.forms.fields import NumberField, StoredTextField
from measurements.models import Measure
from measurements.parts import Part
from measurements.sheets import SheetLine

# Larger versions are nobody's; PostgreSQL would refuse to compare them.
LARGEST_VERSION = 2_000_000_000
FIELDS = ("content", "reason")
_TEXT = "text"


@dataclass(frozen=True)
class PartRow:
    """One category on the sheet: its name, its fields, and what it said in the period before."""

    name: str
    fields: list[Any]
    earlier: str = ""


class LineForm(forms.Form):
    """One measure of a report: a figure, or why there is none. May be left empty until it is known."""

    content = forms.ChoiceField(
        label=_("Kind of answer"),
        choices=Content.choices,
        initial=Content.NUMBER,
        widget=forms.RadioSelect,
        show_hidden_initial=True,
    )
    reason = StoredTextField(
        label=_("Why there is no number"), max_length=300, required=False, show_hidden_initial=True
    )
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=LARGEST_VERSION, required=False
    )

    def __init__(
        self,
        data: Any = None,
        *,
        line: SheetLine,
        breakdowns: Sequence[Breakdown] = (),
        parts: Parts | None = None,
        is_submitting: bool = False,
        may_accept: bool = False,
    ) -> None:
        self.line, self.measure = line, line.measure
        self.is_submitting = is_submitting
        self.may_accept = may_accept
        self.breakdowns = () if self.measure.is_words else breakdowns
        self.figures = fields_of(self.measure)
        observation = line.observation
        initial = (
            {name: getattr(observation, name) for name in (*FIELDS, *self.figures)} if observation else {}
        )
        for pk, part in (parts or {}).items():
            initial |= {_part_name(pk, name): getattr(part, name) for name in self.figures}
        if observation and may_accept:
            initial["parts_reason"] = observation.parts_reason
        version = observation.version if observation else 0
        super().__init__(data, prefix=f"line-{self.measure.pk}", initial=initial | {"version": version})
        self._add_fields()

    def _add_fields(self) -> None:
        labels = _labels(self.measure)
        for name in self.figures:
            self.fields[name] = _field(self.measure, name, labels[name])
        if self.measure.is_words:
            self.fields["content"].choices = [
                (Content.NUMBER, _("Answer in words")),
                *Content.choices[1:],
            ]
            self.fields["reason"].label = _("Why there is no answer")
        for breakdown in self.breakdowns:
            for category in breakdown.categories:
                for name in self.figures:
                    # Read out with the category, because the row's own words are beside the fields.
                    label = f"{category.name}, {labels[name]}" if len(self.figures) > 1 else category.name
                    field = _field(self.measure, name, label)
                    field.widget.attrs["class"] = "form-control"
                    self.fields[_part_name(category.pk, name)] = field
        if self.may_accept and self.has_partition:
            self.fields["parts_reason"] = StoredTextField(
                label=_("Why the parts may differ from the total"),
                max_length=300,
                required=False,
                help_text=_("Only if they cannot be made to fit. The organization reads this."),
            )

    @property
    def has_partition(self) -> bool:
        return any(row.ask.is_partition for row in self.breakdowns)

    @property
    def may_differ(self) -> bool:
        """Staff have accepted, or accept here, that the parts do not add up."""
        if self.may_accept:
            return bool(self.cleaned_data.get("parts_reason"))
        line = self.line.observation
        # What was accepted for a figure that is handed in holds for that one only.
        return bool(line and line.parts_reason and not self.line.is_handed_in)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        content = cleaned.get("content")
        if content is None:
            return cleaned
        if content != Content.NUMBER:
            self._check_reason(cleaned)
        elif not self.measure.is_words:
            self._check_whole(cleaned)
            self._check_parts()
        return cleaned

    def _check_reason(self, cleaned: dict[str, Any]) -> None:
        for name in self._names():
            if cleaned.get(name) not in {None, ""}:
                words = _("Empty this field, or choose “Answer in words”.")
                self.add_error(
                    name, words if self.measure.is_words else _("Empty this field, or choose “Number”.")
                )
        if self.is_submitting and not cleaned.get("reason"):
            self.add_error("reason", _("Say why there is no number."))

    def _check_whole(self, cleaned: dict[str, Any]) -> None:
        values = {name: cleaned.get(name) for name in self.figures}
        blank = [name for name, value in values.items() if value is None and name not in self.errors]
        part, whole = values.get("numerator"), values.get("denominator")
        if part is not None and whole is not None and part > whole and not self.measure.may_exceed_whole:
            self.add_error("numerator", _("The part is more than the whole."))
        if values.get("n") == 0:
            self.add_error("n", _("An average needs at least 1 person asked."))
        if not self.is_submitting or not blank:
            return
        if len(blank) < len(self.figures):
            self.add_error(blank[0], _("Give both numbers."))
        elif any(part.is_given for part in self._parts().values()):
            self.add_error(blank[0], _("Give the total, or say why there is none."))

    def _check_parts(self) -> None:
        """What does not add up holds up handing in, and is only told while one still types."""
        if not self.is_submitting or self.errors:
            return
        for breakdown in self.breakdowns:
            problems = figure_problems(
                self.measure, self._whole(), self._parts(), [breakdown], may_differ=self.may_differ
            )
            if problems:
                first = _part_name(breakdown.categories[0].pk, counts_of(self.measure)[0])
                hint = _where_to_put(breakdown) if self._lacks_people(breakdown) else ""
                told = [*problems, hint, self._way_out(breakdown)]
                self.add_error(first, " ".join(text for text in told if text))

    def _way_out(self, breakdown: Breakdown) -> str:
        """Say who can take parts that cannot be made to fit."""
        if not breakdown.ask.is_partition or self.may_differ:
            return ""
        if self.may_accept:
            return str(_("If they cannot be made to fit, say below why."))
        return str(_("If they cannot be made to fit, save the draft and ask the library to accept it."))

    def _lacks_people(self, breakdown: Breakdown) -> bool:
        count = counts_of(self.measure)[-1]
        parts = self._parts()
        given = [getattr(parts[row.pk], count) or 0 for row in breakdown.categories]
        return (getattr(self._whole(), count) or 0) > sum(given)

    @property
    def misfits(self) -> list[str]:
        """How far the parts are from the whole, as typed or else as stored."""
        if self.is_bound and self.is_valid():
            whole, parts = self._whole(), self._parts()
        else:
            values = self.initial
            whole = Part(**{name: values.get(name) for name in self.figures if name != _TEXT})
            parts = self._read(values)
        return misfits(self.measure, whole, parts, self.breakdowns)

    @property
    def is_touched(self) -> bool:
        """Somebody typed here; another browser's newer version alone is no change."""
        return bool(set(self.changed_data) - {"version"})

    @property
    def answer(self) -> Answer:
        cleaned = self.cleaned_data
        return Answer(
            measure=self.measure,
            content=cleaned["content"],
            reason=cleaned["reason"],
            version=cleaned["version"] or 0,
            parts_reason=cleaned.get("parts_reason", ""),
            parts={pk: part for pk, part in self._parts().items() if self._was_sent(pk)},
            **{name: cleaned[name] for name in self.figures},
        )

    def figure_fields(self) -> list[Any]:
        return [self[name] for name in self.figures]

    def part_groups(self, earlier: Mapping[int, str]) -> Iterator[dict[str, Any]]:
        """Each breakdown as the sheet shows it."""
        labels = _labels(self.measure)
        for breakdown in self.breakdowns:
            rows = [
                PartRow(
                    row.name,
                    [self[_part_name(row.pk, name)] for name in self.figures],
                    earlier.get(row.pk, ""),
                )
                for row in breakdown.categories
            ]
            yield {
                "name": breakdown.dimension.name,
                "is_partition": breakdown.dimension.kind == DimensionKind.PARTITION,
                "heads": [labels[name] for name in self.figures] if len(self.figures) > 1 else [],
                "rows": rows,
                "errors": [text for row in rows for field in row.fields for text in field.errors],
                "id": f"{self.prefix}-parts-{breakdown.dimension.pk}",
            }

    def _names(self) -> list[str]:
        return [name for name in self.fields if name not in {*FIELDS, "version", "parts_reason"}]

    def _whole(self) -> Part:
        return Part(**{name: self.cleaned_data.get(name) for name in self.figures if name != _TEXT})

    def _parts(self) -> Parts:
        return self._read(self.cleaned_data)

    def _read(self, values: Mapping[str, Any]) -> Parts:
        return {
            row.pk: Part(**{name: values.get(_part_name(row.pk, name)) for name in self.figures})
            for breakdown in self.breakdowns
            for row in breakdown.categories
        }

    def _was_sent(self, pk: int) -> bool:
        """A page made before the breakdown was asked for says nothing about it."""
        return any(self.add_prefix(_part_name(pk, name)) in self.data for name in self.figures)


def _part_name(pk: int, name: str) -> str:
    return f"part-{pk}-{name}"


def _field(measure: Measure, name: str, label: Any) -> forms.Field:
    if name == _TEXT:
        return StoredTextField(label=label, keep_lines=True, required=False, show_hidden_initial=True)
    is_score = measure.aggregation == "mean" and name == "value"
    return NumberField(label=label, required=False, show_hidden_initial=True, allow_negative=is_score)


def _labels(measure: Measure) -> dict[str, Any]:
    if measure.is_words:
        return {_TEXT: _("Answer in words")}
    if "numerator" in fields_of(measure):
        return {"numerator": _("How many"), "denominator": _("Of how many")}
    if "n" in fields_of(measure):
        return {"value": _("Average"), "n": _("From how many people")}
    return {"value": _("Number of %(unit)s") % {"unit": measure.unit}}


def _where_to_put(breakdown: Breakdown) -> str:
    """Name the category for whoever fits no other."""
    rest = next((row.name for row in breakdown.categories if row.is_unknown), None)
    if rest is None or breakdown.dimension.kind != DimensionKind.PARTITION:
        return ""
    return str(_("People of whom you do not know it belong to “%(name)s”.") % {"name": rest})


class ReturnForm(forms.Form):
    """Why a figure goes back."""

    reason = StoredTextField(
        label=_("What should be looked at again"),
        keep_lines=True,
        max_length=1000,
        error_messages={"required": _("Say what should be looked at again.")},
    )
