"""Fields as people fill them in: numbers as they are typed, text that can be stored."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from partners.names import TextError, clean_text
from partners.numbers import NumberError, format_for_input, read_number

LONGEST_TEXT = 5000


class NumberField(forms.CharField):
    """A number that has one reading; what could be read in two ways is refused with both."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, allow_negative: bool = False, **kwargs: Any) -> None:
        self.allow_negative = allow_negative
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        typed = super().to_python(value)
        if typed in self.empty_values:
            return None
        try:
            return read_number(typed, allow_negative=self.allow_negative)
        except NumberError as error:
            raise ValidationError(str(error), code=error.code) from error

    def prepare_value(self, value: Any) -> Any:
        return format_for_input(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        # Compared as text: a change that cannot be read is a change all the same.
        return (self.prepare_value(initial) or "") != (data or "").strip()


class StoredTextField(forms.CharField):
    """Text without control characters, as one line or with its lines kept."""

    def __init__(self, *, keep_lines: bool = False, **kwargs: Any) -> None:
        self.keep_lines = keep_lines
        kwargs.setdefault("max_length", LONGEST_TEXT if keep_lines else 200)
        if keep_lines:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        try:
            return clean_text(text, keep_lines=self.keep_lines)
        except TextError as error:
            raise ValidationError(str(error), code=error.code) from error


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)
