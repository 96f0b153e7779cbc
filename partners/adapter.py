"""How this product signs people in with allauth: nobody joins without an invitation."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import get_connection
from django.http import HttpRequest, HttpResponse

from partners.models import User


def display(user: User) -> str:
    return user.get_full_name()


class AccountAdapter(DefaultAccountAdapter):
    """Closed to sign-up; staff sessions end when idle; the code's mail may not hold up the request."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: object) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        if user.is_staff or user.library_memberships.exists():
            request.session["is_staff_session"] = True
            request.session.set_expiry(settings.STAFF_IDLE_SECONDS)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        message = self.render_mail(template_prefix, email, context)
        message.connection = get_connection(timeout=settings.SIGN_IN_MAIL_TIMEOUT)
        message.send()
