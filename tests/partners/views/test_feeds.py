"""The private calendar: made, shown once, fetched by a program, and void when rights or the link end."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partners.choices import LibraryRole
from partners.domain.feeds import choose_partnerships, make_feed
from partners.models import Access, AuditEvent, CalendarFeed, MeetingInvitation, Member, Token
from tests import make

NOW = datetime(2017, 4, 3, 17, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("april")


@pytest.fixture
def april():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def pia(cast):
    return cast.pia.user.people.get()


def _feed(cast, name):
    return make_feed(getattr(cast, name).user, library=cast.riverton.library, now=NOW)


def _fetch(secret, **headers):
    return Client().get(reverse("calendar_feed", args=[secret]), headers=headers)


def _lines(secret):
    return _fetch(secret).content.decode().replace("\r\n ", "").split("\r\n")


def _titles(secret):
    return [line.removeprefix("SUMMARY:") for line in _lines(secret) if line.startswith("SUMMARY:")]


def _meeting(cast, title, **fields):
    return make.make_meeting(cast.riverton.partnership, title=title, **fields)


def test_link_is_shown_once_and_only_its_shadow_is_kept(cast, client_of):
    client = client_of("pia")

    made = client.post(reverse("calendar_make", args=["riverton"]))
    later = client.get(reverse("account_calendar"))

    [secret] = set(re.findall(r"/calendar/([\w-]{43})\.ics", made.content.decode()))
    token = Token.objects.get(kind="feed")
    assert _fetch(secret).status_code == 200
    assert secret not in later.content.decode()
    assert secret not in (token.seed, token.digest)
    assert token.seed == ""
    assert "no-store" in made["Cache-Control"]


def test_partner_has_the_meetings_they_are_asked_to_and_those_of_their_groups(cast, pia):
    group = make.make_group(cast.riverton.partnership)
    make.make_group_person(group, pia)
    make.make_meeting_invitation(_meeting(cast, "Invited"), pia)
    make.make_meeting_invitation(_meeting(cast, "Withdrawn"), pia, withdrawn_at=NOW)
    make.make_meeting_invitation(_meeting(cast, "A colleague"), make.make_person(cast.riverton.maple))
    _meeting(cast, "Of the group", group=group, on=date(2017, 5, 2))
    _meeting(cast, "Of nobody")
    _feed_row, secret = _feed(cast, "pia")

    assert _titles(secret) == ["Invited", "Of the group"]


def test_who_has_left_a_group_has_its_meetings_no_more(cast, pia):
    group = make.make_group(cast.riverton.partnership)
    make.make_group_person(group, pia, left_on=date(2017, 3, 31))
    _meeting(cast, "Of the group", group=group)
    _row, secret = _feed(cast, "pia")

    assert _titles(secret) == []


def test_staff_have_all_partnerships_or_those_that_they_chose(cast):
    _meeting(cast, "English")
    make.make_meeting(cast.other_partnership, title="Work")
    make.make_meeting(cast.twin.partnership, title="Elsewhere")
    feed, secret = _feed(cast, "vera")
    everything = _titles(secret)

    choose_partnerships(feed, by=cast.vera.user, partnerships=[cast.other_partnership])

    assert (everything, _titles(secret)) == (["English", "Work"], ["Work"])


def test_reports_are_due_on_whole_days_for_those_who_fill_them_in(cast):
    partnership = cast.riverton.partnership
    calendar = make.make_calendar(partnership, anchor_on=date(2017, 1, 1))
    measure = make.make_measure(make.make_goal(partnership), calendar=calendar)
    for organization in (cast.riverton.maple, cast.riverton.oak):
        member = Member.objects.get(partnership=partnership, organization=organization)
        make.make_assignment(measure, member)
    period = make.make_period(calendar)
    for member in partnership.members.filter(organization__in=[cast.riverton.maple, cast.riverton.oak]):
        make.make_report(member, period)
    _row, partner = _feed(cast, "pia")
    _row, staff = _feed(cast, "mara")

    assert _titles(partner) == ["Report due: 2017 Q1\\, Neighbors Learning English"]
    assert _titles(staff) == ["Reports due: 2017 Q1\\, Neighbors Learning English"]
    assert f"DTSTART;VALUE=DATE:{period.due_on:%Y%m%d}" in _lines(partner)


def test_cancelled_meeting_stays_and_says_so(cast, pia):
    meeting = _meeting(cast, "Steering", cancelled_at=NOW, cancel_reason="Snow", sequence=2)
    make.make_meeting_invitation(meeting, pia)
    _row, secret = _feed(cast, "pia")

    lines = _lines(secret)

    assert {"STATUS:CANCELLED", "SEQUENCE:2", f"UID:{meeting.uid}"} <= set(lines)


def test_ten_in_the_morning_before_and_after_the_clocks_change(cast, pia):
    for day in (date(2017, 3, 11), date(2017, 3, 12), date(2017, 11, 5)):
        make.make_meeting_invitation(_meeting(cast, f"{day}", on=day, begins=time(10)), pia)
    _row, secret = _feed(cast, "pia")

    starts = [line for line in _lines(secret) if line.startswith("DTSTART")]

    assert starts == [
        "DTSTART:20170311T180000Z",
        "DTSTART:20170312T170000Z",
        "DTSTART:20171105T180000Z",
    ]


def test_calendar_names_nobody_and_no_address(cast, pia):
    meeting = _meeting(
        cast, "Steering", agenda="Ask Rosa, rosa@example.org", place="Sala José, 2.º piso; ala norte"
    )
    make.make_meeting_invitation(meeting, pia, comment="I am Pia")
    _row, secret = _feed(cast, "pia")

    text = "\n".join(_lines(secret))

    assert "rosa" not in text.lower()
    assert "Pia" not in text
    assert "LOCATION:Sala José\\, 2.º piso\\; ala norte" in text


def _end_access(cast):
    Access.objects.filter(person__user=cast.pia.user).update(ends_on=date(2017, 4, 2))


def _close_account(cast):
    cast.pia.user.is_active = False
    cast.pia.user.save(update_fields=["is_active"])


def _new_link(cast):
    _feed(cast, "pia")


@pytest.mark.parametrize("end", [_end_access, _close_account, _new_link])
def test_link_is_void_at_the_next_fetch(cast, pia, end):
    make.make_meeting_invitation(_meeting(cast, "Invited"), pia)
    _row, secret = _feed(cast, "pia")
    before = _fetch(secret).status_code

    end(cast)

    after, unknown = _fetch(secret), _fetch("x" * 43)
    assert (before, after.status_code) == (200, 404)
    assert (after.content, dict(after.headers) | {"X-Request-ID": ""}) == (
        unknown.content,
        dict(unknown.headers) | {"X-Request-ID": ""},
    )


def test_partnership_that_was_left_tells_nothing_more(cast, pia):
    make.make_meeting_invitation(_meeting(cast, "Invited"), pia)
    _row, secret = _feed(cast, "pia")

    Member.objects.filter(organization=cast.riverton.maple).update(left_on=date(2017, 4, 2))

    assert (_fetch(secret).status_code, _titles(secret)) == (200, [])


def test_link_ended_by_hand_is_void_and_twice_is_once(cast, client_of):
    client = client_of("pia")
    _row, secret = _feed(cast, "pia")

    client.post(reverse("calendar_end", args=["riverton"]))
    client.post(reverse("calendar_end", args=["riverton"]))

    assert _fetch(secret).status_code == 404
    assert AuditEvent.objects.filter(action="feed.ended").count() == 1


def test_unchanged_calendar_is_not_sent_again(cast, pia):
    _row, secret = _feed(cast, "pia")
    first = _fetch(secret)

    same = _fetch(secret, if_none_match=first["ETag"])
    make.make_meeting_invitation(_meeting(cast, "Invited"), pia)
    changed = _fetch(secret, if_none_match=first["ETag"])

    assert (same.status_code, same.content, changed.status_code) == (304, b"", 200)


def test_calendar_programs_get_no_cookie_and_leave_no_session(cast):
    _row, secret = _feed(cast, "pia")

    answer = _fetch(secret)

    assert not answer.cookies
    assert not Session.objects.exists()
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "text/calendar; charset=utf-8",
        "private, no-cache",
    )


def test_nothing_is_posted_to_a_calendar(cast):
    _row, secret = _feed(cast, "pia")

    assert Client().post(reverse("calendar_feed", args=[secret])).status_code == 405


def test_calendar_speaks_the_language_of_its_owner(cast):
    cast.mara.user.language = "es"
    cast.mara.user.save(update_fields=["language"])
    calendar = make.make_calendar(cast.riverton.partnership, anchor_on=date(2017, 1, 1))
    make.make_period(calendar)
    _row, secret = _feed(cast, "mara")

    assert _fetch(secret, accept_language="en").status_code == 200
    assert any(line.startswith("X-WR-CALNAME:") for line in _lines(secret))


@pytest.mark.parametrize("name", ["pia", "mara"])
def test_questions_to_the_database_do_not_grow_with_meetings(cast, pia, name):
    _row, secret = _feed(cast, name)
    asked = []
    for count in (1, 12):
        for number in range(count):
            on = date(2017, 4, 11) + timedelta(days=number)
            make.make_meeting_invitation(_meeting(cast, f"{count} {number}", on=on), pia)
        with CaptureQueriesContext(connection) as queries:
            _fetch(secret)
        asked.append(
            len([q for q in queries if "django_cache" not in q["sql"] and "SAVEPOINT" not in q["sql"]])
        )

    assert asked[0] == asked[1] <= 12


def test_staff_choose_partnerships_of_their_library_only(cast, client_of):
    feed, _secret = _feed(cast, "cole")
    client = client_of("cole")
    url = reverse("calendar_choose", args=["riverton"])

    client.post(url, {"riverton-partnerships": [cast.twin.partnership.pk]})
    foreign = feed.chosen.count()
    client.post(url, {"riverton-partnerships": [cast.other_partnership.pk]})

    assert (foreign, [row.partnership for row in feed.chosen.all()]) == (0, [cast.other_partnership])


def test_partners_have_nothing_to_choose(cast, client_of):
    _feed(cast, "pia")

    assert client_of("pia").post(reverse("calendar_choose", args=["riverton"])).status_code == 404


def test_one_person_may_have_a_calendar_in_two_libraries(cast, client_of):
    make.make_staff(cast.twin.library, cast.pia.user, role=LibraryRole.VIEWER)
    client = client_of("pia")

    for slug in ("riverton", "twin"):
        client.post(reverse("calendar_make", args=[slug]))

    assert CalendarFeed.objects.filter(user=cast.pia.user).count() == 2
    assert len(client.get(reverse("account_calendar")).context["rows"]) == 2


def test_invitation_of_somebody_else_is_not_theirs(cast, pia):
    make.make_meeting_invitation(_meeting(cast, "Invited"), pia)
    _row, secret = _feed(cast, "nick")

    assert MeetingInvitation.objects.exists()
    assert _titles(secret) == []
