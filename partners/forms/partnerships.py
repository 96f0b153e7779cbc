"""Forms about partnerships and their members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.choices import MemberRole
from partners.forms.texts import DayInput, PlainText
from partners.models import Member, Organization, Partnership

PARTNERSHIP_FIELDS = ("name", "purpose", "started_on", "ended_on")


class PartnershipForm(PlainText, forms.ModelForm):
    class Meta:
        model = Partnership
        fields = PARTNERSHIP_FIELDS
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "started_on": DayInput,
            "ended_on": DayInput,
        }

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}


class PartnershipAddForm(PartnershipForm):
    class Meta(PartnershipForm.Meta):
        fields = ("name", "purpose", "started_on")


class MemberAddForm(forms.Form):
    """An organization of the directory, as what, and from when."""

    organization = forms.ChoiceField(label=_("Organization"))
    role = forms.ChoiceField(label=_("Role"), choices=MemberRole.choices, initial=MemberRole.PARTNER)
    joined_on = forms.DateField(label=_("First day"), widget=DayInput)

    def __init__(self, *args: Any, organizations: list[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(organization.pk): organization for organization in organizations}
        self.fields["organization"].choices = [
            ("", _("Choose an organization")),
            *((pk, organization.name) for pk, organization in self.known.items()),
        ]

    def given(self) -> dict[str, Any]:
        return self.cleaned_data | {"organization": self.known[self.cleaned_data["organization"]]}


class MemberForm(forms.ModelForm):
    class Meta:
        model = Member
        fields = ("role", "left_on")
        widgets = {"left_on": DayInput}
        labels = {"left_on": _("Last day")}
        help_texts = {"left_on": _("Empty while the organization is a member.")}
