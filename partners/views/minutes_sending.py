"""Minutes to those who were not there, or to everybody."""

from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.choices import AttendanceState
from partners.domain.letters import Letter
from partners.domain.minutes import send_minutes
from partners.domain.minutes_letters import write_minutes
from partners.models import Attendance, MeetingInvitation, MinutesReceipt, MinutesVersion, Person
from partners.views.letters_sending import SendPage


class MinutesSendView(SendPage):
    # Open to the backbone as well; what may be sent is for the queryset to say.
    staff_role = None
    title = gettext_lazy("Send the minutes")

    @cached_property
    def version(self) -> MinutesVersion:
        found = self.find_editable(MinutesVersion)
        rows = self.visible(MinutesVersion).select_related(
            "library", "meeting", "partnership", "published_by"
        )
        return self.find(rows, pk=found.pk)

    @cached_property
    def invited(self) -> list[Person]:
        rows = self.visible(MeetingInvitation).filter(meeting=self.version.meeting_id, withdrawn_at=None)
        return [row.person for row in rows.select_related("person__organization__owner", "person__user")]

    @cached_property
    def recorded(self) -> list[Attendance]:
        rows = self.visible(Attendance).filter(meeting=self.version.meeting_id)
        return list(rows.select_related("person__organization__owner", "person__user"))

    def candidates(self) -> list[Person]:
        people = {person.pk: person for person in self.invited}
        people |= {row.person_id: row.person for row in self.recorded}
        return sorted(people.values(), key=lambda person: (person.organization.name_key, person.name_key))

    def first_ticked(self) -> set[int]:
        """Who was absent or excused, and who was invited and not seen there."""
        there = {row.person_id for row in self.recorded if row.state == AttendanceState.PRESENT}
        return {person.pk for person in self.candidates()} - there

    def known(self) -> dict[int, str]:
        rows = self.visible(MinutesReceipt).filter(minutes=self.version)
        heard = rows.filter(sent_at__isnull=False)
        return {row.person_id: row.sent_at for row in heard}

    def letter(self, person: Person) -> Letter:
        return write_minutes(self.version, person)

    def send(self, people: list[Person]) -> int:
        return len(send_minutes(self.version, by=self.request.user, now=timezone.now(), people=people))

    def way_back(self) -> str:
        return self.to("minutes", self.version.pk)

    def frame(self) -> dict[str, Any]:
        version = self.version
        return {
            "lead": _("%(title)s, version %(number)s")
            % {"title": version.meeting.title, "number": version.number},
            "offers_all": True,
            "crumbs": [
                {"label": version.partnership.name, "url": self.to("partnership", version.partnership_id)},
                {"label": _("Minutes"), "url": self.way_back()},
                {"label": self.title},
            ],
        }
