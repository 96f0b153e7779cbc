"""What else stands on a meeting's agenda: what is open from before, and what came of the meeting itself."""

from typing import Any

from django.utils.translation import gettext as _

from partners.models import ActionItem, Decision, Meeting, MinutesVersion
from partners.views.pages import LibraryPage


def sections_of(page: LibraryPage, meeting: Meeting) -> list[dict[str, Any]]:
    """Three queries: actions, decisions, and the last published minutes."""
    rows = page.visible(ActionItem)
    both = rows.filter(pk__in=rows.carried_to(meeting).values("pk")) | rows.filter(meeting=meeting)
    found = both.select_related("organization", "person").order_by("due_on", "pk")
    lines = [{"action": action, "state": action.state(on=page.today)} for action in found]
    version = page.visible(MinutesVersion).filter(meeting=meeting).defer("content", "text").first()
    sections = [
        {"title": _("Open from before"), "lines": [line for line in lines if not _is_of(line, meeting)]},
        {
            "title": _("Decided"),
            "decisions": list(page.visible(Decision).filter(meeting=meeting).order_by("pk")),
        },
        {"title": _("Who does what by when"), "lines": [line for line in lines if _is_of(line, meeting)]},
        {"title": _("Minutes"), "version": version},
    ]
    template = "partners/minutes/section.html"
    return [
        section | {"template": template}
        for section in sections
        if section.get("lines") or section.get("decisions") or section.get("version")
    ]


def _is_of(line: dict[str, Any], meeting: Meeting) -> bool:
    return line["action"].meeting_id == meeting.pk
