"""What a line of a report says, in words."""

from typing import Any

from measurements.choices import Content
from partners.numbers import format_number


def answer_text(line: Any) -> str | None:
    """Return the answer of an observation or a revision for reading; None without one."""
    if line is None:
        return None
    if line.content == Content.NUMBER:
        return "–" if line.value is None else format_number(line.value)
    return f"{Content(line.content).label}: {line.reason}"
