"""Another address to sign in with: asked for here, answered from both mailboxes."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, View

from partners.domain.email_changes import (
    Asked,
    answer_email_change,
    ask_email_change,
    find_email_change,
    open_email_change,
    stop_email_change,
)
from partners.domain.letters import on_this_site
from partners.forms.account import EmailChangeForm
from partners.models import EmailChange
from partners.views.account import OwnPage
from partners.views.editing import show_refusal

MAILS = "account/email/"


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class EmailChangeView(OwnPage, FormView):
    """Who asks must have shown a moment ago that it is them."""

    template_name = "partners/account/form.html"
    form_class = EmailChangeForm

    def form_valid(self, form: EmailChangeForm) -> HttpResponse:
        refused = ratelimit.consume_or_429(self.request, action="manage_email", user=self.request.user)
        if refused:
            return refused
        try:
            asked = ask_email_change(self.request.user, email=form.cleaned_data["email"], now=timezone.now())
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return self.form_invalid(form)
        _write_to_both(self.request, asked)
        text = _("We wrote to both addresses. You sign in with the new one once both have answered.")
        messages.success(self.request, text)
        return redirect("account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {
            "title": _("Change your e-mail"),
            "lead": _(
                "We write to both addresses. The old one has to agree and the new one to confirm;"
                " until then nothing changes."
            ),
            "submit": _("Write to both addresses"),
        }
        return super().get_context_data(**words, **kwargs)


class EmailChangeStopView(OwnPage, View):
    """The owner thinks better of it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        change = open_email_change(request.user, now=timezone.now())
        if change is not None:
            stop_email_change(change, now=timezone.now())
        messages.success(request, _("You go on signing in with %(email)s.") % {"email": request.user.email})
        return redirect("account")


@method_decorator(never_cache, name="dispatch")
class EmailAnswerView(View):
    """Where the links of both mails lead: looking changes nothing, the buttons do."""

    http_method_names = ["get", "head", "post"]
    template_name = "partners/account/email_answer.html"
    OVER = gettext_lazy("This link no longer works")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = find_email_change(kwargs["secret"], now=timezone.now())
        if found is None:
            return self._show("over", status=404)
        self.change, self.side = found
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        has_answered = self.change.agreed_at if self.side == "old" else self.change.confirmed_at
        return self._show("waiting" if has_answered else self.side)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "stop" in request.POST:
            stop_email_change(self.change, now=timezone.now())
            _tell_both(request, self.change, "email_change_stopped")
            return self._show("stopped")
        try:
            self.change = answer_email_change(self.change, side=self.side, now=timezone.now())
        except ValidationError as refusal:
            return self._show("over", status=409, problem=" ".join(refusal.messages))
        if not self.change.ended_at:
            return self._show("waiting")
        _tell_both(request, self.change, "email_changed")
        return self._show("done")

    def _show(self, state: str, *, status: int = 200, problem: str = "") -> HttpResponse:
        context = {
            "state": state,
            "problem": problem,
            "change": getattr(self, "change", None),
            "side": getattr(self, "side", ""),
        }
        return render(self.request, self.template_name, context, status=status)


def _write_to_both(request: HttpRequest, asked: Asked) -> None:
    change = asked.change
    words = {"from_email": change.old_email, "to_email": change.new_email}
    to_new = "email_change_taken" if asked.is_taken else "email_change_confirm"
    for mail, email, secret in (
        ("email_change_agree", change.old_email, asked.old_secret),
        (to_new, change.new_email, asked.new_secret),
    ):
        link = on_this_site(reverse("email_answer", args=[secret]))
        get_adapter(request).send_notification_mail(
            f"{MAILS}{mail}", change.user, words | {"action_url": link}, email=email
        )


def _tell_both(request: HttpRequest, change: EmailChange, mail: str) -> None:
    words = {"from_email": change.old_email, "to_email": change.new_email}
    for email in (change.old_email, change.new_email):
        get_adapter(request).send_notification_mail(f"{MAILS}{mail}", change.user, words, email=email)
