"""What the forms of every app share: text as people mean it, and days that browsers know."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from partners.names import TextError, clean_text

LONGEST_TEXT = 5000


class DayInput(forms.DateInput):
    """The browser's own calendar; it wants and sends days as 2027-06-30 in every language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PlainText:
    """For forms: no control characters, no outer spaces, and no text without an end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            is_text = isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField)
            if is_text and field.max_length is None:
                field.max_length = LONGEST_TEXT
                field.validators = [*field.validators, MaxLengthValidator(LONGEST_TEXT)]
                field.widget.attrs.setdefault("maxlength", LONGEST_TEXT)

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str):
                self._clean_one(name, value)
        return self.cleaned_data

    def _clean_one(self, name: str, value: str) -> None:
        keep_lines = isinstance(self.fields[name].widget, forms.Textarea)
        try:
            self.cleaned_data[name] = clean_text(value, keep_lines=keep_lines)
        except TextError as error:
            self.add_error(name, str(error))
            return
        if self.fields[name].required and not self.cleaned_data[name]:
            self.add_error(name, self.fields[name].error_messages["required"])
