"""A meeting on paper, and as a file for a calendar."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from partners.domain.letters import on_this_site
from partners.domain.meeting_letters import entry_of
from partners.domain.meeting_words import when_of
from partners.ical import CONTENT_TYPE, PUBLISH, write_calendar
from partners.views.meeting_sections import sections_of
from partners.views.meetings import OneMeeting, by_organization

# So many lines for names that nobody knows yet.
EMPTY_LINES = 4


class MeetingPaperView(OneMeeting, TemplateView):
    """Agenda and attendance sheet for one Letter page."""

    template_name = "partners/meetings/paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = {
            row.person_id: {"person": row.person, "organization": row.organization}
            for row in [*self.invitations, *self.attendances]
        }
        return super().get_context_data(
            **kwargs,
            meeting=self.meeting,
            partnership=self.partnership,
            when=when_of(self.meeting),
            people=sorted(rows.values(), key=by_organization),
            empty_lines=range(EMPTY_LINES),
            agenda_sections=sections_of(self, self.meeting),
            crumbs=[*self.crumbs(), {"label": _("Print")}],
        )


class MeetingCalendarView(OneMeeting, View):
    """One .ics for one's own calendar; the same entry as in the mails, so that later ones replace it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        url = on_this_site(self.meeting.get_absolute_url())
        content = write_calendar([entry_of(self.meeting, now=self.now, url=url)], method=PUBLISH)
        response = HttpResponse(content, content_type=CONTENT_TYPE)
        response.headers["Content-Disposition"] = f'attachment; filename="meeting-{self.meeting.pk}.ics"'
        return response
