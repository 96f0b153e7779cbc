"""Forms of a library's settings."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partners.domain.reminder_words import FIELDS, USABLE
from partners.forms.libraries import US_ZONES, zone_choices
from partners.forms.texts import DayInput, PlainText
from partners.models import Library
from partners.placeholders import PLACEHOLDERS, unusable_in
from partners.thresholds import LIMITS, SMALL_COUNT

LONGEST_WORDS = 500

SETTINGS = (
    "name",
    "sender_name",
    "reply_to",
    "phone",
    "postal_address",
    "time_zone",
    "language",
    "note_notice",
    "requires_second_factor",
    "allows_remembering",
)


class LibrarySettingsForm(PlainText, forms.ModelForm):
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zone_choices,
        initial=US_ZONES[0],
        help_text=_("Due days begin and end here, and mails leave at its hours."),
    )

    class Meta:
        model = Library
        fields = SETTINGS
        widgets = {"note_notice": forms.Textarea(attrs={"rows": 2})}

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SETTINGS}


class ReminderWordsForm(PlainText, forms.ModelForm):
    """Two texts in each language; which words may stand in braces is said beside them."""

    class Meta:
        model = Library
        fields = FIELDS
        widgets = dict.fromkeys(FIELDS, forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_WORDS}))
        help_texts = {
            "opening_en": _("For example a greeting. Left empty, the mail begins with what is due."),
            "opening_es": _("For those who read Spanish. Left empty, the mail begins with what is due."),
            "closing_en": _("Left empty: “If it is done already, thank you: nothing more is needed.”"),
            "closing_es": _("For those who read Spanish. Left empty, our sentence stands there in Spanish."),
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name in FIELDS:
            self._check(name, self.cleaned_data.get(name, ""))
        return self.cleaned_data

    def _check(self, name: str, text: str) -> None:
        if len(text) > LONGEST_WORDS:
            self.add_error(name, _("Write at most %(limit)d characters.") % {"limit": LONGEST_WORDS})
        if unknown := unusable_in(text, USABLE):
            words = {"unknown": ", ".join(unknown), "known": ", ".join(words_in_braces())}
            self.add_error(name, _("%(unknown)s means nothing here. You can use: %(known)s.") % words)

    def given(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in FIELDS}


def words_in_braces() -> list[str]:
    """What may stand in braces, in the reader's language."""
    language = (get_language() or "en").partition("-")[0]
    return [one.shown(language) for one in PLACEHOLDERS if one.key in USABLE]


class BandsForm(forms.Form):
    strength = forms.DecimalField(
        label=_("Strength from"), min_value=Decimal(1), max_value=Decimal(5), max_digits=2, decimal_places=1
    )
    borderline = forms.DecimalField(
        label=_("Borderline from"), min_value=Decimal(1), max_value=Decimal(5), max_digits=2, decimal_places=1
    )
    valid_from = forms.DateField(
        label=_("Valid from"),
        help_text=_("Worksheets that were started earlier keep the bands of their own day."),
        widget=DayInput,
    )


class SmallCountForm(forms.Form):
    value = forms.DecimalField(
        label=_("Least count that is shown"),
        min_value=LIMITS[SMALL_COUNT][0],
        max_value=LIMITS[SMALL_COUNT][1],
        max_digits=2,
        decimal_places=0,
        help_text=_("5 hides 1 to 4, and whatever they could be worked out from. 0 is always shown."),
    )
    valid_from = forms.DateField(
        label=_("Valid from"),
        help_text=_("From this day it holds for whatever is read, also for figures of earlier periods."),
        widget=DayInput,
    )


class ClosureForm(PlainText, forms.Form):
    first_on = forms.DateField(label=_("First day"), widget=DayInput)
    last_on = forms.DateField(
        label=_("Last day"), required=False, help_text=_("Empty when it is only one day."), widget=DayInput
    )
    reason = forms.CharField(label=_("Reason"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.cleaned_data["last_on"] = self.cleaned_data.get("last_on") or self.cleaned_data.get("first_on")
        return self.cleaned_data
