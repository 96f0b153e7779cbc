"""How a person reads the site: language and colors."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import View

from partners.domain.users import choose_language
from partners.forms.preferences import LanguageForm, ThemeForm

A_YEAR = 60 * 60 * 24 * 365


def safe_next(request: HttpRequest) -> str:
    """Where the form came from, if that is a page of this site."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_ours else "/"


def _remember(response: HttpResponse, name: str, value: str) -> HttpResponse:
    response.set_cookie(
        name,
        value,
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


class LanguageView(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form, response = LanguageForm(request.POST), redirect(safe_next(request))
        if not form.is_valid():
            return response
        if request.user.is_authenticated:
            choose_language(request.user, language=form.cleaned_data["language"])
        return _remember(response, settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"])


class ThemeView(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form, response = ThemeForm(request.POST), redirect(safe_next(request))
        return _remember(response, "theme", form.cleaned_data["theme"]) if form.is_valid() else response
