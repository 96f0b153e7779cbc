"""A meeting at the table: what is open, what is decided, who does what, and the minutes, on one page."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from partners.domain.action_items import close_action, note_action
from partners.domain.decisions import record_decision
from partners.domain.minutes import keep_minutes
from partners.domain.versions import Stale
from partners.forms.meeting_table import ActionEntry, DecisionEntry, Entry, MinutesForm
from partners.forms.takers import Takers
from partners.minutes import mark_of
from partners.models import ActionItem, Decision, Meeting, MeetingInvitation, MinutesVersion
from partners.views.action_items import ActionRights
from partners.views.editing import show_refusal
from partners.views.takers import takers_of

# Whoever takes something on has a fortnight, unless the group says another day.
USUAL = timedelta(days=14)
LONGEST_NUMBER = 18


class AtTheTable(ActionRights):
    """The meeting, for those who take its minutes, and what can be typed there."""

    # Open to the backbone as well; who may take minutes is for the queryset to say.
    staff_role = None

    @cached_property
    def meeting(self) -> Meeting:
        rows = self.editable(Meeting).select_related("partnership", "group", "series")
        pk = self.kwargs["pk"]
        meeting = rows.filter(pk=pk).first() or self.find_editable(Meeting, pk=pk)
        self.stand_in_partnership_of(meeting)
        return meeting

    @cached_property
    def takers(self) -> Takers:
        # The staff know everybody; a backbone knows its own people, and whoever was invited here.
        invited = []
        if not self.is_staff:
            rows = self.visible(MeetingInvitation).filter(meeting=self.meeting, withdrawn_at=None)
            invited = [row.person for row in rows.select_related("person")]
        return takers_of(self, self.meeting.partnership, also=invited)

    def decision_form(self, data: Any = None) -> DecisionEntry:
        return DecisionEntry(data, auto_id="decide_%s", initial={"key": uuid4()})

    def action_form(self, data: Any = None) -> ActionEntry:
        initial = {"key": uuid4(), "due_on": max(self.meeting.on, self.today) + USUAL}
        return ActionEntry(data, auto_id="act_%s", initial=initial, takers=self.takers)

    def take_down(self, kind: str, form: Entry) -> Decision | ActionItem:
        """Keep one line. Raises `ValidationError`."""
        meeting, by, key = self.meeting, self.request.user, form.cleaned_data["key"]
        values = form.given() | {"meeting": meeting}
        if kind == "decide":
            values["decided_on"] = meeting.on
            return record_decision(meeting.partnership, by=by, values=values, key=key)
        return note_action(meeting.partnership, by=by, now=timezone.now(), values=values, key=key)

    def keep(self, form: MinutesForm) -> Meeting:
        """Store the draft. Raises `Stale`."""
        given = form.cleaned_data
        return keep_minutes(
            self.meeting, by=self.request.user, now=timezone.now(), seen=given["seen"], text=given["text"]
        )


class MeetingTableView(AtTheTable, TemplateView):
    """Without JavaScript its forms are posted here; with it, they are sent line by line."""

    template_name = "partners/minutes/table.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = request.POST.get("do", "")
        if kind == "minutes":
            return self.post_minutes()
        if kind == "decide":
            return self.post_entry(kind, self.decision_form(request.POST))
        return self.post_entry("act", self.action_form(request.POST))

    def post_entry(self, kind: str, form: Any) -> HttpResponse:
        if form.is_valid():
            try:
                saved = self.take_down(kind, form)
            except ValidationError as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(self.request, _("Written down: %(text)s") % {"text": saved})
                return redirect(f"{self.here}#{kind}")
        return self.render_to_response(self.get_context_data(**{f"{kind}_form": form, "has_errors": True}))

    def post_minutes(self) -> HttpResponse:
        form = MinutesForm(self.request.POST, auto_id="minutes_%s")
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(minutes_form=form, has_errors=True))
        try:
            self.keep(form)
        except Stale as stale:
            context = self.get_context_data(minutes_form=form, theirs=stale.current.minutes)
            context["mark"] = mark_of(stale.current.minutes)
            return self.render_to_response(context, status=409)
        messages.success(self.request, _("The minutes are saved."))
        return redirect(f"{self.here}#minutes")

    @property
    def here(self) -> str:
        return self.to("meeting_table", self.meeting.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting = self.meeting
        lines = [self.shown(action) for action in self.actions()]
        kwargs.setdefault("decide_form", self.decision_form())
        kwargs.setdefault("act_form", self.action_form())
        kwargs.setdefault(
            "minutes_form", MinutesForm(initial={"text": meeting.minutes}, auto_id="minutes_%s")
        )
        return super().get_context_data(
            **kwargs,
            meeting=meeting,
            partnership=meeting.partnership,
            carried=[line for line in lines if line["action"].meeting_id != meeting.pk],
            taken_on=[line for line in lines if line["action"].meeting_id == meeting.pk],
            decisions=list(self.visible(Decision).filter(meeting=meeting).order_by("pk")),
            version=self.visible(MinutesVersion).filter(meeting=meeting).first(),
            mark=mark_of(meeting.minutes),
            place=f"{meeting.pk}.{self.request.user.pk}",
            may_publish=not meeting.is_cancelled and meeting.starts_at <= timezone.now(),
            crumbs=self.crumbs(),
        )

    def actions(self) -> list[ActionItem]:
        """What stood open before, and what is taken on here: one query for both."""
        rows = self.visible(ActionItem)
        here = rows.filter(meeting=self.meeting)
        both = rows.filter(pk__in=rows.carried_to(self.meeting).values("pk")) | here
        return list(both.select_related("organization", "person", "meeting").order_by("due_on", "pk"))

    def crumbs(self) -> list[dict[str, Any]]:
        meeting = self.meeting
        return [
            {"label": meeting.partnership.name, "url": self.to("partnership", meeting.partnership_id)},
            {"label": meeting.title, "url": self.to("meeting", meeting.pk)},
            {"label": _("At the table")},
        ]


class MeetingEntryView(AtTheTable, View):
    """One line sent by itself: a decision, an action, or that an earlier action is done."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = request.POST.get("do", "")
        if kind == "close":
            return self.close()
        self.meeting  # noqa: B018 - who may not take minutes is refused before the form is looked at
        form = self.decision_form(request.POST) if kind == "decide" else self.action_form(request.POST)
        if form.is_valid():
            try:
                return self.answer(self.take_down(kind, form))
            except ValidationError as refusal:
                show_refusal(form, refusal)
        found = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"refused": " ".join(found)}, status=400)

    def close(self) -> HttpResponse:
        """Closing what is closed already is no fault: the line may have been sent twice."""
        pk = self.request.POST.get("pk", "")
        is_number = pk.isascii() and pk.isdigit() and len(pk) <= LONGEST_NUMBER
        rows = self.editable(ActionItem).carried_to(self.meeting)
        action = rows.filter(pk=int(pk) if is_number else 0).first()
        if action is None:
            return JsonResponse({"refused": _("This action is not open here any more.")}, status=400)
        if action.is_open:
            action = close_action(action, by=self.request.user, now=timezone.now(), version=action.version)
        return self.answer(action)

    def answer(self, saved: Decision | ActionItem) -> HttpResponse:
        return JsonResponse({"saved": _saved_now(), "text": str(saved), "detail": _detail(saved)})


class MinutesTextView(AtTheTable, View):
    """The draft, while somebody types."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.meeting  # noqa: B018 - who may not take minutes is refused before the form is looked at
        form = MinutesForm(request.POST)
        if not form.is_valid():
            text = " ".join(str(error) for errors in form.errors.values() for error in errors)
            return JsonResponse({"errors": {"": text}}, status=400)
        try:
            kept = self.keep(form)
        except Stale as stale:
            theirs = stale.current.minutes
            return JsonResponse({"theirs": theirs, "seen": mark_of(theirs)}, status=409)
        return JsonResponse({"saved": _saved_now(), "seen": mark_of(kept.minutes)})


def _saved_now() -> str:
    return _("Saved %(time)s") % {"time": time_format(timezone.localtime(), "TIME_FORMAT")}


def _detail(saved: Decision | ActionItem) -> str:
    if isinstance(saved, Decision):
        return ""
    person = f": {saved.person.name}" if saved.person else ""
    return f"{saved.organization.name}{person} · {date_format(saved.due_on)}"
