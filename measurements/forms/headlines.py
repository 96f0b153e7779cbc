"""What a dashboard shows: which measures, and as of which day."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ALL = "all"
EARLIEST = date(1990, 1, 1)


class HeadlinesFilter(forms.Form):
    which = forms.ChoiceField(
        label=gettext_lazy("Which measures"),
        required=False,
        choices=[("", gettext_lazy("Headline measures")), (ALL, gettext_lazy("All measures"))],
    )
    as_of = forms.DateField(
        label=gettext_lazy("As of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Totals as they stood at the end of that day."),
    )

    def __init__(self, *args: Any, latest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.latest = latest

    def clean_as_of(self) -> date | None:
        day: date | None = self.cleaned_data["as_of"]
        if day is not None and not EARLIEST <= day <= self.latest:
            raise forms.ValidationError(_("Choose a day that is over, or leave this empty for today."))
        return day

    def chosen(self, name: str) -> Any:
        """What was chosen; None when nothing was, or something unknown."""
        if not self.is_bound:
            return None
        self.is_valid()
        return self.cleaned_data.get(name)
