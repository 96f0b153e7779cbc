"""Inviting people to a meeting, taking it back, and answering behind the sign-in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from partners.domain.holds import is_mail_held
from partners.domain.meeting_invitations import (
    Candidate,
    answer_invitation,
    candidates,
    invite_people,
    withdraw_invitation,
)
from partners.domain.meeting_words import when_of
from partners.domain.meetings import later_of
from partners.forms.meetings import AnswerForm, InviteForm
from partners.models import Meeting, MeetingInvitation
from partners.views.editing import show_refusal
from partners.views.meetings import OneMeeting


class InviteView(OneMeeting, TemplateView):
    """One form in two steps: who is asked, and a look at who gets a mail and who does not."""

    template_name = "partners/meetings/invite.html"

    @cached_property
    def meeting(self) -> Meeting:
        return self.find_editable(Meeting)

    @cached_property
    def found(self) -> list[Candidate]:
        return candidates(self.meeting, now=self.now)

    @cached_property
    def later(self) -> list[Meeting]:
        return later_of(self.meeting, now=self.now)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.form(initial={"people": self.ticked()}))

    def ticked(self) -> list[str]:
        """The group's people, or of the whole partnership those with access; or as the address asks."""
        who = self.request.GET.get("who") or ("group" if self.meeting.group_id else "access")
        tests = {"group": "is_in_group", "access": "has_access", "all": "may_be_invited"}
        wanted = tests.get(who)
        return [str(one.person.pk) for one in self.found if wanted and getattr(one, wanted)]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(data=request.POST)
        step = request.POST.get("step", "")
        if not form.is_valid() or step == "change":
            return self.show(form)
        return self.invite(form) if step == "send" else self.check(form)

    def form(self, **kwargs: Any) -> InviteForm:
        return InviteForm(found=self.found, later_count=len(self.later), **kwargs)

    def frame(self, form: InviteForm) -> dict[str, Any]:
        left_out = [one for one in self.found if not one.may_be_invited]
        return {
            "form": form,
            "meeting": self.meeting,
            "when": when_of(self.meeting),
            "has_group": self.meeting.group_id is not None,
            "is_over": self.has_begun or self.meeting.is_cancelled,
            "left_out": [{"name": one.person.name, "why": one.reason} for one in left_out],
            "invited_count": sum(one.is_invited for one in self.found),
            "cancel_url": self.meeting.get_absolute_url(),
            "crumbs": [*self.crumbs(), {"label": _("Invite")}],
        }

    def show(self, form: InviteForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**self.frame(form)))

    def check(self, form: InviteForm) -> HttpResponse:
        chosen = form.chosen()
        words = self.frame(form) | {
            "columns": [{"label": label} for label in (_("Name"), _("Organization"), _("Mail"))],
            "rows": [self.cells(one) for one in chosen],
            "mail_count": sum(one.gets_mail for one in chosen) * len(self.chosen_meetings(form)),
            "meeting_count": len(self.chosen_meetings(form)),
            "is_held": is_mail_held(),
        }
        context = self.get_context_data(**words)
        return self.response_class(self.request, "partners/meetings/invite_check.html", context)

    def cells(self, one: Candidate) -> list[str]:
        person = one.person
        if one.reason is not None:
            mail = _("No mail: %(reason)s. Tell them yourself.") % {"reason": one.reason.label}
        else:
            mail = person.email if self.is_staff else _("Gets a mail")
        return [person.name, person.organization.name, mail]

    def chosen_meetings(self, form: InviteForm) -> list[Meeting]:
        return [self.meeting, *(self.later if form.cleaned_data.get("also_later") else [])]

    def invite(self, form: InviteForm) -> HttpResponse:
        people = [one.person for one in form.chosen()]
        meetings = self.chosen_meetings(form)
        try:
            rows = invite_people(meetings, by=self.request.user, now=self.now, people=people)
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return self.show(form)
        count = len({row.person_id for row in rows})
        words = ngettext("%(n)d person is invited.", "%(n)d people are invited.", count)
        messages.success(self.request, words % {"n": count})
        return redirect(self.meeting.get_absolute_url())


class WithdrawView(OneMeeting, View):
    """They need not come."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.find_editable(MeetingInvitation, meeting=self.kwargs["pk"], pk=self.kwargs["invitation"])
        withdraw_invitation(row, by=request.user, now=self.now)
        messages.success(request, _("%(name)s is not invited any more.") % {"name": row.person.name})
        return redirect(self.to("meeting", self.kwargs["pk"]))


class AnswerView(OneMeeting, TemplateView):
    """One's own answer, or that of somebody of one's organization; staff note what they hear by phone."""

    template_name = "partners/meetings/answer.html"

    @cached_property
    def invitation(self) -> MeetingInvitation:
        rows = self.visible(MeetingInvitation).filter(withdrawn_at=None)
        rows = rows.select_related("meeting__partnership", "meeting__library", "person", "organization")
        row = self.find(rows, meeting=self.kwargs["pk"], pk=self.kwargs["invitation"])
        is_own = row.organization_id in self.scope.organization_ids
        if not is_own and not self.may_change:
            raise Http404
        return row

    def form(self, data: Any = None) -> AnswerForm:
        row = self.invitation
        return AnswerForm(data, initial={"answer": row.answer, "comment": row.comment})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form, row = self.form(request.POST), self.invitation
        if not form.is_valid():
            return self.show(form)
        is_own = row.organization_id in self.scope.organization_ids
        try:
            answer_invitation(
                row,
                by=request.user,
                now=self.now,
                acting_for=row.organization if is_own else None,
                **form.cleaned_data,
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return self.show(form)
        messages.success(request, _("The answer is kept."))
        return redirect(self.to("meeting", row.meeting_id))

    def show(self, form: AnswerForm) -> HttpResponse:
        row = self.invitation
        words = {
            "form": form,
            "invitation": row,
            "meeting": row.meeting,
            "when": when_of(row.meeting),
            "is_over": self.has_begun or row.meeting.is_cancelled,
            "cancel_url": row.meeting.get_absolute_url(),
            "crumbs": [*self.crumbs(), {"label": _("Answer")}],
        }
        return self.render_to_response(self.get_context_data(**words))
