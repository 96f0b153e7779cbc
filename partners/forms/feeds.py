"""Of which partnerships somebody's calendar tells."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.forms.choosing import RowBoxes


class CalendarChoiceForm(forms.Form):
    partnerships = RowBoxes(
        queryset=None,
        label=_("Only these partnerships"),
        required=False,
        help_text=_("Tick none to see all, also those that are still to come."),
    )

    def __init__(self, *args: Any, partnerships: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partnerships"].queryset = partnerships
