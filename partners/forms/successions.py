"""Forms about handing over to a successor."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.choices import Language
from partners.forms.texts import DayInput, PlainText
from partners.models import Person


class SuccessorForm(PlainText, forms.Form):
    """Somebody known at the organization, or somebody new with name and address."""

    starts_on = forms.DateField(
        label=_("First day of the successor"),
        widget=DayInput,
        help_text=_("The old access ends the day before. Open items move on this day."),
    )
    successor = forms.ChoiceField(label=_("Who takes over"), required=False)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    language = forms.ChoiceField(label=_("Language of mails"), choices=Language.choices)

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(person.pk): person for person in people}
        self.fields["successor"].choices = [
            ("", _("Somebody new, named below")),
            *((pk, person.name) for pk, person in self.known.items()),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("successor") and "successor" not in self.errors:
            for name in ("name", "email"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Say who takes over: name and e-mail address."))
        return cleaned

    def given(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        values = {name: cleaned[name] for name in ("name", "email", "language")}
        return {
            "starts_on": cleaned["starts_on"],
            "successor": self.known.get(cleaned["successor"]),
            "values": values | {"email": values["email"].lower()},
        }


class ShownForm(forms.Form):
    steps = forms.MultipleChoiceField(
        label=_("Shown to the successor"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("agenda", _("The common agenda and what the organization has signed")),
            ("agreement", _("The agreement, and what was promised")),
            ("login", _("How to sign in")),
            ("dates", _("The next dates: reports, meetings")),
        ],
    )
