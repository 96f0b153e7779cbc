"""The form of a saved filter: its name, and whose it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.forms.texts import PlainText

LONGEST_NAME = 60


class SavedFilterForm(PlainText, forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=LONGEST_NAME, help_text=_("It stands as a link above the list.")
    )
    is_shared = forms.BooleanField(
        label=_("For the whole staff"),
        required=False,
        help_text=_("Without this only you see it. Everybody sees in it what they may see anyway."),
    )

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]
