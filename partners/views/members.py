"""One organization's membership in a partnership: its pauses, its end, what comes back, and thanks."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from partners.domain.departures import (
    close_partnership,
    draft_thanks,
    end_membership,
    keep_member,
    list_hand_backs,
    reopen_partnership,
    strike_hand_back,
    tick_hand_back,
    write_thanks,
)
from partners.domain.versions import Stale
from partners.forms.members import ClosingForm, DepartureForm, HandBackForm, ThanksForm
from partners.history import told
from partners.models import AuditEvent, HandBack, Member, MemberPause, Partnership, Person
from partners.views.editing import ChangeView, read_version
from partners.views.pages import LibraryPage
from partners.views.partnerships import PartnershipPage
from partners.views.undo import say_undoable

HISTORY_LENGTH = 20


class MemberView(LibraryPage, TemplateView):
    """For the library's staff, the backbone, and the organization itself; the others read the list."""

    staff_role = None
    template_name = "partners/members/detail.html"

    @cached_property
    def member(self) -> Member:
        rows = self.visible(Member).select_related("organization", "partnership", "library")
        member = self.find(rows, pk=self.kwargs["pk"])
        is_theirs = member.organization_id in self.scope.organization_ids
        if not (self.is_staff or is_theirs or member.partnership_id in self.scope.backbone_ids):
            raise Http404
        return member

    @property
    def may_change(self) -> bool:
        return self.can_edit or self.member.partnership_id in self.scope.backbone_ids

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        member = self.member
        pauses = list(self.visible(MemberPause).filter(member=member))
        things = list(self.visible(HandBack).filter(member=member))
        kwargs.setdefault("form", HandBackForm())
        return super().get_context_data(
            **kwargs,
            member=member,
            state=state_of(member, on=self.today),
            pauses=pauses,
            things=things,
            outstanding=sum(row.returned_on is None for row in things),
            events=told(self.history(pauses, things)) if self.is_staff else [],
            today=self.today,
            may_change=self.may_change,
            can_edit=self.can_edit,
            is_staff=self.is_staff,
            own_person=self.own_person(),
            crumbs=crumbs_of(self, member.partnership, last=member.organization.name),
        )

    def own_person(self) -> Person | None:
        """Whoever looks, as a person of the organization, who may hand over to somebody."""
        if self.member.organization_id not in self.scope.organization_ids:
            return None
        people = self.visible(Person).filter(organization=self.member.organization_id)
        return people.filter(user=self.request.user).first()

    def history(self, pauses: list[MemberPause], things: list[HandBack]) -> list[AuditEvent]:
        kinds = {
            "partners.member": [self.member.pk],
            "partners.memberpause": [row.pk for row in pauses],
            "partners.handback": [row.pk for row in things],
        }
        rows = self.visible(AuditEvent).none()
        for kind, ids in kinds.items():
            rows = rows | self.visible(AuditEvent).filter(subject_type=kind, subject_id__in=ids)
        return list(rows.select_related("actor")[:HISTORY_LENGTH])


def state_of(member: Member, *, on: Any) -> str:
    """Active, paused, or ended; one that has not joined yet waits."""
    if member.left_on is not None and member.left_on < on:
        return "ended"
    if member.joined_on > on:
        return "pending"
    return "paused" if member.spell.pause_on(on) else "active"


def paused_until(member: Member, *, on: date) -> date | None:
    """The last day of the pause that runs; `date.max` while nobody knows it, None when none runs."""
    pause = member.spell.pause_on(on)
    return pause[1] or date.max if pause else None


def crumbs_of(page: LibraryPage, partnership: Partnership, *, last: str) -> list[dict[str, Any]]:
    return [
        {"label": _("Partnerships"), "url": page.to("partnerships")},
        {"label": partnership.name, "url": page.to("partnership", partnership.pk)},
        {"label": last},
    ]


