"""Meetings from the plan to the mail, and what moves in calendars."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from partners.choices import DeliveryState, MeetingAnswer, MeetingRepeat, SkipReason
from partners.domain.deliveries import claim_deliveries, send_deliveries
from partners.domain.meeting_invitations import (
    answer_invitation,
    candidates,
    invite_people,
    withdraw_invitation,
)
from partners.domain.meeting_links import answer_by_link, find_invitation
from partners.domain.meetings import add_series, cancel_meeting, change_meeting, put_back_meeting
from partners.domain.post import Post
from partners.domain.versions import Stale
from partners.models import Delivery, Meeting, MeetingInvitation, Member, Person
from tests import make
from tests.partners.domain.mailing import Clock, Wire

NOW = datetime(2017, 4, 3, 18, tzinfo=UTC)


@pytest.fixture
def meeting(cast):
    return make.make_meeting(cast.riverton.partnership, title="Steering meeting", on=date(2017, 4, 11))


@pytest.fixture
def pia(cast):
    return cast.pia.user.people.get()


def _series(cast, **fields):
    pattern = {"title": "Task force", "repeat": MeetingRepeat.WEEKLY, "every": 3, "times": 4}
    hours = {"begins": time(10), "ends": time(11, 30)}
    days = [date(2017, 4, 11), date(2017, 5, 2), date(2017, 5, 23), date(2017, 6, 13)]
    return add_series(
        cast.riverton.partnership,
        by=cast.mara.user,
        pattern=pattern | hours | {"first_on": days[0]},
        days=days,
        values={"title": "Task force"} | hours | fields,
    )


def _send(now=NOW):
    """What leaves, as the mails that a mail server would get."""
    wire = Wire()
    with Post(wire) as post:
        send_deliveries(claim_deliveries(now=now), post=post, clock=Clock(now))
    return wire.accepted


def _entry(mail):
    (part,) = [one for one in mail.message().walk() if one.get_content_type() == "text/calendar"]
    lines = part.get_payload(decode=True).decode().replace("\r\n ", "").split("\r\n")
    return part.get_param("method"), dict(line.partition(":")[::2] for line in lines)


def _link(mail):
    return mail.body.partition("/mail/")[2].partition("/")[0]


def test_four_meetings_of_a_task_force_keep_their_hour(cast):
    rows = _series(cast)

    assert [row.on for row in rows] == [
        date(2017, 4, 11),
        date(2017, 5, 2),
        date(2017, 5, 23),
        date(2017, 6, 13),
    ]
    assert {row.starts_at.hour for row in rows} == {17}


def test_later_meetings_of_a_series_move_with_one(cast):
    _first, second, *_rest = rows = _series(cast)

    change_meeting(
        second,
        by=cast.mara.user,
        version=1,
        values={"on": date(2017, 5, 4), "place": "Annex"},
        now=NOW,
        also_later=True,
    )

    found = Meeting.objects.filter(series=rows[0].series).order_by("starts_at")
    assert [(row.on, row.place) for row in found] == [
        (date(2017, 4, 11), ""),
        (date(2017, 5, 4), "Annex"),
        (date(2017, 5, 25), "Annex"),
        (date(2017, 6, 15), "Annex"),
    ]


def test_second_writer_is_told(cast, meeting):
    change_meeting(meeting, by=cast.mara.user, version=1, values={"place": "Annex"}, now=NOW)

    with pytest.raises(Stale):
        change_meeting(meeting, by=cast.cole.user, version=1, values={"place": "Cellar"}, now=NOW)


def test_invitation_leaves_as_a_mail_with_an_entry_for_calendars(cast, meeting, pia):
    invite_people([meeting], by=cast.mara.user, now=NOW, people=[pia])

    (mail,) = _send()
    method, entry = _entry(mail)

    assert mail.to == [pia.email]
    assert (method, entry["UID"], entry["SEQUENCE"]) == ("REQUEST", str(meeting.uid), "0")
    assert entry["DTSTART"] == "20170411T170000Z"


def test_inviting_again_asks_nobody_twice(cast, meeting, pia):
    for _time in range(2):
        invite_people([meeting], by=cast.mara.user, now=NOW, people=[pia])

    assert Delivery.objects.count() == MeetingInvitation.objects.count() == 1


def test_invitation_comes_in_the_language_of_the_person(cast, meeting, pia):
    Person.objects.filter(pk=pia.pk).update(language="es")
    pia.refresh_from_db()
    invite_people([meeting], by=cast.mara.user, now=NOW, people=[pia])

    _send()

    assert Delivery.objects.get().language == "es"


def test_who_may_be_invited_are_people_of_members_on_that_day(cast, meeting, pia):
    Member.objects.filter(organization=cast.riverton.oak).update(left_on=date(2017, 4, 10))
    make.make_person(cast.riverton.oak, name="Left with Oak")
    silent = make.make_person(cast.riverton.maple, name="Without address", email="")

    found = {one.person.name: one.reason for one in candidates(meeting, now=NOW)}

    assert found == {"Bea": None, "Fay": None, "Pia": None, silent.name: SkipReason.NO_ADDRESS}


def test_somebody_of_another_library_is_never_invited(cast, meeting):
    stray = make.make_person(cast.twin.maple)

    assert invite_people([meeting], by=cast.mara.user, now=NOW, people=[stray]) == []


def test_moved_meeting_replaces_the_entry_and_asks_again(cast, meeting, pia):
    (row,) = invite_people([meeting], by=cast.mara.user, now=NOW, people=[pia])
    answer_invitation(row, by=pia.user, now=NOW, answer=MeetingAnswer.YES)
    _send()

    change_meeting(meeting, by=cast.mara.user, version=1, values={"on": date(2017, 4, 13)}, now=NOW)
    (mail,) = _send()

    method, entry = _entry(mail)
    assert (method, entry["SEQUENCE"], entry["DTSTART"]) == ("REQUEST", "1", "20170413T170000Z")
    row.refresh_from_db()
    assert (row.answer, row.answered_at) == ("", None)


def test_new_agenda_alone_sends_no_mail(cast, meeting, pia):
    invite_people([meeting], by=cast.mara.user, now=NOW, people=[pia])
    _send()

    change_meeting(meeting, by=cast.mara.user, version=1, values={"agenda": "1. Rooms"}, now=NOW)

    assert _send() == []


def test_cancelled_meeting_leaves_calendars(cast, meeting, pia):
    invite_people([meeting], by=cast.mara.user, now=NOW, people=[pia])
    _send()

    cancel_meeting(meeting, by=cast.mara.user, version=1, reason="Snow", now=NOW)
    (mail,) = _send()

    method, entry = _entry(mail)
    assert (method, entry["STATUS"], entry["SEQUENCE"]) == ("CANCEL", "CANCELLED", "1")
    assert "Snow" in mail.body


def test_invitation_that_waits_is_not_sent_once_the_meeting_is_off(cast, meeting, pia):
    invite_people([meeting], by=cast.mara.user, now=NOW, people=[pia])
    cancel_meeting(meeting, by=cast.mara.user, version=1, reason="Snow", now=NOW)

    _send()

    kept = Delivery.objects.get(kind="meeting_invitation")
    assert (kept.state, kept.reason) == (DeliveryState.SKIPPED, SkipReason.MEETING_CANCELLED)


def test_meeting_that_is_put_back_is_asked_to_anew(cast, meeting, pia):
    invite_people([meeting], by=cast.mara.user, now=NOW, people=[pia])
    (off,) = cancel_meeting(meeting, by=cast.mara.user, version=1, reason="Snow", now=NOW)
    _send()

    put_back_meeting(off, by=cast.mara.user, version=off.version, now=NOW)
    (mail,) = _send()

    assert _entry(mail)[1]["SEQUENCE"] == "2"


def test_withdrawn_invitation_takes_the_entry_back(cast, meeting, pia):
    (row,) = invite_people([meeting], by=cast.mara.user, now=NOW, people=[pia])
    _send()

    withdraw_invitation(row, by=cast.mara.user, now=NOW)
    (mail,) = _send()

    assert _entry(mail)[0] == "CANCEL"


def test_answer_by_link_is_kept_and_can_be_changed(cast, meeting, pia):
    invite_people([meeting], by=cast.mara.user, now=NOW, people=[pia])
    (mail,) = _send()

    for answer in (MeetingAnswer.MAYBE, MeetingAnswer.NO):
        link, row = find_invitation(_link(mail), now=NOW)
        answer_by_link(link, row, now=NOW, answer=answer, comment="School holidays")

    row.refresh_from_db()
    assert (row.answer, row.comment) == (MeetingAnswer.NO, "School holidays")


def _begins(meeting, pia):
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=NOW)


def _leaves(meeting, pia):
    Person.objects.filter(pk=pia.pk).update(left_on=date(2017, 4, 2))


def _access_ends(meeting, pia):
    pia.accesses.update(ends_on=date(2017, 4, 2))


def _is_cancelled(meeting, pia):
    Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=NOW, cancel_reason="Snow")


def _is_withdrawn(meeting, pia):
    MeetingInvitation.objects.update(withdrawn_at=NOW)


def _organization_leaves(meeting, pia):
    Member.objects.filter(organization=pia.organization).update(left_on=date(2017, 4, 2))


@pytest.mark.parametrize(
    "happens",
    [_begins, _leaves, _access_ends, _is_cancelled, _is_withdrawn, _organization_leaves],
    ids=lambda one: one.__name__.strip("_"),
)
def test_link_opens_nothing_any_more(cast, meeting, pia, happens):
    invite_people([meeting], by=cast.mara.user, now=NOW, people=[pia])
    (mail,) = _send()
    assert find_invitation(_link(mail), now=NOW) is not None

    happens(meeting, pia)

    assert find_invitation(_link(mail), now=NOW) is None


def test_link_of_somebody_who_never_had_access_answers_too(cast, meeting):
    person = make.make_person(cast.riverton.oak, name="Lena", email="lena@example.org")
    invite_people([meeting], by=cast.mara.user, now=NOW, people=[person])
    (mail,) = _send()

    link, row = find_invitation(_link(mail), now=NOW)
    answer_by_link(link, row, now=NOW, answer=MeetingAnswer.YES, comment="")

    row.refresh_from_db()
    assert row.answer == MeetingAnswer.YES


def test_nobody_is_invited_to_what_has_begun(cast, meeting, pia):
    with pytest.raises(ValidationError):
        invite_people([meeting], by=cast.mara.user, now=datetime(2017, 4, 11, 18, tzinfo=UTC), people=[pia])


def test_meeting_that_has_begun_is_not_moved(cast, meeting):
    with pytest.raises(ValidationError):
        change_meeting(
            meeting,
            by=cast.mara.user,
            version=1,
            values={"on": date(2017, 4, 20)},
            now=datetime(2017, 4, 11, 18, tzinfo=UTC),
        )
