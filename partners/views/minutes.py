"""Published minutes: looked over, published, read, printed, and who has read them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from partners.domain.minutes import note_reading, publish_minutes
from partners.domain.minutes_content import content_of
from partners.domain.versions import Stale
from partners.forms.meeting_table import PublishForm
from partners.minutes import mark_of, shown
from partners.models import (
    Attendance,
    Meeting,
    MeetingInvitation,
    MinutesReceipt,
    MinutesVersion,
    Person,
)
from partners.views.editing import show_refusal
from partners.views.pages import LibraryPage


class MinutesPublishView(LibraryPage, FormView):
    """What will stand in the minutes, once more, and the button that freezes it."""

    # Open to the backbone as well; who may take minutes is for the queryset to say.
    staff_role = None
    form_class = PublishForm
    template_name = "partners/minutes/publish.html"

    @cached_property
    def meeting(self) -> Meeting:
        rows = self.editable(Meeting).select_related("partnership", "group")
        pk = self.kwargs["pk"]
        meeting = rows.filter(pk=pk).first() or self.find_editable(Meeting, pk=pk)
        self.stand_in_partnership_of(meeting)
        return meeting

    @cached_property
    def last(self) -> MinutesVersion | None:
        return self.visible(MinutesVersion).filter(meeting=self.meeting).first()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"is_first": self.last is None}

    def form_valid(self, form: PublishForm) -> HttpResponse:
        try:
            version = publish_minutes(
                self.meeting,
                by=self.request.user,
                now=timezone.now(),
                seen=self.request.POST.get("seen", ""),
                **form.cleaned_data,
            )
        except Stale:
            form.add_error(None, _("Somebody else wrote meanwhile. Look at the text as it is now."))
            return self.form_invalid(form)
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return self.form_invalid(form)
        messages.success(
            self.request, _("Version %(number)s of the minutes is published.") % {"number": version.number}
        )
        return redirect(version.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting = self.meeting
        table = self.to("meeting_table", meeting.pk)
        return super().get_context_data(
            **kwargs,
            meeting=meeting,
            partnership=meeting.partnership,
            minutes=shown(content_of(meeting)),
            text=meeting.minutes,
            mark=mark_of(meeting.minutes),
            number=self.last.number + 1 if self.last else 1,
            cancel_url=f"{table}#minutes",
            crumbs=[
                {"label": meeting.partnership.name, "url": self.to("partnership", meeting.partnership_id)},
                {"label": meeting.title, "url": table},
                {"label": _("Publish the minutes")},
            ],
        )


class MinutesPage(LibraryPage, TemplateView):
    """One version, with the others of its meeting."""

    staff_role = None

    @cached_property
    def version(self) -> MinutesVersion:
        rows = self.visible(MinutesVersion).select_related("meeting", "partnership", "published_by")
        return self.find(rows, pk=self.kwargs["pk"])

    @property
    def may_change(self) -> bool:
        return self.can_edit or self.version.partnership_id in self.scope.backbone_ids

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.version
        return super().get_context_data(
            **kwargs,
            version=version,
            meeting=version.meeting,
            partnership=version.partnership,
            minutes=shown(version.content),
            text=version.text,
            crumbs=self.crumbs(),
        )

    def crumbs(self) -> list[dict[str, Any]]:
        version = self.version
        return [
            {"label": version.partnership.name, "url": self.to("partnership", version.partnership_id)},
            {"label": version.meeting.title, "url": self.to("meeting", version.meeting_id)},
            {"label": _("Minutes")},
        ]


class MinutesView(MinutesPage):
    template_name = "partners/minutes/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "GET":
            self.note_reading()
        return super().get(request, *args, **kwargs)

    def note_reading(self) -> None:
        """Whoever belongs to the meeting and opens its minutes has read them."""
        meeting = Q(meeting=self.version.meeting_id)
        invited = self.visible(MeetingInvitation).filter(meeting, withdrawn_at=None).values("person")
        there = self.visible(Attendance).filter(meeting).values("person")
        sent = self.visible(MinutesReceipt).filter(minutes=self.version).values("person")
        belongs = Q(pk__in=invited) | Q(pk__in=there) | Q(pk__in=sent)
        read = self.visible(MinutesReceipt).filter(minutes=self.version).exclude(read_at=None)
        mine = self.visible(Person).filter(belongs, user=self.request.user)
        people = list(mine.exclude(pk__in=read.values("person")))
        if people:
            note_reading(self.version, people=people, by=self.request.user, now=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = self.visible(MinutesVersion).filter(meeting=self.version.meeting_id)
        others = list(others.select_related("published_by").defer("content", "text"))
        return super().get_context_data(
            **kwargs,
            others=others if len(others) > 1 else [],
            is_latest=others[0].pk == self.version.pk,
            may_change=self.may_change,
            receipts=self.receipts() if self.may_change else [],
        )

    def receipts(self) -> list[MinutesReceipt]:
        rows = self.visible(MinutesReceipt).filter(minutes=self.version)
        return list(rows.select_related("organization", "person", "delivery"))


class MinutesPaperView(MinutesPage):
    """The minutes as a document to print."""

    template_name = "partners/minutes/paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, printed_on=self.today)

    def crumbs(self) -> list[dict[str, Any]]:
        *before, minutes = super().crumbs()
        return [*before, minutes | {"url": self.version.get_absolute_url()}, {"label": _("On paper")}]
