"""The mail that the demo has sent. Outside the demo these pages do not exist."""

from collections.abc import Callable
from functools import wraps

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from partnerships.outbox import CaughtMail, find_mail, newest_mails

SHOWN = 100
# A mail brings its own styles, and nothing else: no script, no picture from elsewhere, no form.
MAIL_POLICY = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
}


def _demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if not settings.IS_DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@_demo_only
@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    return render(request, "site/outbox/list.html", {"mails": newest_mails(SHOWN)})


@_demo_only
@never_cache
@require_safe
@csp_update({"frame-src": [SELF]})
def caught_mail(request: HttpRequest, mail_id: str) -> HttpResponse:
    mail = _find(mail_id)
    facts = [{"label": name, "value": value} for name, value in mail.headers]
    return render(request, "site/outbox/detail.html", {"mail": mail, "facts": facts, "crumbs": _crumbs(mail)})


@_demo_only
@require_safe
@xframe_options_sameorigin
@csp(MAIL_POLICY)
def caught_html(request: HttpRequest, mail_id: str) -> HttpResponse:
    html = _find(mail_id).html
    # Links of the mail leave the frame, in which no page of this site may be shown.
    return HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))


def _find(mail_id: str) -> CaughtMail:
    mail = find_mail(mail_id)
    if mail is None:
        raise Http404
    return mail


def _crumbs(mail: CaughtMail) -> list[dict[str, str]]:
    return [{"label": _("Mail of the demo"), "url": reverse("outbox")}, {"label": mail.header("To")}]
