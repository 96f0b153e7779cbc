"""What people set about their own account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.choices import Language
from partners.forms.libraries import zone_choices
from partners.forms.texts import PlainText


def _own_zone_choices() -> list[tuple[str, Any]]:
    return [("", str(_("The library's"))), *zone_choices()]


class AccountForm(PlainText, forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=Language.choices, help_text=_("Of these pages, and of mails to you.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=_own_zone_choices,
        required=False,
        help_text=_("Mails to you leave at your hours."),
    )


class EmailChangeForm(PlainText, forms.Form):
    email = forms.EmailField(
        label=_("New e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
