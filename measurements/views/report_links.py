"""A report behind the link in a mail: this sheet and nothing else, for its person, without signing in."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from measurements.domain.links import fill_in_by_link, is_over, keep_by_link
from measurements.forms.reports import LineForm
from measurements.models import Observation
from measurements.reminders import ReportDue
from measurements.views.reports import ReportLinesView, ReportView
from partners.access import Scope
from partners.domain.link_letters import line_of
from partners.domain.links import find_acting
from partners.domain.mailbox import invite_by_link
from partners.models import MailLink
from partners.views.mailbox import MailboxPage, frame_of


class SheetByLink(MailboxPage, ReportView):
    """Finds the sheet by the link; who asks is its person."""

    can_be_renewed = True
    template_frame = "layouts/bare.html"

    def find_link(self, secret: str) -> MailLink | None:
        """The link while its report can still be answered."""
        now = timezone.now()
        found = find_acting(secret, now=now)
        if found is None or found[0].source != ReportDue.key:
            return None
        link, roles = found
        self.library = link.library
        self.scope = Scope.of_mailbox(link.person, roles=roles)
        self.kwargs["pk"] = link.subject_id
        try:
            return None if is_over(self.sheet, now=now) else link
        except Http404:
            return None


class ReportLinkView(SheetByLink):
    """The same sheet as behind the sign-in, found by the link and recorded for its person."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.link.person.user_id is None:
            return self.show_invitation()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.link.person.user_id is None:
            invitation = invite_by_link(self.link, now=timezone.now())
            return self.show_invitation(is_invited=invitation is not None)
        return super().post(request, *args, **kwargs)

    def fill_in(self, changed: Sequence[LineForm]) -> None:
        answers = [form.answer for form in changed]
        fill_in_by_link(self.link, self.report, now=self.now, answers=answers, submit=self.is_submitting)

    def lines_url(self) -> str:
        return reverse("report_link_lines", args=[self.kwargs["secret"]])

    def after(self) -> str:
        return self.request.get_full_path()

    def frame(self) -> dict[str, Any]:
        return (
            super().frame()
            | frame_of(self.link)
            | self.recorded_for()
            | {"crumbs": [], "may_ask_time": False}
        )

    def recorded_for(self) -> dict[str, Any]:
        return {
            "template_frame": self.template_frame,
            "answering": self.link.person.name,
            "not_me_url": reverse("mail_not_me", args=[self.kwargs["secret"]]),
        }

    def show_invitation(self, *, is_invited: bool = False) -> HttpResponse:
        line = line_of(self.link)
        context = {"line": line, "is_invited": is_invited}
        return self.show("partners/mailbox/invitation.html", context | self.recorded_for())


class ReportLinkLinesView(SheetByLink, ReportLinesView):
    """Saves lines while their person types."""

    http_method_names = ["post"]

    def keep(self, form: LineForm) -> Observation | None:
        return keep_by_link(self.link, self.report, now=self.now, answer=form.answer)
