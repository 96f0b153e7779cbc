"""What people type about a collaboration strategy."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.choices import CollaborationState
from partners.forms.texts import PlainText


class CollaborationForm(PlainText, forms.Form):
    state = forms.ChoiceField(
        label=_("How far is it?"),
        required=False,
        choices=[("", _("As the records show")), *CollaborationState.choices],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What shows it, or what is still to do. All members read it."),
    )
