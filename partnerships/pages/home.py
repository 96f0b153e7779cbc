"""Where people land: the only library they have, or a choice."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from partners.access import Scope


def front(request: HttpRequest) -> HttpResponse:
    return redirect("home" if request.user.is_authenticated else "account_login")


class HomeView(LoginRequiredMixin, TemplateView):
    template_name = "site/home.html"
