"""Meetings of a partnership: what is coming, one meeting, its plan as a form, and calling it off."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View

from partners.choices import AttendanceState, MeetingAnswer
from partners.domain.meeting_words import when_of
from partners.domain.meetings import (
    add_meeting,
    cancel_meeting,
    change_meeting,
    later_of,
    put_back_meeting,
)
from partners.domain.versions import Stale
from partners.forms.meetings import CancelForm, MeetingForm, default_hours
from partners.headcount import Headcount, count_heads
from partners.models import Attendance, Group, Meeting, MeetingInvitation, Partnership
from partners.views.editing import ChangeView, RowFormView, read_version
from partners.views.meeting_sections import sections_of
from partners.views.pages import LibraryPage

MOST_SHOWN = 60


class MeetingPage(LibraryPage):
    """Who asks about the meetings of one partnership."""

    staff_role = None

    @cached_property
    def now(self) -> datetime:
        return timezone.now()

    @cached_property
    def partnership(self) -> Partnership:
        return self.find(Partnership)

    @property
    def may_change(self) -> bool:
        """The library's coordinators and the backbone convene."""
        return self.can_edit or self.partnership.pk in self.scope.backbone_ids

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)},
            {"label": _("Meetings"), "url": self.to("meetings", self.partnership.pk)},
        ]


class MeetingsView(MeetingPage, TemplateView):
    template_name = "partners/meetings/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.visible(Meeting).filter(partnership=self.partnership).select_related("group", "library")
        yes = Q(invitations__answer=MeetingAnswer.YES, invitations__withdrawn_at=None)
        asked = Q(invitations__withdrawn_at=None)
        coming = rows.coming(now=self.now).annotate(
            asked_count=Count("invitations", filter=asked), yes_count=Count("invitations", filter=yes)
        )
        past = list(rows.past(now=self.now)[:MOST_SHOWN])
        return super().get_context_data(
            **kwargs,
            partnership=self.partnership,
            may_change=self.may_change,
            coming=[self.card(row) for row in coming[:MOST_SHOWN]],
            past=self.with_heads(past),
            crumbs=[*self.crumbs()[:1], {"label": _("Meetings")}],
        )

    def card(self, meeting: Meeting, heads: Headcount | None = None) -> dict[str, Any]:
        url = self.to("meeting", meeting.pk)
        return {"meeting": meeting, "url": url, "when": when_of(meeting), "heads": heads_words(heads)}

    def with_heads(self, meetings: list[Meeting]) -> list[dict[str, Any]]:
        found: dict[int, list[Attendance]] = {}
        for row in self.visible(Attendance).filter(meeting__in=[row.pk for row in meetings]).order_by():
            found.setdefault(row.meeting_id, []).append(row)
        return [self.card(row, count_heads(found.get(row.pk, []))) for row in meetings]


class OneMeeting(MeetingPage):
    """Pages about one meeting that whoever was invited may open."""

    @cached_property
    def meeting(self) -> Meeting:
        rows = self.visible(Meeting).select_related("partnership", "group", "series", "library")
        return self.find(rows)

    @cached_property
    def partnership(self) -> Partnership:
        return self.meeting.partnership

    def crumbs(self) -> list[dict[str, Any]]:
        return [*super().crumbs(), {"label": self.meeting.title, "url": self.meeting.get_absolute_url()}]

    @cached_property
    def invitations(self) -> list[MeetingInvitation]:
        rows = self.visible(MeetingInvitation).filter(meeting=self.meeting, withdrawn_at=None)
        return list(rows.select_related("person", "organization"))

    @cached_property
    def attendances(self) -> list[Attendance]:
        rows = self.visible(Attendance).filter(meeting=self.meeting)
        return list(rows.select_related("person", "organization"))

    @property
    def has_begun(self) -> bool:
        return self.meeting.starts_at <= self.now


class MeetingView(OneMeeting, TemplateView):
    template_name = "partners/meetings/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting = self.meeting
        own = [row for row in self.invitations if row.person.user_id == self.request.user.pk]
        return super().get_context_data(
            **kwargs,
            meeting=meeting,
            partnership=self.partnership,
            when=when_of(meeting),
            may_change=self.may_change,
            is_staff=self.is_staff,
            has_begun=self.has_begun,
            is_today_or_past=meeting.on <= self.today,
            invited=self.rows(),
            answers=answer_words(self.invitations),
            heads=heads_words(count_heads(self.attendances)),
            own=[] if self.has_begun or meeting.is_cancelled else own,
            others=self.others(),
            agenda_sections=sections_of(self, meeting),
            crumbs=[*self.crumbs()[:-1], {"label": meeting.title}],
        )

    def rows(self) -> list[dict[str, Any]]:
        """Each person once, by organization: asked, come, or both."""
        found: dict[int, dict[str, Any]] = {}
        for row in self.invitations:
            found[row.person_id] = self.line(row.person, row.organization) | {"invitation": row}
        for seen in self.attendances:
            line = found.setdefault(seen.person_id, self.line(seen.person, seen.organization))
            line["attendance"] = seen
            line["may_dispute"] = self.may_dispute(seen)
        return sorted(found.values(), key=by_organization)

    def line(self, person: Any, organization: Any) -> dict[str, Any]:
        is_own = organization.pk in self.scope.organization_ids
        return {"person": person, "organization": organization, "sees_comment": self.may_change or is_own}

    def may_dispute(self, seen: Attendance) -> bool:
        is_own = seen.organization_id in self.scope.organization_ids
        return is_own and not seen.is_disputed and seen.state != AttendanceState.PRESENT

    def others(self) -> list[dict[str, Any]]:
        """The other meetings of its series."""
        if self.meeting.series_id is None:
            return []
        rows = self.visible(Meeting).filter(series=self.meeting.series_id).exclude(pk=self.meeting.pk)
        return [
            {"meeting": row, "url": self.to("meeting", row.pk)} for row in rows.order_by("starts_at")[:60]
        ]


