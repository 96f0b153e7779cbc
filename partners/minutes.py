"""What minutes hold, without the database: a mark of their text, and how they went out."""

from collections.abc import Mapping
from datetime import date, time
from hashlib import sha256
from typing import Any

from partners.choices import AttendanceState

LONGEST_MINUTES = 40_000
# The links in mails with minutes, and the reminder to read them, go by this name.
MINUTES_UNREAD = "minutes_unread"
# Kinds of mail.
MINUTES, DECISION = "minutes", "decision"


def mark_of(text: str) -> str:
    """Tell two texts apart: whoever saves names the mark of the text that they began with."""
    return sha256(text.encode()).hexdigest()[:16]


def shown(content: Mapping[str, Any]) -> dict[str, Any]:
    """What was frozen, with days as days, and the words of today's language."""
    states = dict(AttendanceState.choices)
    people: dict[str, list[str]] = {state: [] for state in AttendanceState.values}
    for row in content.get("people", ()):
        people.setdefault(row["state"], []).append(f"{row['person']} ({row['organization']})")
    return {
        **content,
        "on": _day(content.get("on")),
        "begins": _hour(content.get("begins")),
        "ends": _hour(content.get("ends")),
        "attendance": [
            {"label": states.get(state, state), "names": names} for state, names in people.items() if names
        ],
        "decisions": [
            row | {"review_on": _day(row.get("review_on"))} for row in content.get("decisions", ())
        ],
        "actions": [_action(row) for row in content.get("actions", ())],
        "carried": [_action(row) for row in content.get("carried", ())],
    }


def _action(row: Mapping[str, Any]) -> dict[str, Any]:
    who = f"{row['organization']}: {row['person']}" if row.get("person") else row["organization"]
    return {**row, "who": who, "due_on": _day(row["due_on"]), "state": row.get("outcome") or "open"}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _hour(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
