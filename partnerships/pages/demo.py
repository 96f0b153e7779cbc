"""The demo's front page: everybody there is to be, one click each. It does not exist outside the demo."""

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from partners.adapter import begin_session
from partnerships.demo.stories.people import ACCOUNTS, PASSWORD

LOOPBACK = {"127.0.0.1", "::1"}


def _refuse_elsewhere(request: HttpRequest) -> None:
    # One click to be an administrator is for whoever sits at this machine, and nobody else.
    if not settings.IS_DEMO or request.META.get("REMOTE_ADDR") not in LOOPBACK:
        raise Http404


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    _refuse_elsewhere(request)
    return render(request, "site/demo.html", {"accounts": ACCOUNTS, "password": PASSWORD})


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    _refuse_elsewhere(request)
    known = {account.email for account in ACCOUNTS}
    email = request.POST.get("email", "")
    if email not in known:
        raise Http404
    login(request, get_object_or_404(get_user_model(), email=email))
    begin_session(request, request.user)
    return redirect("home")
