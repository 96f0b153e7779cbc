"""Whatever the zone, the day and the rule: each occurrence once, on a working day, never before its time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners.reminders.schedule import (
    GRACE,
    Calendar,
    is_night,
    local_day,
    morning_after,
    occurrence,
    standing,
)

# Sorted, so that a failure is found again on another machine.
ZONES = st.sampled_from(sorted(available_timezones() - {"localtime"})).map(ZoneInfo)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
HOURS = st.times().map(lambda at: at.replace(second=0, microsecond=0))
MINUTE = timedelta(minutes=1)
OFFSETS = st.integers(-90, 90)
MINUTES = (date(2031, 1, 1) - date(2024, 1, 1)).days * 24 * 60
MOMENTS = st.integers(0, MINUTES).map(lambda n: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=n))


@st.composite
def calendars(draw, due_on):
    closed = draw(st.frozensets(st.integers(-120, 120).map(lambda n: due_on + timedelta(days=n)), max_size=9))
    return Calendar(draw(ZONES), closed)


@given(data=st.data(), due_on=DAYS, offset=OFFSETS, hour=HOURS, zone=ZONES)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_mail_leaves_on_a_working_day_and_never_announces_too_late(data, due_on, offset, hour, zone):
    calendar = data.draw(calendars(due_on))

    planned = occurrence(due_on, offset, calendar, hour, zone)

    assert not calendar.is_quiet(planned.send_on)
    assert local_day(planned.send_at, calendar.zone) == planned.send_on
    assert offset > 0 or planned.send_on <= due_on
    assert planned == occurrence(due_on, offset, calendar, hour, zone)


@given(data=st.data(), moment=MOMENTS, offset=OFFSETS, hour=HOURS, zone=ZONES)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_occurrence_is_due_from_its_minute_on_once_or_named_missed(data, moment, offset, hour, zone):
    late = data.draw(st.integers(0, 9000))
    planned = occurrence(moment.date(), offset, data.draw(calendars(moment.date())), hour, zone)
    ticks = [moment, planned.send_at - MINUTE, planned.send_at, planned.send_at + late * MINUTE]

    seen = [standing(planned.send_at, tick) for tick in ticks]

    assert (seen[0] == "early") == (moment < planned.send_at)
    assert (seen[0] == "missed") == (moment - planned.send_at > GRACE)
    assert seen[1:3] == ["early", "due"]
    assert seen[3] == ("missed" if late * MINUTE > GRACE else "due")


@given(data=st.data(), due_on=DAYS, offsets=st.sets(OFFSETS, min_size=2, max_size=5), hour=HOURS, zone=ZONES)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_offsets_of_a_rule_leave_in_their_order(data, due_on, offsets, hour, zone):
    calendar = data.draw(calendars(due_on))

    planned = [occurrence(due_on, offset, calendar, hour, zone) for offset in sorted(offsets)]

    before = [one.send_at for one in planned if one.offset_days <= 0]
    after = [one.send_at for one in planned if one.offset_days > 0]
    assert before == sorted(before)
    assert after == sorted(after)


@given(moment=MOMENTS, zone=ZONES)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_night_ends_in_the_morning_that_follows_it(moment, zone):
    if not is_night(moment, zone):
        return

    morning = morning_after(moment, zone)

    assert morning.astimezone(zone).time() == time(7)
    assert timedelta(0) < morning - moment <= timedelta(hours=11)
