"""An organization's record behind the link in a mail: that record and nothing else, without signing in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from partners.access import Scope
from partners.domain.confirmations import asked_to_confirm
from partners.domain.link_letters import line_of
from partners.domain.links import find_action, roles_by
from partners.domain.mailbox import invite_by_link, note_link_used
from partners.models import MailLink, Organization, User
from partners.sources.records import RecordToConfirm
from partners.views.mailbox import MailboxPage, frame_of
from partners.views.records import RecordView


class RecordLinkView(MailboxPage, RecordView):
    """The same page, found by the link and recorded for its person."""

    can_be_renewed = True
    template_frame = "layouts/bare.html"

    def find_link(self, secret: str) -> MailLink | None:
        """The link while its organization is asked at all."""
        now = timezone.now()
        link = find_action(secret, now=now)
        if link is None or link.source != RecordToConfirm.key:
            return None
        self.library = link.library
        self.scope = Scope.of_mailbox(link.person, roles=roles_by(link, now=now))
        self.kwargs["pk"] = link.subject_id
        is_asked = asked_to_confirm(self.visible(Organization)).filter(pk=link.subject_id).exists()
        return link if is_asked else None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.link.person.user_id is None:
            return self.show_invitation()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.link.person.user_id is None:
            invitation = invite_by_link(self.link, now=timezone.now())
            return self.show_invitation(is_invited=invitation is not None)
        return super().post(request, *args, **kwargs)

    @property
    def answering(self) -> User:
        return self.link.person.user

    def carry_out(self, **given: Any) -> None:
        super().carry_out(**given)
        note_link_used(self.link, by=self.answering, now=timezone.now())

    def frame(self) -> dict[str, Any]:
        return frame_of(self.link) | self.recorded_for()

    def recorded_for(self) -> dict[str, Any]:
        return {
            "template_frame": self.template_frame,
            "answering": self.link.person.name,
            "not_me_url": reverse("mail_not_me", args=[self.kwargs["secret"]]),
        }

    def show_invitation(self, *, is_invited: bool = False) -> HttpResponse:
        context = {"line": line_of(self.link), "is_invited": is_invited}
        return self.show("partners/mailbox/invitation.html", context | self.recorded_for())
