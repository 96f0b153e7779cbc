"""What members type in a report, and what reviewers answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measurements.choices import Content
from measurements.domain.observations import Answer
from measurements.forms.fields import NumberField, StoredTextField
from measurements.sheets import SheetLine

# Larger versions are nobody's; PostgreSQL would refuse to compare them.
LARGEST_VERSION = 2_000_000_000
FIELDS = ("content", "value", "reason")


class LineForm(forms.Form):
    """One measure of a report: a number, or why there is none. May be left empty until it is known."""

    content = forms.ChoiceField(
        label=_("Kind of answer"),
        choices=Content.choices,
        initial=Content.NUMBER,
        widget=forms.RadioSelect,
        show_hidden_initial=True,
    )
    value = NumberField(required=False, show_hidden_initial=True)
    reason = StoredTextField(
        label=_("Why there is no number"), max_length=300, required=False, show_hidden_initial=True
    )
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=LARGEST_VERSION, required=False
    )

    def __init__(self, data: Any = None, *, line: SheetLine, is_submitting: bool = False) -> None:
        self.line = line
        self.is_submitting = is_submitting
        observation = line.observation
        initial = {name: getattr(observation, name) for name in FIELDS} if observation else {}
        version = observation.version if observation else 0
        super().__init__(data, prefix=f"line-{line.measure.pk}", initial=initial | {"version": version})
        self.fields["value"].label = _("Number of %(unit)s") % {"unit": line.measure.unit}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        content = cleaned.get("content")
        if content in {Content.NUMBER, None}:
            return cleaned
        if cleaned.get("value") is not None:
            self.add_error("value", _("Empty this field, or choose “Number”."))
        if self.is_submitting and not cleaned.get("reason"):
            self.add_error("reason", _("Say why there is no number."))
        return cleaned

    @property
    def is_touched(self) -> bool:
        """Somebody typed here; another browser's newer version alone is no change."""
        return bool(set(self.changed_data) & set(FIELDS))

    @property
    def answer(self) -> Answer:
        cleaned = self.cleaned_data
        return Answer(
            measure=self.line.measure,
            content=cleaned["content"],
            value=cleaned["value"],
            reason=cleaned["reason"],
            version=cleaned["version"] or 0,
        )


class ReturnForm(forms.Form):
    """Why a figure goes back."""

    reason = StoredTextField(
        label=_("What should be looked at again"),
        keep_lines=True,
        max_length=1000,
        error_messages={"required": _("Say what should be looked at again.")},
    )
