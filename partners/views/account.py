"""Everything about one's own account on one page: who, how one signs in, and where one is signed in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, View

from partners.devices import device_in_words
from partners.domain.email_changes import open_email_change
from partners.domain.factors import has_factor
from partners.domain.sessions import end_session, end_sessions, sessions_of
from partners.domain.users import change_account, zone_of
from partners.forms.account import AccountForm

SESSIONS_SHOWN = 50


class OwnPage(LoginRequiredMixin):
    """A page about whoever is signed in, in their own time zone."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            timezone.activate(zone_of(request.user))
        return super().dispatch(request, *args, **kwargs)


@method_decorator(never_cache, name="dispatch")
class AccountView(OwnPage, FormView):
    template_name = "partners/account/detail.html"
    form_class = AccountForm
    success_url = reverse_lazy("account")

    def get_initial(self) -> dict[str, str]:
        user = self.request.user
        return {"name": user.name, "language": user.language, "time_zone": user.time_zone}

    def form_valid(self, form: AccountForm) -> HttpResponse:
        change_account(self.request.user, values=form.cleaned_data)
        # What is said next is said in the language just chosen.
        translation.activate(form.cleaned_data["language"])
        messages.success(self.request, _("Your account is saved."))
        return redirect("account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, now = self.request.user, timezone.now()
        sessions = [
            {"row": row, "device": device_in_words(row.user_agent), "is_current": self._is_current(row)}
            for row in sessions_of(user, now=now)[:SESSIONS_SHOWN]
        ]
        return super().get_context_data(
            sessions=sessions,
            has_others=any(not session["is_current"] for session in sessions),
            email_change=open_email_change(user, now=now),
            has_factor=has_factor(user),
            has_password=user.has_usable_password(),
            **kwargs,
        )

    def _is_current(self, row: Any) -> bool:
        return row.session_key == self.request.session.session_key


class SessionEndView(LoginRequiredMixin, View):
    """One button beside a session. The present one is ended by signing out."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ended = end_session(request.user, pk=kwargs["pk"], by=request.user)
        if ended is None:
            messages.info(request, _("That session is over already."))
        else:
            device = device_in_words(ended.user_agent)
            messages.success(request, _("Signed out: %(device)s.") % {"device": device})
        return redirect("account")


class OtherSessionsEndView(LoginRequiredMixin, View):
    """Signs somebody out everywhere but here."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        count = end_sessions(request.user, by=request.user, but=request.session.session_key)
        text = ngettext(
            "You are signed out in %(n)d other place.", "You are signed out in %(n)d other places.", count
        )
        messages.success(request, text % {"n": count})
        return redirect("account")
