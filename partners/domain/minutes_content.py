"""What stands in minutes beside their text: read when they are published, and kept as it was."""

from typing import Any

from partners.models import ActionItem, Attendance, Decision, Meeting


def content_of(meeting: Meeting) -> dict[str, Any]:
    """The day and place, who was there, what was decided and taken on, and what stood open before.

    Codes and days, not words: whoever reads it reads it in their own language. Why somebody was excused
    stays with the attendance.
    """
    actions = ActionItem.objects.select_related("organization", "person")
    return {
        "title": meeting.title,
        "on": meeting.on.isoformat(),
        "begins": f"{meeting.begins:%H:%M}",
        "ends": f"{meeting.ends:%H:%M}",
        "place": meeting.place,
        "group": meeting.group.name if meeting.group else "",
        "agenda": meeting.agenda,
        "people": [
            {"organization": row.organization.name, "person": row.person.name, "state": row.state}
            for row in Attendance.objects.filter(meeting=meeting).select_related("organization", "person")
        ],
        "decisions": [
            {"text": row.text, "review_on": row.review_on.isoformat() if row.review_on else None}
            for row in Decision.objects.filter(meeting=meeting).order_by("pk")
        ],
        "actions": [_action(row) for row in actions.filter(meeting=meeting).order_by("pk")],
        "carried": [_action(row) for row in actions.carried_to(meeting)],
    }


def _action(row: ActionItem) -> dict[str, Any]:
    return {
        "what": row.what,
        "organization": row.organization.name,
        "person": row.person.name if row.person else "",
        "due_on": row.due_on.isoformat(),
        "outcome": row.outcome,
    }
