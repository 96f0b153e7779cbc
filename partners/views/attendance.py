"""Taking attendance on a phone, at the table: one tap each; and what an organization says against it."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.formats import time_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from partners.choices import AttendanceState
from partners.domain.attendance import (
    Mark,
    add_unannounced,
    dispute_attendance,
    organizations_at,
    settle_attendance,
    take_attendance,
)
from partners.domain.versions import Stale
from partners.forms.meetings import DisputeForm, WalkInForm
from partners.headcount import count_heads
from partners.models import Attendance, Meeting, Organization, Person
from partners.names import TextError, clean_text
from partners.views.editing import RowFormView, read_version, show_refusal
from partners.views.meetings import OneMeeting, heads_words

LONGEST_REASON = 300


class Roll(OneMeeting):
    """Who is asked or was seen, and what was posted of them."""

    @cached_property
    def meeting(self) -> Meeting:
        return self.find_editable(Meeting)

    @cached_property
    def people(self) -> dict[int, tuple[Person, Organization]]:
        rows = [*self.invitations, *self.attendances]
        found = {row.person_id: (row.person, row.organization) for row in rows}
        order = sorted(found, key=lambda pk: (found[pk][1].name_key, found[pk][0].name_key, pk))
        return {pk: found[pk] for pk in order}

    def marks(self) -> list[Mark]:
        """What differs from what the page showed; a person of whom nothing was posted is left alone."""
        found = [self.mark(person) for person, _organization in self.people.values()]
        return [mark for mark in found if mark is not None]

    def mark(self, person: Person) -> Mark | None:
        typed = self.request.POST
        state = typed.get(f"state-{person.pk}")
        if state is None or state not in {"", *AttendanceState.values}:
            return None
        reason = _one_line(typed.get(f"reason-{person.pk}", ""))
        shown = (typed.get(f"initial-state-{person.pk}", ""), typed.get(f"initial-reason-{person.pk}", ""))
        if (state, reason) == shown:
            return None
        version = typed.get(f"version-{person.pk}", "")
        known = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0  # noqa: PLR2004
        return Mark(person, state, reason, known)


class AttendanceView(Roll, TemplateView):
    template_name = "partners/meetings/attendance.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            take_attendance(self.meeting, by=request.user, now=self.now, marks=self.marks())
        except Stale as stale:
            return self.show(errors=[{"text": stale_words(stale)}], status=409)
        except ValidationError as refusal:
            return self.show(errors=[{"text": text} for text in refusal.messages], status=400)
        except TextError as refusal:
            return self.show(errors=[{"text": str(refusal)}], status=400)
        messages.success(request, _("The attendance is saved."))
        return redirect(self.to("attendance", self.meeting.pk))

    def show(
        self,
        *,
        walk_in: WalkInForm | None = None,
        errors: list[dict[str, str]] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        seen = {row.person_id: row for row in self.attendances}
        answers = {row.person_id: row.answer for row in self.invitations}
        words = {
            "meeting": self.meeting,
            "errors": errors or [],
            "groups": self.groups(seen, answers),
            "heads": heads_words(count_heads(self.attendances)),
            "states": AttendanceState.choices,
            "walk_in": walk_in or self.walk_in_form(),
            "is_early": self.meeting.on > self.today,
            "marks_url": self.to("attendance_marks", self.meeting.pk),
            "crumbs": [*self.crumbs(), {"label": _("Attendance")}],
        }
        return self.render_to_response(self.get_context_data(**words), status=status)

    def groups(self, seen: dict[int, Attendance], answers: dict[int, str]) -> list[dict[str, Any]]:
        """By organization: each person with what is known of them."""
        found: dict[int, dict[str, Any]] = {}
        said = {"yes": _("said yes"), "no": _("said no"), "maybe": _("said maybe")}
        for pk, (person, organization) in self.people.items():
            group = found.setdefault(organization.pk, {"name": organization.name, "lines": []})
            row = seen.get(pk)
            answer = said.get(answers.get(pk, ""), _("no answer") if pk in answers else _("not invited"))
            group["lines"].append({"person": person, "row": row, "answer": answer})
        return list(found.values())

    def walk_in_form(self, data: Any = None) -> WalkInForm:
        return WalkInForm(data, organizations=organizations_at(self.meeting))


class AttendanceMarksView(Roll, View):
    """Keeps what changed while one taps; answers for each person apart."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            rows = take_attendance(self.meeting, by=request.user, now=self.now, marks=self.marks())
        except Stale as stale:
            return JsonResponse({"errors": {str(stale.current.person_id): stale_words(stale)}}, status=409)
        except ValidationError as refusal:
            return JsonResponse({"errors": {"": " ".join(refusal.messages)}}, status=400)
        except TextError as refusal:
            return JsonResponse({"errors": {"": str(refusal)}}, status=400)
        clock = self.now.astimezone(ZoneInfo(self.library.time_zone)).time()
        heads = count_heads(self.visible(Attendance).filter(meeting=self.meeting))
        return JsonResponse(
            {
                "saved": _("Saved %(time)s") % {"time": time_format(clock, "TIME_FORMAT")},
                "versions": {str(pk): row.version if row else 0 for pk, row in rows.items()},
                "heads": heads_words(heads),
            }
        )


