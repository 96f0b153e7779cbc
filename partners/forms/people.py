"""Forms about people at organizations, and their access."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.choices import AccessRole
from partners.forms.texts import DayInput, PlainText
from partners.models import Person

PERSON_FIELDS = ("name", "job_title", "email", "phone", "language")


class PersonForm(PlainText, forms.ModelForm):
    class Meta:
        model = Person
        fields = PERSON_FIELDS
        widgets = {"phone": forms.TextInput(attrs={"type": "tel"})}

    def given(self) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in PERSON_FIELDS}
        return values | {"email": values["email"].lower()}


class PersonInviteForm(forms.Form):
    """What an invited person may do for their organization."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=AccessRole.choices,
        initial=AccessRole.REPORTER,
        widget=forms.RadioSelect,
        help_text=_(
            "Reporters give the figures, approvers sign them off, backups step in, contacts only read."
        ),
    )
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DayInput,
        help_text=_("Leave it empty when nobody knows yet. Access that ends does so by itself."),
    )


class AccessEndForm(forms.Form):
    ends_on = forms.DateField(
        label=_("Last day"), widget=DayInput, help_text=_("The person can sign in until this day ends.")
    )
