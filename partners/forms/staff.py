"""Forms about a library's staff, and about joining by invitation."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partners.choices import LibraryRole
from partners.forms.texts import PlainText
from partners.models import LibraryMembership, User

ROLES_HELP = _(
    "Viewers read everything, coordinators change everything but people's roles, managers change all."
)


class StaffInviteForm(PlainText, forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=LibraryRole.choices,
        initial=LibraryRole.COORDINATOR,
        widget=forms.RadioSelect,
        help_text=ROLES_HELP,
    )


class StaffRoleForm(forms.ModelForm):
    class Meta:
        model = LibraryMembership
        fields = ("role",)
        widgets = {"role": forms.RadioSelect}
        help_texts = {"role": ROLES_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A radio for "nothing" would be a role that does not exist.
        self.fields["role"].choices = LibraryRole.choices


class JoinForm(PlainText, forms.Form):
    """Name and password of somebody who accepts an invitation and has no account."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        help_text=_("At least 10 characters; three or four words are easy to remember and hard to guess."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def _clean_one(self, name: str, value: str) -> None:
        # A password is what was typed, to the last space.
        if name != "password":
            super()._clean_one(name, value)

    def clean(self) -> dict[str, Any]:
        super().clean()
        password = self.cleaned_data.get("password")
        if password:
            try:
                validate_password(password, User(email=self.email, name=self.cleaned_data.get("name", "")))
            except ValidationError as refusal:
                self.add_error("password", refusal)
        return self.cleaned_data
