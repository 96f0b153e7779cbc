from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.reminders.schedule import (
    Calendar,
    anchor_window,
    local_day,
    local_moment,
    months_later,
    next_attempt,
    occurrence,
    sending_day,
    standing,
)

NEW_YORK = ZoneInfo("America/New_York")
ZONES = [
    ZoneInfo(name)
    for name in (
        "UTC",
        "America/New_York",
        "America/Los_Angeles",
        "America/Phoenix",
        "America/St_Johns",
        "America/Nuuk",
        "America/Santiago",
        "Pacific/Honolulu",
        "Pacific/Chatham",
        "Pacific/Apia",
        "Pacific/Kiritimati",
        "Australia/Lord_Howe",
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "Africa/Cairo",
        "Africa/Casablanca",
        "Europe/Dublin",
    )
]
MINUTE = timedelta(minutes=1)

zones = st.sampled_from(ZONES)
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
hours = st.builds(time, st.integers(0, 23), st.integers(0, 59))
offsets = st.integers(-400, 400)


@st.composite
def closures(draw, around):
    """Single days and runs of days near the day."""
    runs = draw(st.lists(st.tuples(st.integers(-30, 30), st.integers(1, 21)), max_size=4))
    return frozenset(
        around + timedelta(days=first + step) for first, length in runs for step in range(length)
    )


@st.composite
def plans(draw):
    """Return due day, offset, calendar with closures near the nominal day, hour and person's zone."""
    anchor_on, offset_days = draw(days), draw(offsets)
    closed_on = draw(closures(anchor_on + timedelta(days=offset_days)))
    return anchor_on, offset_days, Calendar(draw(zones), closed_on), draw(hours), draw(zones)


def wall(moment, zone):
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        pytest.param(
            "America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00", id="spring, skipped hour"
        ),
        pytest.param("America/New_York", "2026-03-08", "02:00", "2026-03-08T07:00", id="spring, its first"),
        pytest.param("America/New_York", "2026-03-08", "02:59", "2026-03-08T07:00", id="spring, its last"),
        pytest.param("America/New_York", "2026-03-08", "01:59", "2026-03-08T06:59", id="spring, before"),
        pytest.param("America/New_York", "2026-03-08", "03:00", "2026-03-08T07:00", id="spring, after"),
        pytest.param(
            "America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30", id="autumn, first of two"
        ),
        pytest.param("America/New_York", "2026-11-01", "02:00", "2026-11-01T07:00", id="autumn, after"),
        pytest.param("America/Phoenix", "2026-03-08", "02:30", "2026-03-08T09:30", id="no daylight saving"),
        pytest.param("America/St_Johns", "2026-03-08", "02:30", "2026-03-08T05:30", id="half-hour zone"),
        pytest.param("Australia/Lord_Howe", "2026-10-04", "02:10", "2026-10-03T15:30", id="half-hour gap"),
        pytest.param("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45", id="half-hour fold"),
        pytest.param("Africa/Cairo", "2026-04-24", "00:15", "2026-04-23T22:00", id="skipped midnight"),
        pytest.param("America/Nuuk", "2026-03-28", "23:30", "2026-03-29T01:00", id="gap ends the day"),
        pytest.param("Pacific/Apia", "2011-12-30", "09:00", "2011-12-30T10:00", id="skipped day"),
        pytest.param("Asia/Kolkata", "2028-02-29", "09:00", "2028-02-29T03:30", id="leap day"),
        pytest.param("UTC", "2026-03-08", "02:30", "2026-03-08T02:30", id="UTC"),
    ],
)
def test_local_moment_on_awkward_days(zone, day, at, expected):
    moment = local_moment(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(zone))

    assert moment == datetime.fromisoformat(expected).replace(tzinfo=UTC)
    assert moment.tzinfo is UTC


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize("year", range(2024, 2031))
def test_local_moment_around_every_change_of_a_year(zone, year):
    start = datetime(year, 1, 1, tzinfo=UTC)
    moments = (start + timedelta(hours=hour) for hour in range(366 * 24))
    changes = [
        moment
        for moment in moments
        if moment.astimezone(zone).utcoffset() != (moment - timedelta(hours=1)).astimezone(zone).utcoffset()
    ]

    for change in changes:
        for minutes in range(-150, 151):
            assert_is_first_valid(wall(change, zone) + timedelta(minutes=minutes), zone)


