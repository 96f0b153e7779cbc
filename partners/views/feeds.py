"""One's own calendar: the private link, made once and shown once, and what calendar programs fetch by it."""

from hashlib import sha256
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View

from partners.access import Scope
from partners.domain.feeds import Desk, choose_partnerships, desks_of, end_feed, make_feed, read_feed
from partners.forms.feeds import CalendarChoiceForm
from partners.ical import CONTENT_TYPE
from partners.models import Partnership
from partners.views.account import OwnPage


class OwnCalendar(OwnPage):
    """What the pages about one's own calendar links share."""

    kwargs: dict[str, Any]

    @cached_property
    def scope(self) -> Scope:
        return Scope.of(self.request.user)

    @cached_property
    def desks(self) -> list[Desk]:
        return desks_of(self.request.user, scope=self.scope)

    @property
    def desk(self) -> Desk:
        """The library of the address; those out of reach look like those that are not there."""
        for desk in self.desks:
            if desk.library.slug == self.kwargs["slug"]:
                return desk
        raise Http404

    def choice(self, desk: Desk, data: Any = None) -> CalendarChoiceForm | None:
        if not desk.is_staff or desk.feed is None:
            return None
        return CalendarChoiceForm(
            data,
            prefix=desk.library.slug,
            partnerships=Partnership.objects.visible_to(self.scope, library=desk.library),
            initial={"partnerships": list(desk.feed.chosen.values_list("partnership_id", flat=True))},
        )


@method_decorator(never_cache, name="dispatch")
class CalendarsView(OwnCalendar, TemplateView):
    template_name = "partners/account/calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [{"desk": desk, "form": self.choice(desk) if desk.is_open else None} for desk in self.desks]
        return super().get_context_data(rows=rows, **kwargs)


class CalendarButton(OwnCalendar, View):
    """One button about the link of one library."""

    http_method_names = ["post"]

    @method_decorator(never_cache)
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        return self.act(self.desk)

    def act(self, desk: Desk) -> HttpResponse:
        raise NotImplementedError


class CalendarMakeView(CalendarButton):
    """Shows the link in its answer: it is kept nowhere, so there is no page to go on to."""

    def act(self, desk: Desk) -> HttpResponse:
        _feed, secret = make_feed(self.request.user, library=desk.library, now=timezone.now())
        url = settings.BASE_URL + reverse("calendar_feed", args=[secret])
        context = {
            "library": desk.library,
            "url": url,
            "webcal_url": "webcal://" + url.partition("://")[2],
            "crumbs": [
                {"label": _("Your account"), "url": reverse("account")},
                {"label": _("Your calendar"), "url": reverse("account_calendar")},
                {"label": _("Your link")},
            ],
        }
        return render(self.request, "partners/account/calendar_made.html", context)


class CalendarEndView(CalendarButton):
    def act(self, desk: Desk) -> HttpResponse:
        if desk.feed is not None and end_feed(desk.feed, by=self.request.user, now=timezone.now()):
            messages.success(self.request, _("The link shows nothing any more."))
        else:
            messages.info(self.request, _("There is no link any more."))
        return redirect("account_calendar")


class CalendarChooseView(CalendarButton):
    def act(self, desk: Desk) -> HttpResponse:
        form = self.choice(desk, self.request.POST)
        if form is None:
            raise Http404
        if not form.is_valid():
            messages.error(self.request, _("Choose partnerships of this library."))
        else:
            chosen = form.cleaned_data["partnerships"]
            choose_partnerships(desk.feed, by=self.request.user, partnerships=chosen)
            messages.success(self.request, _("Your calendar follows at its next fetch."))
        return redirect("account_calendar")


def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer a calendar program: no cookie, no session; the secret in the address is the whole permission."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    refused = ratelimit.consume_or_429(request, action="feed")
    if refused is not None:
        return refused
    content = read_feed(secret, now=timezone.now())
    if content is None:
        # Unknown, ended and without rights look the same.
        return _private(HttpResponse("Not found\n", status=404, content_type="text/plain"))
    etag = f'"{sha256(content).hexdigest()}"'
    answer = HttpResponse(
        content,
        content_type=CONTENT_TYPE,
        headers={"ETag": etag, "Content-Disposition": 'inline; filename="calendar.ics"'},
    )
    return _private(get_conditional_response(request, etag=etag, response=answer))


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-cache"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer
