from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from measurements.choices import SessionState
from measurements.delivery import Fate, Tally, read_days, tally
from measurements.domain.sessions import Entry, enter_sessions
from measurements.models import Session
from measurements.session_reminders import SessionsDue
from partners.choices import SkipReason
from partners.domain.versions import Stale
from partners.reminders.sources import PlannedReminder, RuleScope
from tests import make

# Monday, 10 April 2017; the class is on Tuesdays, its last days were 28 March and 4 April.
TODAY = date(2017, 4, 10)
MARCH, APRIL = date(2017, 3, 28), date(2017, 4, 4)
ZONE = ZoneInfo("America/Los_Angeles")


@pytest.fixture
def activity(desk):
    return make.make_activity(desk.goal, desk.maple.organization)


def _held(on, count=9, version=0):
    return Entry(on=on, state=SessionState.HELD, attendance=count, version=version)


def test_sessions_are_entered_together(activity, desk):
    off = Entry(on=APRIL, state=SessionState.CANCELLED, reason="The tutor was ill.")

    enter_sessions(activity, by=desk.pia, entries=[_held(MARCH), off], on=TODAY)

    rows = Session.objects.order_by("on").values_list("on", "state", "attendance", "reason")
    assert list(rows) == [(MARCH, "held", 9, ""), (APRIL, "cancelled", None, "The tutor was ill.")]


@pytest.mark.parametrize(
    ("on", "words"),
    [(date(2017, 4, 11), "still to come"), (date(2017, 4, 5), "not a day of this activity")],
)
def test_session_outside_the_plan_is_refused_and_nothing_is_written(activity, desk, on, words):
    with pytest.raises(ValidationError, match=words):
        enter_sessions(activity, by=desk.pia, entries=[_held(MARCH), _held(on)], on=TODAY)

    assert not Session.objects.exists()


def test_cancelled_session_says_why(activity, desk):
    with pytest.raises(ValidationError, match="Say why"):
        enter_sessions(
            activity, by=desk.pia, entries=[Entry(on=MARCH, state=SessionState.CANCELLED)], on=TODAY
        )


def test_second_person_to_enter_a_day_is_told(activity, desk):
    enter_sessions(activity, by=desk.pia, entries=[_held(MARCH)], on=TODAY)

    with pytest.raises(Stale) as stale:
        enter_sessions(activity, by=desk.cole, entries=[_held(MARCH, 12)], on=TODAY)

    assert stale.value.current.attendance == 9


def test_same_entry_twice_changes_nothing(activity, desk):
    for _ in range(2):
        enter_sessions(activity, by=desk.pia, entries=[_held(MARCH)], on=TODAY)

    assert Session.objects.get().version == 1


def test_closed_day_is_shown_and_not_expected(activity, desk):
    make.make_closure(desk.goal.library, on=APRIL, reason="Staff day")
    make.make_session(activity, by=desk.pia, on=MARCH, attendance=9)
    now = datetime(2017, 4, 10, 17, tzinfo=UTC)

    days = read_days([activity], since=date(2017, 3, 20), until=date(2017, 4, 11), now=now, zone=ZONE)[
        activity.pk
    ]

    fates = [(day.on, day.fate, day.closure) for day in days]
    assert fates[1:] == [
        (MARCH, Fate.HELD, None),
        (APRIL, Fate.CLOSED, "Staff day"),
        (date(2017, 4, 11), Fate.PLANNED, None),
    ]
    assert tally(days) == Tally(expected=2, held=1, cancelled=0, not_entered=1, attendance=9)


def test_source_asks_for_sessions_a_week_later(activity, desk):
    make.make_session(activity, by=desk.pia, on=MARCH)
    scopes = [RuleScope(desk.goal.library_id, desk.goal.partnership_id)]

    found = SessionsDue().due_items(scopes, since=date(2017, 4, 1), until=date(2017, 4, 12))

    assert [(item.subject_id, item.anchor_on) for item in found] == [(activity.pk, date(2017, 4, 11))]


def test_source_forgets_what_is_entered_or_no_longer_planned(activity, desk):
    library = desk.goal.library_id
    due = [
        PlannedReminder(number, library, activity.pk, None, anchor, 0)
        for number, anchor in enumerate([date(2017, 4, 4), date(2017, 4, 11), date(2017, 4, 12)])
    ]
    make.make_session(activity, by=desk.pia, on=MARCH)

    assert SessionsDue().still_open(due) == {
        0: SkipReason.ALREADY_REPORTED,
        1: None,
        2: SkipReason.NOT_EXPECTED,
    }


def test_partner_enters_sessions_on_one_page(activity, client_of, april):
    url = f"/libraries/riverton/activities/{activity.pk}/sessions/"
    data = {"2017-04-04-version": "0", "2017-04-04-state": "", "2017-04-04-attendance": "11"}

    page = client_of("pia").post(url, data)

    assert (page.status_code, Session.objects.get().attendance) == (302, 11)


def test_sessions_page_shows_both_entries(activity, desk, client_of, april):
    make.make_session(activity, by=desk.cole, on=APRIL, attendance=7)
    url = f"/libraries/riverton/activities/{activity.pk}/sessions/"
    data = {"2017-04-04-version": "0", "2017-04-04-state": "held", "2017-04-04-attendance": "11"}

    page = client_of("pia").post(url, data)

    assert (page.status_code, page.context["conflict"]["rows"][0]["yours"]) == (409, "Held: 11")


@pytest.mark.parametrize("count", ["-3", "many", "9" * 30, "1\x00"])
def test_hostile_counts_get_a_sentence(activity, client_of, april, count):
    url = f"/libraries/riverton/activities/{activity.pk}/sessions/"
    data = {"2017-04-04-version": "x", "2017-04-04-state": "held", "2017-04-04-attendance": count}

    page = client_of("pia").post(url, data)

    assert (page.status_code, bool(page.context["errors"]), Session.objects.exists()) == (200, True, False)


def test_home_asks_for_open_sessions(activity, client_of, april):
    page = client_of("pia").get("/home/").content.decode()

    assert "Enter 8 sessions of “English for beginners”" in page