class WalkInView(AttendanceView):
    """Adds somebody whom nobody had invited."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.walk_in_form(request.POST)
        if not form.is_valid():
            return self.show(walk_in=form, status=400)
        try:
            row = add_unannounced(
                self.meeting,
                by=request.user,
                now=self.now,
                organization=form.chosen(),
                name=form.cleaned_data["name"],
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return self.show(walk_in=form, status=400)
        messages.success(request, _("%(name)s is on the list.") % {"name": row.person.name})
        return redirect(self.to("attendance", self.meeting.pk))


class DisputeView(OneMeeting, RowFormView):
    """“We did attend”: for the organization whose record it is."""

    form_class = DisputeForm
    title = gettext_lazy("This is not how it was")
    submit = gettext_lazy("Ask the library to look at it")

    @cached_property
    def row(self) -> Attendance:
        rows = self.visible(Attendance).filter(organization__in=self.scope.organization_ids)
        rows = rows.exclude(state=AttendanceState.PRESENT).select_related("person", "meeting")
        return self.find(rows, meeting=self.kwargs["pk"], pk=self.kwargs["row"])

    @property
    def lead(self) -> str:
        words = {"name": self.row.person.name, "state": self.row.get_state_display()}
        return _("%(name)s: %(state)s. Until it is settled the record does not count.") % words

    def carry_out(self, form: DisputeForm) -> Attendance:
        words = form.cleaned_data["words"]
        return dispute_attendance(self.row, by=self.request.user, now=self.now, words=words)

    def said(self, saved: Attendance) -> str:
        return _("The library looks at it. Until then the record does not count.")

    def way_back(self) -> str:
        return self.to("meeting", self.row.meeting_id)


class SettleView(OneMeeting, View):
    """Says what holds of a record that is disputed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.find_editable(Attendance, meeting=self.kwargs["pk"], pk=self.kwargs["row"])
        state = request.POST.get("state", "")
        if state in AttendanceState.values and row.is_disputed:
            self.settle(row, state)
        else:
            messages.error(request, _("There is nothing to settle here."))
        return redirect(self.to("meeting", row.meeting_id))

    def settle(self, row: Attendance, state: str) -> None:
        version, by = read_version(self.request), self.request.user
        try:
            settle_attendance(row, by=by, now=self.now, version=version, state=state)
        except Stale:
            messages.error(self.request, _("Somebody else changed this record meanwhile."))
        else:
            messages.success(self.request, _("The record is settled."))


def stale_words(stale: Stale) -> str:
    row: Any = stale.current
    words = {"name": row.person.name, "state": row.get_state_display()}
    return _("Somebody else has marked %(name)s: %(state)s. Load the page anew before you change it.") % words


def _one_line(text: str) -> str:
    """Raises `TextError` for what cannot be stored."""
    return clean_text(text)[:LONGEST_REASON]
