"""How this product signs people in with allauth: nobody joins without an invitation."""

import logging
from datetime import datetime
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.internal.httpkit import HTTP_USER_AGENT_MAX_LENGTH as LONGEST_AGENT
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.mail import get_connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from partners.domain.factors import note_sign_in_change, user_with_demand
from partners.domain.sessions import touch_session
from partners.lengths import IS_STAFF, TOUCHED_AT, settle_length
from partners.models import User

logger = logging.getLogger(__name__)


def display(user: User) -> str:
    return user.get_full_name()


def begin_session(request: HttpRequest, user: User) -> None:
    """Call right after somebody signed in: their session can be seen and ended, and ends by itself."""
    UserSession.objects.create_from_request(request)
    request.session[TOUCHED_AT] = timezone.now().timestamp()
    settle_length(request, user)


def note_use(request: HttpRequest, *, now: datetime) -> None:
    """The session was used just now: it is listed so, and an idle one is not ended yet."""
    request.session[TOUCHED_AT] = now.timestamp()
    if request.session.get(IS_STAFF):
        request.session.set_expiry(settings.STAFF_IDLE_SECONDS)
    touch_session(
        request.session.session_key or "",
        ip=get_adapter(request).get_client_ip(request),
        user_agent=request.META.get("HTTP_USER_AGENT", "")[:LONGEST_AGENT],
        now=now,
    )


class AccountBackend(AuthenticationBackend):
    """Signs in by e-mail; whoever is signed in comes with the answer to "must they add a factor first?"."""

    def get_user(self, user_id: int) -> User | None:
        user = user_with_demand(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None


# What is told by mail is written into the history too.
WRITTEN_DOWN = {
    "account/email/password_changed": "user.password_changed",
    "account/email/password_reset": "user.password_changed",
    "account/email/password_set": "user.password_changed",
    "mfa/email/totp_activated": "user.factor_added",
    "mfa/email/webauthn_added": "user.factor_added",
    "mfa/email/totp_deactivated": "user.factor_removed",
    "mfa/email/webauthn_removed": "user.factor_removed",
    "mfa/email/recovery_codes_generated": "user.recovery_codes_made",
}


class AccountAdapter(DefaultAccountAdapter):
    """Closed to sign-up; staff sessions end when idle; the code's mail may not hold up the request."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: object) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        begin_session(request, user)
        return response

    def get_reauthentication_methods(self, user: User) -> list[dict]:
        """Who has a second factor shows that; the password alone, which they also gave, is not enough."""
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        ways = [way | {"description": words[way["id"]]} for way in super().get_reauthentication_methods(user)]
        return [way for way in ways if way["id"] != "reauthenticate"] or ways

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict | None = None, email: str | None = None
    ) -> None:
        if template_prefix in WRITTEN_DOWN:
            note_sign_in_change(user, action=WRITTEN_DOWN[template_prefix])
        super().send_notification_mail(template_prefix, user, context, email)

    def format_email_subject(self, subject: str) -> str:
        """Leave the subject as it is: a host's name in front of it says nothing to people."""
        return subject

    def get_reset_password_from_key_url(self, key: str) -> str:
        return _from_base(super().get_reset_password_from_key_url(key))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

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