@given(zone=zones, day=days, at=hours)
def test_local_moment_is_the_asked_time_or_the_first_after_a_gap(zone, day, at):
    assert_is_first_valid(datetime.combine(day, at), zone)


def assert_is_first_valid(asked, zone):
    moment = local_moment(asked.date(), asked.time(), zone)
    shown = wall(moment, zone)

    assert shown >= asked
    if shown == asked:
        assert all(wall(moment - earlier * MINUTE, zone) != asked for earlier in (30, 60, 120))
    else:
        assert wall(moment - MINUTE, zone) < asked
    assert local_moment(shown.date(), shown.time(), zone) == moment


@given(zone=zones, day=days, first=hours, second=hours)
def test_local_moment_keeps_the_order_of_asked_times(zone, day, first, second):
    earlier, later = sorted((first, second))

    assert local_moment(day, earlier, zone) <= local_moment(day, later, zone)


def test_local_moment_ignores_a_fold_or_zone_on_the_time():
    plain = local_moment(date(2026, 11, 1), time(1, 30), NEW_YORK)

    assert local_moment(date(2026, 11, 1), time(1, 30, fold=1, tzinfo=UTC), NEW_YORK) == plain


@pytest.mark.parametrize(
    ("due", "offset", "closed", "expected"),
    [
        pytest.param("2026-03-18", 0, (), "2026-03-18", id="due Wednesday"),
        pytest.param("2026-03-15", 0, (), "2026-03-13", id="due Sunday, mail Friday"),
        pytest.param("2026-03-15", -1, (), "2026-03-13", id="due Sunday, Saturday before, mail Friday"),
        pytest.param("2026-03-15", -2, (), "2026-03-13", id="due Sunday, Friday before"),
        pytest.param("2026-03-15", 1, (), "2026-03-16", id="due Sunday, Monday after"),
        pytest.param("2026-03-16", -2, (), "2026-03-16", id="Saturday moves forward to the due day"),
        pytest.param("2026-03-17", -2, (), "2026-03-16", id="Sunday moves forward before the due day"),
        pytest.param("2026-03-16", -2, ("2026-03-16",), "2026-03-13", id="due day closed"),
        pytest.param("2026-03-13", 1, (), "2026-03-16", id="Saturday after goes Monday"),
        pytest.param("2026-03-13", 1, ("2026-03-16", "2026-03-17"), "2026-03-18", id="closed after weekend"),
        pytest.param(
            "2026-12-26",
            -1,
            ("2026-12-23", "2026-12-24", "2026-12-25", "2026-12-28"),
            "2026-12-22",
            id="closure run before a weekend",
        ),
        pytest.param(
            "2026-07-08",
            0,
            [f"2026-07-{day:02}" for day in range(1, 18)],
            "2026-06-30",
            id="due inside a long closure",
        ),
        pytest.param(
            "2026-07-08",
            1,
            [f"2026-07-{day:02}" for day in range(1, 18)],
            "2026-07-20",
            id="late inside a long closure",
        ),
        pytest.param("2028-02-29", 0, (), "2028-02-29", id="due on 29 February"),
        pytest.param("2028-03-01", -1, (), "2028-02-29", id="day before is 29 February"),
        pytest.param("2027-03-01", -1, (), "2027-03-01", id="28 February is a Sunday"),
    ],
)
def test_sending_day(due, offset, closed, expected):
    calendar = Calendar(NEW_YORK, frozenset(date.fromisoformat(day) for day in closed))

    assert sending_day(date.fromisoformat(due), offset, calendar) == date.fromisoformat(expected)


