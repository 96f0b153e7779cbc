"""The two forms that people sign in with, and the tick that keeps a partner's phone signed in."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, RequestLoginCodeForm, ResetPasswordForm
from allauth.core import context
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from partners.domain.users import reset_key_of_nobody
from partners.lengths import REMEMBER, settle_length


def _remember_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Remember this phone or computer for 30 days"),
        required=False,
        help_text=_(
            "For partners, on a device of their own. Library staff sign in again after 8 idle hours."
        ),
    )


class SignInForm(LoginForm):
    """With a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remember"] = _remember_field()

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        request.session[REMEMBER] = self.cleaned_data["remember"]
        response = super().login(request, redirect_url=redirect_url)
        # It sets the session's length last, and knows nothing of staff.
        if request.user.is_authenticated:
            settle_length(request, request.user)
        return response


class CodeRequestForm(RequestLoginCodeForm):
    """With a code by mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remember"] = _remember_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        context.request.session[REMEMBER] = cleaned.get("remember", False)
        return cleaned


class NewPasswordForm(ResetPasswordForm):
    """Asks for a link to a new password. An address of nobody makes as much work: the clock tells nothing."""

    def clean_email(self) -> str:
        email = super().clean_email()
        if not self.users:
            get_adapter().get_reset_password_from_key_url(reset_key_of_nobody(email))
        return email
