"""The form of a handover note."""

from django import forms

from partners.forms.texts import PlainText
from partners.models import HandoverNote


class HandoverForm(PlainText, forms.ModelForm):
    class Meta:
        model = HandoverNote
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}
