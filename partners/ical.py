"""Calendar entries as every calendar program reads them (RFC 5545). Pure: no clock, no database.

Moments are written in UTC, so that no file has to describe the time zones of others; days stay days.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Library Partnerships//EN"
# The longest line, in octets without its end (RFC 5545, 3.1).
LONGEST_LINE = 75
ONE_DAY = timedelta(days=1)


# REQUEST asks for an answer, CANCEL takes an entry out (RFC 5546); a file without either only shows.
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
_ANSWERS = {"yes": "ACCEPTED", "no": "DECLINED", "maybe": "TENTATIVE"}


@dataclass(frozen=True)
class Guest:
    """Somebody with a name and an address; as an attendee with what they answered."""

    name: str
    email: str
    answer: str = ""


@dataclass(frozen=True)
class Entry:
    """One event. `starts` and `ends` are both moments, or both days of which the last one is included.

    A calendar knows an entry again by `uid`; of two with one `uid`, the higher `sequence` is the newer one.
    """

    uid: str
    title: str
    starts: datetime | date
    changed_at: datetime
    ends: datetime | date | None = None
    sequence: int = 0
    is_cancelled: bool = False
    place: str = ""
    text: str = ""
    url: str = ""
    # Days that something is due do not make anybody busy.
    is_busy: bool = True
    organizer: Guest | None = None
    attendee: Guest | None = None


def write_calendar(entries: Iterable[Entry], *, name: str = "", method: str = "", hours: int = 0) -> bytes:
    """A whole file. `hours` tells programs that subscribe how often it is worth asking again."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    if method:
        head.append(f"METHOD:{method}")
    if name:
        head += [f"NAME:{escape(name)}", f"X-WR-CALNAME:{escape(name)}"]
    if hours:
        head += [f"REFRESH-INTERVAL;VALUE=DURATION:PT{hours}H", f"X-PUBLISHED-TTL:PT{hours}H"]
    lines = [*head, *(line for entry in entries for line in event_lines(entry)), "END:VCALENDAR"]
    return "".join(f"{fold(line)}\r\n" for line in lines).encode()


def event_lines(entry: Entry) -> Iterator[str]:
    """The lines of one event, not yet folded."""
    changed = _moment(entry.changed_at)
    yield from ("BEGIN:VEVENT", f"UID:{escape(entry.uid)}", f"DTSTAMP:{changed}", f"LAST-MODIFIED:{changed}")
    yield f"SEQUENCE:{entry.sequence}"
    yield from _time_lines(entry)
    yield f"SUMMARY:{escape(entry.title)}"
    for name, value in (("LOCATION", entry.place), ("DESCRIPTION", entry.text)):
        if value:
            yield f"{name}:{escape(value)}"
    if entry.url:
        yield f"URL:{_plain(entry.url)}"
    yield f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}"
    yield f"TRANSP:{'OPAQUE' if entry.is_busy and not entry.is_cancelled else 'TRANSPARENT'}"
    if entry.organizer:
        yield f"ORGANIZER;CN={_quoted(entry.organizer.name)}:mailto:{_plain(entry.organizer.email)}"
    if entry.attendee:
        answer = _ANSWERS.get(entry.attendee.answer, "NEEDS-ACTION")
        asked = f"ROLE=REQ-PARTICIPANT;PARTSTAT={answer};RSVP=TRUE:mailto:{_plain(entry.attendee.email)}"
        yield f"ATTENDEE;CN={_quoted(entry.attendee.name)};{asked}"
    yield "END:VEVENT"


def escape(text: str) -> str:
    """Text as a value: without control characters, with the signs that mean something else marked."""
    lines = [_plain(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    marked = [line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines]
    return "\\n".join(marked)


def fold(line: str) -> str:
    """A long line as several, none of them longer than allowed and no character cut in two."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LONGEST_LINE:
            pieces.append(piece)
            # The space that marks the continuation counts.
            piece, size = "", 1
        piece += character
        size += width
    return "\r\n ".join([*pieces, piece])


def _time_lines(entry: Entry) -> Iterator[str]:
    if isinstance(entry.starts, datetime):
        yield f"DTSTART:{_moment(entry.starts)}"
        if isinstance(entry.ends, datetime):
            yield f"DTEND:{_moment(entry.ends)}"
        return
    last = entry.ends if entry.ends is not None else entry.starts
    yield f"DTSTART;VALUE=DATE:{entry.starts:%Y%m%d}"
    # The end of a whole day is the day after (RFC 5545, 3.6.1).
    yield f"DTEND;VALUE=DATE:{last + ONE_DAY:%Y%m%d}"


def _moment(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _quoted(text: str) -> str:
    """A parameter: quotation marks cannot stand in one, however they are written."""
    return '"' + " ".join(_plain(" ".join(text.split())).replace('"', "'").split()) + '"'


def _plain(text: str) -> str:
    """Without what no file may hold: control characters and halves of characters."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in {"Cc", "Cs"} or sign == "\t")
