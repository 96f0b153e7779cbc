"""How this product signs people in with allauth: nobody joins without an invitation."""

import logging
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import get_connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, override

from partners.models import User

logger = logging.getLogger(__name__)


def display(user: User) -> str:
    return user.get_full_name()


def mark_staff_session(request: HttpRequest, user: User) -> None:
    """From here on the session of a staff member ends when nobody uses it."""
    if user.is_staff or user.library_memberships.exists():
        request.session["is_staff_session"] = True
        request.session.set_expiry(settings.STAFF_IDLE_SECONDS)


class AccountAdapter(DefaultAccountAdapter):
    """Closed to sign-up; staff sessions end when idle; the code's mail may not hold up the request."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: object) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        mark_staff_session(request, user)
        return response

    def format_email_subject(self, subject: str) -> str:
        """Leave the subject as it is: a host's name in front of it says nothing to people."""
        return subject

    def get_reset_password_from_key_url(self, key: str) -> str:
        return _from_base(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return _from_base(super().get_email_confirmation_url(request, emailconfirmation))

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Mail at once; a mail server that fails must not tell known addresses from unknown ones."""
        reader = User.objects.filter(email=email.lower()).first()
        with override(reader.language if reader else get_language()):
            message = self.render_mail(template_prefix, email, context)
        message.connection = get_connection(timeout=settings.SIGN_IN_MAIL_TIMEOUT)
        try:
            message.send()
        except OSError as failure:
            logger.error("A sign-in mail could not be sent: %s", type(failure).__name__)


def _from_base(address: str) -> str:
    """The same page at the configured address: a request's Host header is never trusted for links in mail."""
    return settings.BASE_URL + urlsplit(address).path
