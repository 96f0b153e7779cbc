"""Forms about members that rest, leave, or are thanked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partners.forms.texts import DayInput, PlainText
from partners.models import HandBack, MemberPause

LONGEST_THING = HandBack._meta.get_field("thing").max_length


class PauseForm(PlainText, forms.ModelForm):
    class Meta:
        model = MemberPause
        fields = ("starts_on", "ends_on", "reason")
        widgets = {"starts_on": DayInput, "ends_on": DayInput}
        help_texts = {"reason": _("For example: school summer. The library and the organization read it.")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("A pause cannot end before it starts."))
        return cleaned

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class Things(forms.CharField):
    """One thing on each line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 5}), **kwargs)

    def lines(self, text: str) -> list[str]:
        found = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        if any(len(line) > LONGEST_THING for line in found):
            words = _("A line holds %(most)d characters at most. Write one thing on each line.")
            raise ValidationError(words % {"most": LONGEST_THING})
        return found


class WithThings(PlainText, forms.Form):
    """`things` as a list, after control characters are gone."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if isinstance(cleaned.get("things"), str):
            try:
                cleaned["things"] = self.fields["things"].lines(cleaned["things"])
            except ValidationError as refusal:
                self.add_error("things", refusal)
        return cleaned


class DepartureForm(WithThings):
    left_on = forms.DateField(
        label=_("Last day"), widget=DayInput, help_text=_("What they did stays in all reports.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)
    things = Things(
        label=_("To hand back"),
        help_text=_("Keys, files, equipment, logins: one thing on each line. You tick them off later."),
    )


class ClosingForm(WithThings):
    ended_on = forms.DateField(label=_("Last day"), widget=DayInput)
    reason = forms.CharField(label=_("Reason"), max_length=300)
    things = Things(
        label=_("To hand back"),
        help_text=_("One thing on each line. Every member gets this list; change it on the member's page."),
    )


class HandBackForm(WithThings):
    things = Things(label=_("Add things to hand back"), help_text=_("One thing on each line."))


class ThanksForm(PlainText, forms.Form):
    text = forms.CharField(label=_("Text"), max_length=5000, widget=forms.Textarea(attrs={"rows": 14}))
