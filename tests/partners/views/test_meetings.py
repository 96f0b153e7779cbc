"""The whole path of a meeting on its pages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.choices import AttendanceState, MeetingAnswer
from partners.domain.deliveries import claim_deliveries, send_deliveries
from partners.domain.meeting_invitations import invite_people
from partners.domain.post import Post
from partners.models import Attendance, Delivery, Meeting, MeetingInvitation
from tests import make
from tests.partners.domain.mailing import Clock, Wire

FOUR = {
    "title": "Task force",
    "on": "2031-04-08",
    "begins": "10:00",
    "ends": "11:30",
    "repeat": "weekly",
    "every": "3",
    "times": "4",
    "until_on": "",
    "place": "Board room",
    "online_url": "",
    "agenda": "",
}


@pytest.fixture
def coming(cast):
    return make.make_meeting(cast.riverton.partnership, on=timezone.now().date() + timedelta(days=20))


@pytest.fixture
def past(cast):
    return make.make_meeting(cast.riverton.partnership, on=date(2017, 4, 4))


@pytest.fixture
def pia(cast):
    return cast.pia.user.people.get()


def _to(name, *args):
    return reverse(name, args=["riverton", *args])


def _secret(cast, meeting, person):
    now = timezone.now()
    invite_people([meeting], by=cast.mara.user, now=now, people=[person])
    wire = Wire()
    with Post(wire) as post:
        send_deliveries(claim_deliveries(now=now), post=post, clock=Clock(now))
    return wire.accepted[0].body.partition("/mail/")[2].partition("/")[0]


def test_series_shows_its_days_and_closed_ones_are_left_out(client, cast):
    client.force_login(cast.mara.user)
    make.make_closure(cast.riverton.library, on=date(2031, 4, 29))
    url = _to("meeting_series_add", cast.riverton.partnership.pk)

    shown = client.post(url, FOUR | {"step": "look"})
    days = shown.context["days"]
    kept = [day["value"] for day in days if day["is_kept"]]
    client.post(url, FOUR | {"step": "plan", "days": kept})

    assert [day["value"] for day in days] == ["2031-04-08", "2031-04-29", "2031-05-20", "2031-06-10"]
    assert [row.on for row in Meeting.objects.order_by("on")] == [
        date(2031, 4, 8),
        date(2031, 5, 20),
        date(2031, 6, 10),
    ]


def test_series_takes_no_day_that_is_not_of_its_pattern(client, cast):
    client.force_login(cast.mara.user)
    url = _to("meeting_series_add", cast.riverton.partnership.pk)

    answer = client.post(url, FOUR | {"step": "plan", "days": ["2031-01-01", "x", "\0"]})

    assert answer.status_code == 200
    assert not Meeting.objects.exists()


def test_check_page_says_who_gets_no_mail_and_nothing_leaves_before(client, cast, coming, pia):
    silent = make.make_person(cast.riverton.maple, name="Silent Sam", email="")
    client.force_login(cast.mara.user)
    given = {"people": [str(pia.pk), str(silent.pk)]}

    shown = client.post(_to("meeting_invite", coming.pk), given | {"step": "check"})
    assert next(row[2] for row in shown.context["rows"]) == pia.email
    assert "Tell them yourself" in shown.context["rows"][1][2]
    assert not Delivery.objects.exists()

    client.post(_to("meeting_invite", coming.pk), given | {"step": "send"})
    assert (MeetingInvitation.objects.count(), Delivery.objects.count()) == (2, 1)


def test_link_in_the_mail_shows_first_and_keeps_the_answer_on_the_button(client, cast, coming, pia):
    secret = _secret(cast, coming, pia)
    url = reverse("meeting_answer", args=[secret])

    shown = client.get(url, {"answer": "yes"})
    assert MeetingInvitation.objects.get().answer == ""
    assert shown.context["form"]["answer"].value() == MeetingAnswer.YES

    kept = client.post(url, {"answer": "yes", "comment": "With cake"})
    assert "Your answer is kept" in kept.content.decode()
    assert MeetingInvitation.objects.get().answer == MeetingAnswer.YES


@pytest.mark.parametrize("comment", ["\0", "\ud800", "x" * 100_000], ids=["nul", "surrogate", "long"])
def test_link_answers_hostile_text_with_a_sentence(client, cast, coming, pia, comment):
    url = reverse("meeting_answer", args=[_secret(cast, coming, pia)])

    body = {"answer": "yes", "comment": comment.encode(errors="surrogatepass").decode("latin-1")}
    answer = client.post(url, body if comment != "\0" else {"answer": "yes", "comment": comment})

    assert answer.status_code == 200
    assert (MeetingInvitation.objects.get().answer == "") is (comment != "\ud800")


def test_partner_answers_for_a_colleague_but_not_for_others(client, cast, coming, pia):
    colleague = make.make_person(cast.riverton.maple, name="Max")
    other = make.make_person(cast.riverton.oak, name="Olga")
    own, theirs = (make.make_meeting_invitation(coming, person) for person in (colleague, other))
    client.force_login(cast.pia.user)

    client.post(_to("meeting_invitation_answer", coming.pk, own.pk), {"answer": "no", "comment": ""})
    refused = client.post(_to("meeting_invitation_answer", coming.pk, theirs.pk), {"answer": "no"})

    assert refused.status_code == 404
    answers = MeetingInvitation.objects.order_by("pk").values_list("answer", flat=True)
    assert list(answers) == ["no", ""]


def test_taps_are_kept_one_by_one_and_counted(client, cast, past, pia):
    make.make_meeting_invitation(past, pia)
    client.force_login(cast.mara.user)

    answer = client.post(_to("attendance_marks", past.pk), {f"state-{pia.pk}": "present"})

    assert answer.json()["heads"] == "1 person of 1 organization"
    assert Attendance.objects.get().state == AttendanceState.PRESENT


def test_two_people_who_mark_one_person_differently_are_told(client, cast, past, pia):
    make.make_meeting_invitation(past, pia)
    make.make_attendance(past, pia, state=AttendanceState.ABSENT)
    client.force_login(cast.mara.user)

    answer = client.post(_to("attendance_marks", past.pk), {f"state-{pia.pk}": "present"})

    assert answer.status_code == 409
    assert "Absent" in answer.json()["errors"][str(pia.pk)]


def test_save_button_leaves_alone_what_somebody_else_marked_meanwhile(client, cast, past, pia):
    other = make.make_person(cast.riverton.oak, name="Olga")
    for person in (pia, other):
        make.make_meeting_invitation(past, person)
    make.make_attendance(past, other, state=AttendanceState.EXCUSED)
    client.force_login(cast.mara.user)

    page_of_before = {f"state-{pia.pk}": "present", f"state-{other.pk}": "", f"initial-state-{other.pk}": ""}
    client.post(_to("attendance", past.pk), page_of_before)

    states = Attendance.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [AttendanceState.EXCUSED, AttendanceState.PRESENT]


def test_somebody_unannounced_is_added_in_one_line(client, cast, past):
    client.force_login(cast.mara.user)

    client.post(_to("attendance_add", past.pk), {"organization": cast.riverton.oak.pk, "name": "Lena Ortiz"})

    row = Attendance.objects.get()
    assert (row.person.name, row.organization) == ("Lena Ortiz", cast.riverton.oak)


def test_organization_of_another_library_is_not_taken(client, cast, past):
    client.force_login(cast.mara.user)

    answer = client.post(_to("attendance_add", past.pk), {"organization": cast.twin.oak.pk, "name": "X"})

    assert answer.status_code == 400
    assert not Attendance.objects.exists()


def test_partner_disputes_its_own_record_only(client, cast, past, pia):
    own = make.make_attendance(past, pia, state=AttendanceState.ABSENT)
    other = make.make_attendance(past, make.make_person(cast.riverton.oak), state=AttendanceState.ABSENT)
    client.force_login(cast.pia.user)

    client.post(_to("attendance_dispute", past.pk, own.pk), {"words": "I was there"})
    refused = client.post(_to("attendance_dispute", past.pk, other.pk), {"words": "They were"})

    assert refused.status_code == 404
    assert list(Attendance.objects.disputed()) == [own]


def test_partner_does_not_read_comments_of_others(client, cast, coming, pia):
    make.make_meeting_invitation(coming, pia)
    said = {"answer": "no", "answered_at": datetime(2017, 4, 1, tzinfo=UTC), "comment": "In hospital"}
    make.make_meeting_invitation(coming, make.make_person(cast.riverton.oak), **said)

    client.force_login(cast.mara.user)
    assert "In hospital" in client.get(_to("meeting", coming.pk)).content.decode()

    client.force_login(cast.pia.user)
    assert "In hospital" not in client.get(_to("meeting", coming.pk)).content.decode()


def test_home_asks_for_the_answer_until_it_is_given(client, cast, coming, pia):
    row = make.make_meeting_invitation(coming, pia)
    client.force_login(cast.pia.user)
    assert [task["label"] for task in client.get(reverse("home")).context["meeting_tasks"]] == [
        "Answer: Steering meeting"
    ]

    client.post(_to("meeting_invitation_answer", coming.pk, row.pk), {"answer": "yes"})

    assert client.get(reverse("home")).context["meeting_tasks"] == []


def test_cancelled_meeting_can_be_put_back(client, cast, coming):
    client.force_login(cast.mara.user)
    client.post(_to("meeting_cancel", coming.pk), {"reason": "Snow", "version": "1"})
    coming.refresh_from_db()
    assert coming.is_cancelled

    client.post(_to("meeting_put_back", coming.pk), {"version": "2"})

    coming.refresh_from_db()
    assert not coming.is_cancelled


def test_second_writer_sees_both_texts(client, cast, coming):
    client.force_login(cast.mara.user)
    url = _to("meeting_change", coming.pk)
    typed = {"title": "Steering meeting", "on": coming.on.isoformat(), "begins": "10:00", "ends": "11:30"}
    client.post(url, typed | {"place": "Annex", "version": "1"})

    answer = client.post(url, typed | {"place": "Cellar", "version": "1"})

    assert answer.status_code == 409
    assert [(row["theirs"], row["yours"]) for row in answer.context["conflict"]["rows"]] == [
        ("Annex", "Cellar")
    ]


def test_calendar_file_has_the_same_entry_as_the_mails(client, cast, coming):
    client.force_login(cast.mara.user)

    answer = client.get(_to("meeting_calendar", coming.pk))

    assert f"UID:{coming.uid}" in answer.content.decode()
    assert answer["Content-Disposition"].startswith("attachment")
