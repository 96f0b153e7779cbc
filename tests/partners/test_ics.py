from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from partners.ics import CANCEL, REQUEST, Entry, Guest, calendar_file

AT = datetime(2017, 4, 11, 10, tzinfo=ZoneInfo("America/Los_Angeles"))
TEXTS = st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=300)


def _entry(**fields):
    return Entry(
        "a-uid",
        2,
        **({"title": "Steering meeting", "text": ""} | fields),
        starts_at=AT,
        ends_at=AT,
        stamped_at=AT,
    )


def _read(content):
    """Property names and values, as a calendar reads them: unfolded, then unescaped."""
    lines = content.decode().replace("\r\n ", "").split("\r\n")[:-1]
    return [line.partition(":")[::2] for line in lines]


def _unescaped(value):
    found, rest = "", iter(value)
    for char in rest:
        after = next(rest) if char == "\\" else ""
        found += ("\n" if after == "n" else after) if char == "\\" else char
    return found


def test_entry_says_when_in_utc_and_which_of_two_is_newer():
    lines = dict(_read(calendar_file([_entry()], method=REQUEST)))

    assert (lines["DTSTART"], lines["UID"], lines["SEQUENCE"], lines["METHOD"], lines["STATUS"]) == (
        "20170411T170000Z",
        "a-uid",
        "2",
        "REQUEST",
        "CONFIRMED",
    )


def test_cancelled_entry_says_so():
    lines = dict(_read(calendar_file([_entry(is_cancelled=True)], method=CANCEL)))

    assert (lines["METHOD"], lines["STATUS"]) == ("CANCEL", "CANCELLED")


def test_guest_is_asked_and_a_name_cannot_add_lines():
    guest = Guest('Ana "Anita"\r\nATTENDEE:mailto:x@example.org', "ana@example.org", "maybe")
    content = calendar_file([_entry(attendee=guest)])

    names = [name for name, _value in _read(content)]

    assert [name for name in names if name.startswith("ATTENDEE")] == ["ATTENDEE;CN=\"Ana 'Anita' ATTENDEE"]
    assert b"PARTSTAT=TENTATIVE" in content.replace(b"\r\n ", b"")


@settings(deadline=None, max_examples=150)
@given(TEXTS, TEXTS)
def test_any_text_comes_back_and_no_line_is_too_long(title, text):
    content = calendar_file([_entry(title=title, text=text)])

    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    lines = _read(content)
    assert [name for name, _value in lines].count("BEGIN") == 2
    shown = "".join(char for char in title if char in "\n\r\t" or (char >= " " and char != "\x7f"))
    assert _unescaped(dict(lines)["SUMMARY"]) == "\n".join(shown.splitlines())


def test_moment_is_in_utc():
    assert b"DTSTAMP:20170411T170000Z" in calendar_file([_entry()])
    assert AT.astimezone(UTC).hour == 17
