"""Adding second factors and answering with them, in the words of this site."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

from partners.forms.texts import PlainText

LONGEST_CODE = 20
LONGEST_NAME = 100


def _code(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_CODE,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )


class AppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code(_("Code from the app"), _("Six digits."))


class CodeForm(AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code(_("Code"), _("Six digits from your app, or one of your recovery codes."))


class CodeAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code(_("Code"), _("Six digits from your app, or one of your recovery codes."))


def _name() -> forms.CharField:
    return forms.CharField(
        label=_("Name of the passkey"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("So that you recognize it later, for example: my phone."),
    )


class Garbled:
    """Before the form of allauth: what no browser sends is a wrong answer, not a fault of ours."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (KeyError, AttributeError, IndexError) as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeySignInForm(Garbled, LoginWebAuthnForm):
    """Signs in with a passkey alone."""


class PasskeyAnswerForm(Garbled, AuthenticateWebAuthnForm):
    """Answers with a passkey after the password."""


class PasskeyAgainForm(Garbled, ReauthenticateWebAuthnForm):
    """Shows once more who is there."""


class PasskeyForm(PlainText, AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name()
        self.fields["passwordless"] = forms.BooleanField(
            label=_("Sign in with it alone, without a password"),
            initial=True,
            required=False,
            help_text=_(
                "It then asks for your fingerprint, your face or a PIN. Untick it for a key without PIN."
            ),
        )

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except (KeyError, AttributeError, IndexError) as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeyNameForm(PlainText, EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name()
        self.fields["name"].required = True
