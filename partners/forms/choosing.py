"""Choosing rows of a list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

# The longest number that every database can compare with a key.
LONGEST_KEY = 18


class RowBoxes(forms.ModelMultipleChoiceField):
    """Rows to tick. A number longer than any key is nobody's, and must not reach the database."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if len(str(key)) > LONGEST_KEY:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": str(key)[:LONGEST_KEY]},
                )
        return super().clean(value)
