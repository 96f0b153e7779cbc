"""Choosing measures to start from."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy

from measurements.starters import Starter, StarterList


class CalendarChoice(forms.ModelChoiceField):
    def label_from_instance(self, calendar: Any) -> str:
        return f"{calendar.get_frequency_display()}, {date_format(calendar.anchor_on)}"


class StartersForm(forms.Form):
    calendar = CalendarChoice(label=gettext_lazy("Reported by"), queryset=None, empty_label=None)
    starters = forms.MultipleChoiceField(
        label=gettext_lazy("Measures"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose one measure at least.")},
    )

    def __init__(self, *args: Any, shipped: StarterList, calendars: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shipped = shipped
        language = get_language() or ""
        field = self.fields["calendar"]
        field.queryset = calendars
        # Read once, for the list and for whether there is any.
        field.choices = [(row.pk, field.label_from_instance(row)) for row in calendars]
        self.has_calendars = bool(field.choices)
        self.fields["starters"].choices = [
            (group.name.text(language), [(row.key, row.name.text(language)) for row in group.starters])
            for group in shipped.groups
        ]

    @property
    def chosen(self) -> list[Starter]:
        return [self.shipped.by_key[key] for key in self.cleaned_data["starters"]]

    def groups(self) -> list[dict[str, Any]]:
        """The list as the page shows it: each measure with its definition and whether it is ticked."""
        language = get_language() or ""
        ticked = set(self["starters"].value() or ())
        return [
            {
                "name": group.name.text(language),
                "starters": [
                    {
                        "key": row.key,
                        "name": row.name.text(language),
                        "unit": row.unit.text(language),
                        "told": self.told(row, language),
                        "is_ticked": row.key in ticked,
                    }
                    for row in group.starters
                ],
            }
            for group in self.shipped.groups
        ]

    def told(self, row: Starter, language: str) -> str:
        if not row.dividend:
            return row.definition.text(language)
        parts = [self.shipped.by_key[key].name.text(language) for key in (row.dividend, row.divisor)]
        return " ÷ ".join(parts)