class MeetingAddView(MeetingPage, RowFormView):
    form_class = MeetingForm
    title = gettext_lazy("Plan a meeting")
    submit = gettext_lazy("Plan the meeting")

    @cached_property
    def partnership(self) -> Partnership:
        return self.find_editable(Partnership)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"groups": groups_of(self, self.partnership)}

    def get_initial(self) -> dict[str, Any]:
        """Empty, or as another meeting of the partnership: the day is left open."""
        pk = self.request.GET.get("like", "")
        if pk.isascii() and pk.isdigit() and len(pk) < 19:  # noqa: PLR2004
            like = self.visible(Meeting).filter(partnership=self.partnership, pk=int(pk)).first()
            if like is not None:
                return MeetingForm.initial_of(like) | {"on": None}
        return default_hours()

    def carry_out(self, form: MeetingForm) -> Meeting:
        return add_meeting(self.partnership, by=self.request.user, values=form.values())

    def said(self, saved: Meeting) -> str:
        return _("“%(title)s” is planned. Nobody is invited yet.") % {"title": saved.title}

    def way_back(self) -> str:
        return self.to("meetings", self.partnership.pk)

    def destination(self, saved: Meeting) -> str:
        return saved.get_absolute_url()


class MeetingChangeView(ChangeView):
    staff_role = None
    model = Meeting
    form_class = MeetingForm
    title = gettext_lazy("Change the meeting")
    submit = gettext_lazy("Save")

    @property
    def lead(self) -> str:
        return _("Whoever is invited gets a mail when the day, the hours, the place or the title change.")

    @cached_property
    def later_count(self) -> int:
        return len(later_of(self.row, now=timezone.now()))

    def form_kwargs(self, row: Meeting) -> dict[str, Any]:
        return {
            "initial": MeetingForm.initial_of(row),
            "groups": groups_of(self, row.partnership),
            "later_count": self.later_count,
        }

    def carry_out(self, form: MeetingForm) -> Meeting:
        return change_meeting(
            self.row,
            by=self.request.user,
            version=self.version,
            values=form.values(),
            now=timezone.now(),
            also_later=form.is_for_later,
        )

    def said(self, saved: Meeting) -> str:
        return _("“%(title)s” is saved.") % {"title": saved.title}

    def way_back(self) -> str:
        return self.row.get_absolute_url()

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": _("Meetings"), "url": self.to("meetings", self.row.partnership_id)},
            {"label": self.row.title, "url": self.row.get_absolute_url()},
        ]


class MeetingCancelView(MeetingChangeView):
    form_class = CancelForm
    title = gettext_lazy("Cancel the meeting")
    submit = gettext_lazy("Cancel the meeting")

    @property
    def lead(self) -> str:
        return _("Everybody who is invited gets a mail, and it leaves their calendars.")

    def form_kwargs(self, row: Meeting) -> dict[str, Any]:
        return {"later_count": self.later_count}

    def carry_out(self, form: Any) -> Meeting:
        rows = cancel_meeting(
            self.row,
            by=self.request.user,
            version=self.version,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
            also_later=bool(form.cleaned_data.get("also_later")),
        )
        return rows[0]

    def said(self, saved: Meeting) -> str:
        return _("“%(title)s” is cancelled.") % {"title": saved.title}


class MeetingPutBackView(LibraryPage, View):
    """Lets a meeting that was called off take place after all."""

    http_method_names = ["post"]
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        meeting = self.find_editable(Meeting)
        version = read_version(request) or meeting.version
        try:
            put_back_meeting(meeting, by=request.user, version=version, now=timezone.now())
        except Stale:
            messages.error(request, _("Somebody else changed this meeting meanwhile."))
        else:
            messages.success(request, _("“%(title)s” takes place.") % {"title": meeting.title})
        return redirect(meeting.get_absolute_url())


def by_organization(line: dict[str, Any]) -> tuple[str, str]:
    return line["organization"].name_key, line["person"].name_key


def groups_of(page: LibraryPage, partnership: Partnership) -> list[Group]:
    return list(page.visible(Group).filter(partnership=partnership).current(on=page.today))


def heads_words(heads: Headcount | None) -> str:
    """ "9 people of 6 organizations, 2 excused"; empty when nobody was marked."""
    if heads is None or not heads.is_taken:
        return ""
    people = ngettext("%(n)d person", "%(n)d people", heads.people) % {"n": heads.people}
    words = ngettext(
        "%(people)s of %(n)d organization", "%(people)s of %(n)d organizations", heads.organizations
    )
    parts = [words % {"people": people, "n": heads.organizations}]
    if heads.excused:
        parts.append(ngettext("%(n)d excused", "%(n)d excused", heads.excused) % {"n": heads.excused})
    if heads.absent:
        parts.append(ngettext("%(n)d absent", "%(n)d absent", heads.absent) % {"n": heads.absent})
    if heads.disputed:
        parts.append(ngettext("%(n)d disputed", "%(n)d disputed", heads.disputed) % {"n": heads.disputed})
    return ", ".join(parts)


def answer_words(invitations: list[MeetingInvitation]) -> str:
    """ "3 yes, 1 no, 0 maybe, 5 without an answer"; empty when nobody is asked."""
    if not invitations:
        return ""
    counts = {code: sum(row.answer == code for row in invitations) for code in ("yes", "no", "maybe", "")}
    return _("%(yes)d yes, %(no)d no, %(maybe)d maybe, %(open)d without an answer") % {
        "yes": counts["yes"],
        "no": counts["no"],
        "maybe": counts["maybe"],
        "open": counts[""],
    }
