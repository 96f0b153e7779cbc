"""Minutes behind the link in a mail: those and nothing else, without signing in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from partners.domain.mailbox import note_link_used
from partners.domain.minutes import read_minutes
from partners.domain.minutes_links import find_minutes_link, receipt_of
from partners.minutes import shown
from partners.models import MailLink, MinutesReceipt
from partners.views.mailbox import MailboxPage


class MinutesLinkView(MailboxPage):
    """Looking marks nothing as read, because mail scanners look as well; the button does."""

    can_be_renewed = True
    receipt: MinutesReceipt

    def find_link(self, secret: str) -> MailLink | None:
        link = find_minutes_link(secret, now=timezone.now())
        receipt = receipt_of(link) if link is not None else None
        if receipt is None:
            return None
        self.receipt = receipt
        return link

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show_minutes()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = self.link.person.user
        self.receipt = read_minutes(self.receipt, by=user, now=timezone.now())
        if user is not None:
            note_link_used(self.link, by=user, now=timezone.now())
        return self.show_minutes(is_done=True)

    def show_minutes(self, *, is_done: bool = False) -> HttpResponse:
        version = self.receipt.minutes
        context = {
            "version": version,
            "partnership": version.partnership,
            "minutes": shown(version.content),
            "text": version.text,
            "read_at": self.receipt.read_at,
            "is_done": is_done,
            "answering": self.link.person.name,
            "organization": self.link.person.organization.name,
            "not_me_url": reverse("mail_not_me", args=[self.kwargs["secret"]]),
        }
        return self.show("partners/minutes/linked.html", context)
