"""Accepting an invitation: the link only shows, the buttons act."""

from typing import Any

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from partners.domain.invitations import accept_invitation, find_invitation, has_account, join_by_invitation
from partners.domain.mailbox import ask_new_invitation
from partners.forms.staff import JoinForm
from partners.lengths import settle_length
from partners.models import Invitation
from partners.views.editing import show_refusal


@method_decorator(never_cache, name="dispatch")
class InvitationAgainView(View):
    """An invitation that got too old: a new one goes to the same address. The answer never says if."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refused = ratelimit.consume_or_429(request, action="mailbox_again")
        if refused is not None:
            return refused
        ask_new_invitation(kwargs["secret"], now=timezone.now())
        return render(request, "partners/invitations/over.html", {"has_asked": True})


@method_decorator(never_cache, name="dispatch")
class InvitationView(View):
    """A new account, sign in first, one button, or the wrong account. Used looks like unknown."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.invitation = find_invitation(kwargs["secret"], now=timezone.now())
        if self.invitation is None:
            context = {"again_url": reverse("invitation_again", args=[kwargs["secret"]])}
            return render(request, "partners/invitations/over.html", context, status=404)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return self.accept()
        if has_account(self.invitation):
            return self.show(status=403)
        form = JoinForm(request.POST, email=self.invitation.email)
        return self.join(form) if form.is_valid() else self.show(form=form)

    def accept(self) -> HttpResponse:
        if not self.is_for_me:
            return self.show(status=403)
        try:
            accept_invitation(self.invitation, by=self.request.user, now=timezone.now())
        except ValidationError as refusal:
            return self.show(problem=" ".join(refusal.messages), status=409)
        settle_length(self.request, self.request.user)
        return redirect("home")

    def join(self, form: JoinForm) -> HttpResponse:
        try:
            user = join_by_invitation(self.invitation, now=timezone.now(), **form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return self.show(form=form)
        return perform_login(self.request, user, email_verification="none", redirect_url=reverse("home"))

    @property
    def is_for_me(self) -> bool:
        return self.request.user.is_authenticated and self.request.user.email == self.invitation.email.lower()

    def show(self, *, form: JoinForm | None = None, problem: str = "", status: int = 200) -> HttpResponse:
        context = {
            "invitation": self.invitation,
            "state": self.state(),
            "form": form or JoinForm(email=self.invitation.email),
            "problem": problem,
            "role": _role(self.invitation),
        }
        with translation.override(self.language()):
            return render(self.request, "partners/invitations/detail.html", context, status=status)

    def language(self) -> str:
        """Of the invited person, until somebody chooses another one here."""
        has_chosen = settings.LANGUAGE_COOKIE_NAME in self.request.COOKIES
        if self.request.user.is_authenticated or has_chosen:
            return translation.get_language()
        return self.invitation.language

    def state(self) -> str:
        if self.request.user.is_authenticated:
            return "accept" if self.is_for_me else "other"
        return "sign_in" if has_account(self.invitation) else "join"


def _role(invitation: Invitation) -> str:
    return (
        invitation.get_access_role_display() if invitation.person_id else invitation.get_staff_role_display()
    )
