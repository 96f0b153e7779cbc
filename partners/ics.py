"""Entries for calendars, as RFC 5545 writes them and RFC 5546 sends them. Pure: no clock, no database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

PRODUCT = "-//Library partnerships//EN"
LONGEST_LINE = 75
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
_ANSWERS = {"yes": "ACCEPTED", "no": "DECLINED", "maybe": "TENTATIVE"}


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody with a name and an address; as an attendee with what they answered."""

    name: str
    email: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. Its moments are written in UTC, which every calendar shows in its reader's own zone.

    Of two entries with one uid the one with the higher sequence replaces the other.
    """

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    stamped_at: datetime
    place: str = ""
    text: str = ""
    url: str = ""
    organizer: Guest | None = None
    attendee: Guest | None = None
    is_cancelled: bool = False


def calendar_file(entries: Sequence[Entry], *, method: str = PUBLISH) -> bytes:
    """The whole file: REQUEST asks for an answer, CANCEL takes an entry out, PUBLISH only shows."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", f"METHOD:{method}"]
    for entry in entries:
        lines += _event(entry)
    lines.append("END:VCALENDAR")
    return b"".join(b"\r\n".join(_folded(line)) + b"\r\n" for line in lines)


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTAMP:{_moment(entry.stamped_at)}"
    yield f"DTSTART:{_moment(entry.starts_at)}"
    yield f"DTEND:{_moment(entry.ends_at)}"
    yield f"SUMMARY:{_escaped(entry.title)}"
    for name, value in (("LOCATION", entry.place), ("DESCRIPTION", entry.text)):
        if value:
            yield f"{name}:{_escaped(value)}"
    if entry.url:
        yield f"URL:{_plain(entry.url)}"
    yield f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}"
    if entry.organizer:
        yield f"ORGANIZER;CN={_quoted(entry.organizer.name)}:mailto:{_plain(entry.organizer.email)}"
    if entry.attendee:
        answer = _ANSWERS.get(entry.attendee.answer, "NEEDS-ACTION")
        yield (
            f"ATTENDEE;CN={_quoted(entry.attendee.name)};ROLE=REQ-PARTICIPANT;PARTSTAT={answer};RSVP=TRUE:"
            f"mailto:{_plain(entry.attendee.email)}"
        )
    yield "END:VEVENT"


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    """Text of a value: commas, semicolons, backslashes and line ends mean something there."""
    lines = _without_controls(text).replace("\\", "\\\\").splitlines()
    return "\\n".join(line.replace(";", "\\;").replace(",", "\\,") for line in lines)


def _plain(text: str) -> str:
    """An address: one line."""
    return "".join(_without_controls(text).split())


def _quoted(text: str) -> str:
    """A parameter: quotation marks cannot stand in one, however they are written."""
    return '"' + " ".join(_without_controls(text).replace('"', "'").split()) + '"'


def _without_controls(text: str) -> str:
    kept = (char for char in text if char in "\n\r\t" or (ord(char) >= ord(" ") and char != "\x7f"))
    return "".join(kept)


def _folded(line: str) -> Iterator[bytes]:
    """Pieces of at most 75 bytes, no letter cut in two; every one but the first begins with a space."""
    piece = b""
    for char in line:
        letter = char.encode(errors="replace")
        if len(piece) + len(letter) > LONGEST_LINE:
            yield piece
            piece = b" "
        piece += letter
    yield piece
