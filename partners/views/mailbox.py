"""Pages behind the links in mails. Nobody is signed in by them; looking changes nothing, buttons do.

The secret in the address is the whole permission, so these pages ask for no cookie, and a form from
elsewhere could not name them.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from partners.days import today_in
from partners.domain.links import find_action, find_choices
from partners.domain.mail_choices import choices_of, has_stopped_all
from partners.domain.mailbox import ask_for_pause, ask_new_link, report_not_me
from partners.domain.meeting_links import find_invitation
from partners.domain.minutes_links import find_minutes_link
from partners.domain.stops import stop_courtesies
from partners.forms.mailbox import NotMeForm, PauseWishForm
from partners.models import MailLink, Person
from partners.names import masked


class MailboxPage(View):
    """Finds the link of the address, limits what one network address can do, and keeps its own a secret."""

    http_method_names = ["get", "head", "post"]
    limit = "mailbox"
    # Whether the page of a link that is over offers a new one.
    can_be_renewed = False
    link: MailLink

    @method_decorator((never_cache, csrf_exempt))
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            refused = ratelimit.consume_or_429(request, action=self.limit)
            if refused is not None:
                return unshared(refused)
        found = self.find_link(kwargs["secret"])
        if found is None:
            return self.show_over()
        self.link = found
        timezone.activate(ZoneInfo(found.library.time_zone))
        with translation.override(language_for(request, found.person)):
            return unshared(View.dispatch(self, request, *args, **kwargs))

    def find_link(self, secret: str) -> MailLink | None:
        return find_choices(secret, now=timezone.now())

    def show_over(self, *, has_asked: bool = False, status: int = 404) -> HttpResponse:
        context = {
            "again_url": reverse("mail_again", args=[self.kwargs["secret"]]) if self.can_be_renewed else "",
            "has_asked": has_asked,
        }
        return unshared(render(self.request, "partners/mailbox/over.html", context, status=status))

    def show(self, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        return render(self.request, template, context | frame_of(self.link), status=status)


class MailChoicesView(MailboxPage):
    """Which mails a person gets. From here they can only be switched off."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show_choices()

    def show_choices(self, *, said: str = "") -> HttpResponse:
        person, secret = self.link.person, self.kwargs["secret"]
        choices = choices_of(person, on=today_in(self.link.library.time_zone, now=timezone.now()))
        context = {
            "said": said,
            "obligations": [choice for choice in choices if not choice.is_courtesy],
            "courtesies": [choice for choice in choices if choice.is_courtesy],
            "has_stopped_all": has_stopped_all(person),
            "stop_url": reverse("mail_stop", args=[secret]),
            "pause_url": reverse("mail_pause", args=[secret]),
            "not_me_url": reverse("mail_not_me", args=[secret]),
        }
        return self.show("partners/mailbox/choices.html", context)


class MailStopView(MailChoicesView):
    """One click of a mail program, or a button: no more courtesies, of one kind or of any."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person, now = self.link.person, timezone.now()
        asked = request.POST.get("source", "")
        choices = choices_of(person, on=today_in(self.link.library.time_zone, now=now))
        known = {choice.source.key for choice in choices if choice.is_courtesy}
        stop_courtesies(person, by=None, now=now, source=asked if asked in known else "")
        return self.show_choices(said=_("Done. You get no more mails of this kind."))


class NotMeView(MailboxPage):
    """Somebody gets what is for another: whoever looks after the organization learns it."""

    form_class: type[NotMeForm] | type[PauseWishForm] = NotMeForm
    template = "partners/mailbox/not_me.html"

    def find_link(self, secret: str) -> MailLink | None:
        # Also from the page of one thing, which has a link of its own.
        now = timezone.now()
        found = super().find_link(secret) or find_action(secret, now=now)
        return found or _invited_by(secret, now=now) or find_minutes_link(secret, now=now)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.template, {"form": self.form_class()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.show(self.template, {"form": form, "has_errors": True})
        self.tell(form.cleaned_data["words"])
        return self.show(self.template, {"is_told": True})

    def tell(self, words: str) -> None:
        report_not_me(self.link.person, words=words, now=timezone.now())


class PauseWishView(NotMeView):
    form_class = PauseWishForm
    template = "partners/mailbox/pause.html"

    def tell(self, words: str) -> None:
        ask_for_pause(self.link.person, words=words, now=timezone.now())


class MailAgainView(MailboxPage):
    """A link that is over: a new one goes to the address that had the old one. The answer never says if."""

    http_method_names = ["post"]
    limit = "mailbox_again"
    can_be_renewed = True

    def find_link(self, secret: str) -> None:
        return None

    def show_over(self, *, has_asked: bool = False, status: int = 404) -> HttpResponse:
        if self.request.method != "POST":
            return unshared(self.http_method_not_allowed(self.request))
        ask_new_link(self.kwargs["secret"], now=timezone.now())
        return super().show_over(has_asked=True, status=200)


def _invited_by(secret: str, *, now: datetime) -> MailLink | None:
    """Somebody may be asked to a meeting without any access."""
    found = find_invitation(secret, now=now)
    return found[0] if found is not None else None


def unshared(response: HttpResponseBase) -> Any:
    """The address of the page is a secret: no other site, and no search engine, is told of it."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers.setdefault("Content-Language", translation.get_language() or "")
    return response


def language_for(request: HttpRequest, person: Person) -> str:
    """The person's, unless they choose another one on the page."""
    chosen = request.GET.get("language", "")
    return chosen if chosen in dict(settings.LANGUAGES) else person.language


def frame_of(link: MailLink) -> dict[str, Any]:
    """What every page behind a mail says: which library it is from, and to whom, so that only they know."""
    owner = link.person.organization.owner
    is_there = owner is not None and owner.is_active
    return {
        "from_library": link.library,
        "masked_name": masked(link.person.name),
        "masked_email": masked(link.person.email),
        "owner_name": owner.get_full_name() if owner is not None and is_there else link.library.sender,
        "owner_email": owner.email if owner is not None and is_there else link.library.reply_to,
    }
