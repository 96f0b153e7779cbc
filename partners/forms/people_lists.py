"""How the list of people is searched, and what several of them have in common."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.choices import PersonStatus
from partners.forms.texts import DayInput


class PeopleFilter(forms.Form):
    """How the people of all organizations are searched."""

    q = forms.CharField(label=_("Name or e-mail"), required=False, max_length=200)
    category = forms.ChoiceField(label=_("Category"), required=False)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Are there")), *PersonStatus.choices]
    )

    def __init__(self, *args: Any, words: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", _("Every category")), *words.category]
        self.fields["tag"].choices = [("", _("Every tag")), *words.tag]
        if not words.tag:
            del self.fields["tag"]


class LeavingForm(forms.Form):
    left_on = forms.DateField(
        label=_("Last day there"),
        widget=DayInput,
        help_text=_("They can sign in until this day ends. What they took part in keeps their name."),
    )