@given(plan=plans())
def test_occurrence_goes_on_a_working_day_and_moves_only_over_quiet_days(plan):
    anchor_on, offset_days, calendar, hour, zone = plan
    nominal_on = anchor_on + timedelta(days=offset_days)

    send_on = occurrence(anchor_on, offset_days, calendar, hour, zone).send_on

    assert not calendar.is_quiet(send_on)
    first, last = sorted((nominal_on, send_on))
    between = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    assert all(calendar.is_quiet(day) for day in between if day != send_on)


@given(plan=plans())
def test_occurrence_is_never_past_due_as_announcement_nor_early_afterwards(plan):
    anchor_on, offset_days, calendar, hour, zone = plan
    nominal_on = anchor_on + timedelta(days=offset_days)

    planned = occurrence(anchor_on, offset_days, calendar, hour, zone)
    sent_on = local_day(planned.send_at, calendar.zone)

    if offset_days <= 0:
        assert sent_on <= anchor_on
    else:
        assert sent_on >= nominal_on > anchor_on
    if not calendar.is_quiet(nominal_on):
        assert sent_on == nominal_on


@given(plan=plans())
def test_occurrence_keeps_the_library_day_at_the_hour_of_the_person(plan):
    anchor_on, offset_days, calendar, hour, zone = plan

    planned = occurrence(anchor_on, offset_days, calendar, hour, zone)

    assert local_day(planned.send_at, calendar.zone) == planned.send_on
    nearby = [planned.send_on + timedelta(days=step) for step in (-1, 0, 1)]
    at_the_hour = [local_moment(day, hour, zone) for day in nearby]
    fitting = [moment for moment in at_the_hour if local_day(moment, calendar.zone) == planned.send_on]
    assert planned.send_at == (fitting or [local_moment(planned.send_on, hour, calendar.zone)])[0]


@given(plan=plans())
def test_occurrence_is_the_same_when_planned_again(plan):
    assert occurrence(*plan) == occurrence(*plan)


@given(plan=plans())
def test_occurrence_without_a_zone_of_the_person_uses_the_library_hour(plan):
    anchor_on, offset_days, calendar, hour, _zone = plan

    planned = occurrence(anchor_on, offset_days, calendar, hour)

    assert planned.send_at == local_moment(planned.send_on, hour, calendar.zone)


@pytest.mark.parametrize(
    ("library", "person", "hour", "expected"),
    [
        pytest.param("America/New_York", "America/Los_Angeles", 9, "2026-01-14T17:00", id="same day"),
        pytest.param(
            "America/Los_Angeles", "Asia/Kolkata", 9, "2026-01-15T03:30", id="person is a day ahead"
        ),
        pytest.param("America/New_York", "Pacific/Honolulu", 20, "2026-01-14T06:00", id="person is behind"),
        pytest.param(
            "Pacific/Apia", "America/Los_Angeles", 9, "2026-01-13T17:00", id="person is a day behind"
        ),
    ],
)
def test_occurrence_for_a_person_far_away(library, person, hour, expected):
    planned = occurrence(
        date(2026, 1, 14), 0, Calendar(ZoneInfo(library)), time(hour), zone_of_person=ZoneInfo(person)
    )

    assert planned.send_on == date(2026, 1, 14)
    assert planned.send_at == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_occurrence_when_a_short_day_does_not_hold_the_hour_of_the_person():
    # Friday 24 April lasts from 22:00 to 21:00 UTC in Cairo.
    planned = occurrence(
        date(2026, 4, 24), 0, Calendar(ZoneInfo("Africa/Cairo")), time(21, 30), zone_of_person=ZoneInfo("UTC")
    )

    assert planned.send_on == date(2026, 4, 24)
    assert planned.send_at == datetime(2026, 4, 24, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        pytest.param("2026-03-11", 3, "2026-03-16", id="over a weekend"),
        pytest.param("2026-03-14", 1, "2026-03-16", id="from a Saturday"),
        pytest.param("2026-03-16", 3, "2026-03-20", id="over a closure"),
        pytest.param("2026-03-16", 0, "2026-03-16", id="none"),
    ],
)
def test_working_days_after(day, count, expected):
    calendar = Calendar(NEW_YORK, frozenset({date(2026, 3, 18)}))

    assert calendar.working_days_after(date.fromisoformat(day), count) == date.fromisoformat(expected)


