"""The answer to one invitation behind the link in its mail, without signing in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from partners.choices import MeetingAnswer
from partners.domain.meeting_links import answer_by_link, find_invitation
from partners.domain.meeting_words import when_of
from partners.forms.meetings import AnswerForm
from partners.models import MailLink, MeetingInvitation
from partners.views.editing import show_refusal
from partners.views.mailbox import MailboxPage


class MeetingLinkView(MailboxPage):
    """Looking changes nothing; the button keeps the answer until the meeting begins."""

    can_be_renewed = True
    invitation: MeetingInvitation

    def find_link(self, secret: str) -> MailLink | None:
        found = find_invitation(secret, now=timezone.now())
        if found is None:
            return None
        link, self.invitation = found
        return link

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.invitation
        asked = request.GET.get("answer", "")
        answer = asked if asked in MeetingAnswer.values else row.answer
        return self.show_form(AnswerForm(initial={"answer": answer, "comment": row.comment}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.show_form(form)
        try:
            self.invitation = answer_by_link(
                self.link, self.invitation, now=timezone.now(), **form.cleaned_data
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return self.show_form(form)
        return self.show_form(form, is_kept=True)

    def show_form(self, form: AnswerForm, *, is_kept: bool = False) -> HttpResponse:
        row = self.invitation
        context: dict[str, Any] = {
            "form": form,
            "is_kept": is_kept,
            "invitation": row,
            "meeting": row.meeting,
            "when": when_of(row.meeting),
            "organization": row.person.organization,
            "template_frame": "layouts/bare.html",
            "answering": row.person.name,
            "not_me_url": reverse("mail_not_me", args=[self.kwargs["secret"]]),
        }
        return self.show("partners/meetings/answer.html", context)