class MemberPage(PartnershipPage):
    """Forms about a member lead back to its page."""

    staff_role = None

    @property
    def member(self) -> Member:
        raise NotImplementedError

    @property
    def partnership(self) -> Partnership:
        return self.member.partnership

    def way_back(self) -> str:
        return self.to("member", self.member.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": _("Partnerships"), "url": self.to("partnerships")},
            {"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)},
            {"label": self.member.organization.name, "url": self.way_back()},
        ]


class MemberLeaveView(MemberPage, ChangeView):
    """Open to the backbone organization as well, which `editable_by` decides."""

    model = Member
    form_class = DepartureForm
    submit = gettext_lazy("Let it leave")

    @property
    def member(self) -> Member:
        return self.row

    @cached_property
    def title(self) -> str:
        return _("%(name)s leaves") % {"name": self.row.organization.name}

    @property
    def lead(self) -> str:  # type: ignore[override]
        return _("Nothing is asked of the organization after its last day. It may come back later.")

    def form_kwargs(self, row: Member) -> dict[str, Any]:
        return {"initial": {"left_on": row.left_on or self.today, "reason": row.leaving_reason}}

    def carry_out(self, form: DepartureForm) -> Member:
        return end_membership(self.row, by=self.request.user, version=self.version, **form.cleaned_data)

    def said(self, saved: Member) -> str:
        return _("%(name)s leaves the partnership.") % {"name": self.row.organization.name}

    def tell(self, saved: Member) -> None:
        undo_url = self.to("member_stay", self.row.pk)
        say_undoable(self.request, self.said(saved), undo_url=undo_url)


class MemberStep(LibraryPage, View):
    """One step with one button; what somebody else did in between is said, and nothing is done."""

    http_method_names = ["post"]
    staff_role = None
    model: Any = Member

    @cached_property
    def row(self) -> Any:
        return self.find_editable(self.model)

    @property
    def version(self) -> int:
        return read_version(self.request)

    def step(self) -> None:
        """Make the domain call and say what is now true."""
        raise NotImplementedError

    def way_back(self) -> str:
        return self.to("member", self.row.pk if self.model is Member else self.row.member_id)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        way_back = self.way_back()
        try:
            self.step()
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        except Stale:
            messages.error(request, _("Somebody else changed this in between. Nothing was done."))
        return redirect(way_back)


class MemberStayView(MemberStep):
    def step(self) -> None:
        keep_member(self.row, by=self.request.user, version=self.row.version)
        messages.success(self.request, _("%(name)s stays.") % {"name": self.row.organization.name})


class HandBackAddView(MemberStep):
    def step(self) -> None:
        form = HandBackForm(self.request.POST)
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        new = list_hand_backs(self.row, by=self.request.user, things=form.cleaned_data["things"])
        if not new:
            raise ValidationError(_("Write down at least one thing that is not on the list yet."))
        messages.success(self.request, _("The list is longer by %(count)d.") % {"count": len(new)})


class HandBackTickView(MemberStep):
    """Ticks a thing off, with today's day, or takes the tick back."""

    model = HandBack

    def step(self) -> None:
        row, is_back = self.row, self.request.POST.get("is_back") == "yes"
        on = self.today if is_back else None
        tick_hand_back(row, by=self.request.user, version=self.version, on=on)
        said = _("“%(thing)s” is back.") if is_back else _("“%(thing)s” is not back yet.")
        messages.success(self.request, said % {"thing": row.thing})


class HandBackStrikeView(MemberStep):
    model = HandBack

    def step(self) -> None:
        strike_hand_back(self.row, by=self.request.user, version=self.version)
        messages.success(self.request, _("“%(thing)s” is off the list.") % {"thing": self.row.thing})


class ThanksView(MemberPage, ChangeView):
    """The letter, with a draft to begin from."""

    model = Member
    form_class = ThanksForm
    submit = gettext_lazy("Keep the letter")

    @property
    def member(self) -> Member:
        return self.row

    @cached_property
    def title(self) -> str:
        return _("A letter of thanks to %(name)s") % {"name": self.row.organization.name}

    def form_kwargs(self, row: Member) -> dict[str, Any]:
        text = row.thanks or draft_thanks(row, by=self.request.user)[1]
        return {"initial": {"text": text}}

    def carry_out(self, form: ThanksForm) -> Member:
        text = form.cleaned_data["text"]
        return write_thanks(self.row, by=self.request.user, version=self.version, text=text)

    def said(self, saved: Member) -> str:
        return _("The letter is kept. Print it or send it by mail.")

    def destination(self, saved: Member) -> str:
        return self.to("member_letter", saved.pk)


class LetterView(MemberView):
    """The letter of thanks on paper."""

    template_name = "partners/members/letter.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not self.member.thanks:
            raise Http404
        crumbs = [
            *crumbs_of(self, self.member.partnership, last=self.member.organization.name)[:-1],
            {"label": self.member.organization.name, "url": self.to("member", self.member.pk)},
            {"label": _("Letter of thanks")},
        ]
        return TemplateView.get_context_data(
            self,
            **kwargs,
            member=self.member,
            things=list(self.visible(HandBack).filter(member=self.member).outstanding()),
            today=self.today,
            may_change=self.may_change,
            can_edit=self.can_edit,
            crumbs=crumbs,
        )


class PartnershipCloseView(PartnershipPage, ChangeView):
    """Ends all memberships at once; for the library's staff only."""

    model = Partnership
    form_class = ClosingForm
    submit = gettext_lazy("Close the partnership")

    @property
    def partnership(self) -> Partnership:
        return self.row

    @cached_property
    def title(self) -> str:
        return _("Close %(name)s") % {"name": self.row.name}

    @property
    def lead(self) -> str:  # type: ignore[override]
        return _("All memberships end on this day. History and figures stay in reports.")

    def form_kwargs(self, row: Partnership) -> dict[str, Any]:
        return {"initial": {"ended_on": row.ended_on or self.today, "reason": row.ending_reason}}

    def carry_out(self, form: ClosingForm) -> Partnership:
        return close_partnership(self.row, by=self.request.user, version=self.version, **form.cleaned_data)

    def said(self, saved: Partnership) -> str:
        return _("%(name)s is closed. Thank the members, and tick off what comes back.") % {
            "name": saved.name
        }


class PartnershipReopenView(LibraryPage, View):
    http_method_names = ["post"]
    staff_role = PartnershipCloseView.staff_role

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        partnership = self.find_editable(Partnership)
        try:
            reopen_partnership(partnership, by=request.user, version=partnership.version)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        except Stale:
            messages.error(request, _("Somebody else changed this in between. Nothing was done."))
        else:
            messages.success(request, _("%(name)s goes on.") % {"name": partnership.name})
        return redirect(self.to("partnership", partnership.pk))
