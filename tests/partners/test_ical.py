"""Calendar files: folding, escaping, moments and days."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.ical import LONGEST_LINE, REQUEST, Entry, Guest, escape, fold, write_calendar

CHANGED = datetime(2017, 3, 1, 9, tzinfo=UTC)
LOS_ANGELES = ZoneInfo("America/Los_Angeles")


def _entry(**values):
    given = {
        "uid": "1@riverton.example.org",
        "title": "Steering meeting",
        "starts": datetime(2017, 4, 11, 17, tzinfo=UTC),
        "changed_at": CHANGED,
    }
    return Entry(**(given | values))


def _lines(entry):
    """The lines of the file as a reader puts them together again."""
    return write_calendar([entry]).decode().replace("\r\n ", "").split("\r\n")


def _read(text):
    """The value behind an escaped one, as a reader takes it."""
    marks = {"n": "\n", "N": "\n", "\\": "\\", ",": ",", ";": ";"}
    found, signs = [], iter(text)
    for sign in signs:
        found.append(marks[next(signs)] if sign == "\\" else sign)
    return "".join(found)


def test_calendar_of_one_meeting():
    assert _lines(_entry(place="Room 2, upstairs", sequence=3)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Library Partnerships//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "UID:1@riverton.example.org",
        "DTSTAMP:20170301T090000Z",
        "LAST-MODIFIED:20170301T090000Z",
        "SEQUENCE:3",
        "DTSTART:20170411T170000Z",
        "SUMMARY:Steering meeting",
        "LOCATION:Room 2\\, upstairs",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_whole_days_end_on_the_day_after():
    lines = _lines(_entry(starts=date(2016, 2, 28), ends=date(2016, 2, 29), is_busy=False))

    assert [line for line in lines if line.startswith(("DT", "TRANSP")) and "STAMP" not in line] == [
        "DTSTART;VALUE=DATE:20160228",
        "DTEND;VALUE=DATE:20160301",
        "TRANSP:TRANSPARENT",
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2017, 3, 11), "DTSTART:20170311T180000Z"),
        (date(2017, 3, 12), "DTSTART:20170312T170000Z"),
        (date(2017, 11, 4), "DTSTART:20171104T170000Z"),
        (date(2017, 11, 5), "DTSTART:20171105T180000Z"),
    ],
    ids=["before spring", "spring", "before autumn", "autumn"],
)
def test_ten_in_the_morning_stays_ten_when_clocks_change(day, expected):
    starts = datetime(day.year, day.month, day.day, 10, tzinfo=LOS_ANGELES)

    assert expected in _lines(_entry(starts=starts))


def test_cancelled_meeting_says_so_and_leaves_the_time_free():
    lines = _lines(_entry(is_cancelled=True))

    assert {"STATUS:CANCELLED", "TRANSP:TRANSPARENT"} <= set(lines)


def test_no_line_of_a_text_can_pretend_to_be_another():
    text = "a\r\nEND:VEVENT\rBEGIN:VEVENT\nATTENDEE:mailto:x@example.org\x00\u0085"

    lines = _lines(_entry(title=text, place=text, text=text, uid=text, url=text))

    assert [lines.count(line) for line in ("BEGIN:VEVENT", "END:VEVENT")] == [1, 1]
    assert not [line for line in lines if line.startswith("ATTENDEE")]


def test_halves_of_characters_are_left_out():
    assert b"SUMMARY:ab\r\n" in write_calendar([_entry(title="a\ud800b")])


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=400))
def test_folded_lines_are_short_and_come_together_again(text):
    folded = fold(text)

    assert folded.replace("\r\n ", "") == text
    assert max(len(line.encode()) for line in folded.split("\r\n")) <= LONGEST_LINE


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.just("\n"), max_size=200))
def test_escaped_text_is_read_as_it_was(text):
    assert _read(escape(text)) == text


def test_names_with_accents_commas_and_semicolons():
    assert escape("Reunión; José, Ana \\ otros") == "Reunión\\; José\\, Ana \\\\ otros"


def test_guest_is_asked_and_a_name_cannot_add_lines():
    guest = Guest('Ana "Anita"\r\nATTENDEE:mailto:x@example.org', "ana@example.org", "maybe")

    file = write_calendar([_entry(attendee=guest)], method=REQUEST).decode().replace("\r\n ", "")

    assert [line for line in file.split("\r\n") if line.startswith(("ATTENDEE", "METHOD"))] == [
        "METHOD:REQUEST",
        "ATTENDEE;CN=\"Ana 'Anita' ATTENDEE:mailto:x@example.org\";ROLE=REQ-PARTICIPANT;PARTSTAT=TENTATIVE;"
        "RSVP=TRUE:mailto:ana@example.org",
    ]