@given(
    anchor_on=days, offsets=st.lists(offsets, min_size=1, max_size=5), since=days, length=st.integers(0, 60)
)
def test_anchor_window_holds_every_due_day_with_a_mail_in_the_span(anchor_on, offsets, since, length):
    until = since + timedelta(days=length)

    first, last = anchor_window(offsets, since=since, until=until)

    falls_in = any(since <= anchor_on + timedelta(days=offset) <= until for offset in offsets)
    assert not falls_in or first <= anchor_on <= last


def test_anchor_window_needs_an_offset():
    with pytest.raises(ValueError, match="max"):
        anchor_window((), since=date(2026, 1, 1), until=date(2026, 1, 2))


@pytest.mark.parametrize(
    ("anchor", "months", "expected"),
    [
        pytest.param("2025-01-31", 1, "2025-02-28", id="clamped"),
        pytest.param("2025-01-31", 2, "2025-03-31", id="from the anchor, not from February"),
        pytest.param("2025-08-31", 6, "2026-02-28", id="31 August and six months"),
        pytest.param("2024-02-29", 12, "2025-02-28", id="leap day, common year"),
        pytest.param("2024-02-29", 48, "2028-02-29", id="leap day, leap year"),
        pytest.param("2024-12-15", 1, "2025-01-15", id="over the year"),
        pytest.param("2024-03-31", -1, "2024-02-29", id="back"),
        pytest.param("2024-12-31", -12, "2023-12-31", id="back a year"),
    ],
)
def test_months_later(anchor, months, expected):
    assert months_later(date.fromisoformat(anchor), months) == date.fromisoformat(expected)


def test_local_day_of_a_report_handed_in_a_minute_before_midnight():
    handed_in = datetime(2026, 4, 16, 3, 59, tzinfo=UTC)

    assert local_day(handed_in, NEW_YORK) == date(2026, 4, 15)
    assert local_day(handed_in + MINUTE, NEW_YORK) == date(2026, 4, 16)


def test_local_day_refuses_a_moment_without_a_zone():
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 4, 16, 3, 59), NEW_YORK)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        pytest.param(-timedelta(microseconds=1), "early", id="a moment before"),
        pytest.param(timedelta(0), "due", id="to the moment"),
        pytest.param(timedelta(days=2), "due", id="worker down for two days"),
        pytest.param(timedelta(days=3), "due", id="at the end of the grace"),
        pytest.param(timedelta(days=3, microseconds=1), "missed", id="past the grace"),
    ],
)
def test_standing(late, expected):
    send_at = datetime(2026, 3, 6, 14, 0, tzinfo=UTC)

    assert standing(send_at, send_at + late) == expected


def test_standing_with_a_grace_of_one_hour():
    send_at = datetime(2026, 3, 6, 14, 0, tzinfo=UTC)
    hour = timedelta(hours=1)

    assert standing(send_at, send_at + hour, grace=hour) == "due"
    assert standing(send_at, send_at + hour + MINUTE, grace=hour) == "missed"


@pytest.mark.parametrize(
    ("attempts", "minutes"),
    [(0, 0), (1, 1), (2, 5), (3, 15), (4, 60), (5, 60), (9, 60), (10, None), (11, None)],
)
def test_next_attempt(attempts, minutes):
    now = datetime(2026, 3, 6, 14, 0, tzinfo=UTC)

    expected = None if minutes is None else now + timedelta(minutes=minutes)
    assert next_attempt(attempts, now) == expected
