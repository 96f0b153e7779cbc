"""Minutes: kept while they are typed, frozen when they are published, sent and read."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from partners.domain.decisions import record_decision
from partners.domain.deliveries import claim_deliveries, send_deliveries
from partners.domain.minutes import (
    keep_minutes,
    note_reading,
    publish_minutes,
    read_minutes,
    send_minutes,
)
from partners.domain.minutes_links import find_minutes_link, receipt_of
from partners.domain.post import Post
from partners.domain.telling import tell_decision
from partners.domain.tokens import secret_of
from partners.domain.versions import Stale
from partners.minutes import mark_of
from partners.models import AuditEvent, Decision, Delivery, MailLink, Meeting, MinutesVersion
from tests import make
from tests.partners.domain.mailing import Clock

NOW = datetime(2017, 4, 11, 18, tzinfo=UTC)


@pytest.fixture
def meeting(cast):
    return make.make_meeting(cast.riverton.partnership)


@pytest.fixture
def oscar(cast):
    """Who was excused."""
    return make.make_person(cast.riverton.oak, name="Oscar Oak", email="oscar@example.org", language="es")


def _keep(meeting, cast, text, *, before="", who="mara"):
    user = getattr(cast, who).user
    return keep_minutes(meeting, by=user, now=NOW, seen=mark_of(before), text=text)


def _published(meeting, cast, text="We talked.", **fields):
    _keep(meeting, cast, text, before=Meeting.objects.get(pk=meeting.pk).minutes)
    return publish_minutes(meeting, by=cast.mara.user, now=NOW, seen=mark_of(text), **fields)


def _leave():
    with Post() as post:
        send_deliveries(claim_deliveries(now=NOW), post=post, clock=Clock(NOW))


def test_draft_is_kept_and_names_who_wrote_once(meeting, cast):
    _keep(meeting, cast, "We")
    kept = _keep(meeting, cast, "We talked.", before="We")

    assert (kept.minutes, kept.minutes_state) == ("We talked.", "draft")
    assert AuditEvent.objects.filter(action="minutes.written").count() == 1


def test_second_writer_sees_what_the_first_one_wrote(meeting, cast):
    _keep(meeting, cast, "Mara's text.")

    with pytest.raises(Stale) as stale:
        _keep(meeting, cast, "Cole's text.", who="cole")

    assert stale.value.current.minutes == "Mara's text."


def test_what_arrives_twice_is_stored_once(meeting, cast):
    _keep(meeting, cast, "We talked.")

    assert _keep(meeting, cast, "We talked.").minutes == "We talked."


def test_published_minutes_stay_and_a_correction_is_the_next_version(meeting, cast):
    make.make_decision(cast.riverton.partnership, text="We keep the hall.", meeting=meeting)
    first = _published(meeting, cast)
    Decision.objects.update(text="We leave the hall.")

    second = _published(meeting, cast, "We talked long.", correction="How long")

    first.refresh_from_db()
    assert (first.number, first.text, first.content["decisions"][0]["text"]) == (
        1,
        "We talked.",
        "We keep the hall.",
    )
    assert (second.number, second.text, second.correction) == (2, "We talked long.", "How long")


def test_correction_says_what_it_corrects(meeting, cast):
    _published(meeting, cast)

    with pytest.raises(ValidationError, match="corrected"):
        _published(meeting, cast, "We talked long.")


def test_nothing_is_published_before_the_meeting(meeting, cast):
    with pytest.raises(ValidationError, match="begun"):
        publish_minutes(meeting, by=cast.mara.user, now=NOW - timedelta(days=1), seen=mark_of(""))


def test_minutes_hold_who_was_there_and_not_why_somebody_was_away(meeting, cast, oscar):
    make.make_attendance(meeting, oscar, state="excused", reason="In hospital")

    content = _published(meeting, cast).content

    assert content["people"] == [
        {"organization": "Oak Hill Adult School", "person": "Oscar Oak", "state": "excused"}
    ]
    assert "hospital" not in str(content)


def test_absent_person_gets_them_once_in_their_language(meeting, cast, oscar):
    version = _published(meeting, cast)

    sent = [send_minutes(version, by=cast.mara.user, now=NOW, people=[oscar]) for _time in range(2)]
    _leave()

    assert [len(deliveries) for deliveries in sent] == [1, 0]
    (letter,) = mail.outbox
    assert letter.to == ["oscar@example.org"]
    assert "We talked." in letter.body
    assert "We talked." in letter.alternatives[0].content
    assert Delivery.objects.get().state == "sent"


def _link(version, person, cast):
    send_minutes(version, by=cast.mara.user, now=NOW, people=[person])
    return secret_of(MailLink.objects.get(source="minutes_unread").token)


def test_link_opens_those_minutes_and_reading_is_noted_once(meeting, cast, oscar):
    version = _published(meeting, cast)
    link = find_minutes_link(_link(version, oscar, cast), now=NOW)
    receipt = receipt_of(link)

    read_minutes(receipt, by=None, now=NOW)
    read_minutes(receipt, by=None, now=NOW + timedelta(days=1))

    assert receipt.minutes == version
    assert receipt_of(link).read_at == NOW


@pytest.mark.parametrize("ending", ["left", "old", "unknown"])
def test_link_ends_with_the_person_and_after_two_weeks(meeting, cast, oscar, ending):
    secret = _link(_published(meeting, cast), oscar, cast)
    now = NOW + timedelta(days=15) if ending == "old" else NOW
    if ending == "left":
        oscar.left_on = date(2017, 4, 11)
        oscar.save()

    assert find_minutes_link("nonsense" if ending == "unknown" else secret, now=now) is None


def test_whoever_opens_them_on_the_site_has_read_them(meeting, cast):
    version, pia = _published(meeting, cast), cast.pia.user.people.get()

    for _time in range(2):
        note_reading(version, people=[pia], by=cast.pia.user, now=NOW)

    receipt = version.receipts.get()
    assert (receipt.person, receipt.read_at, receipt.sent_at) == (pia, NOW, None)


def test_decision_is_kept_once_for_one_key(cast):
    key, values = uuid4(), {"text": "We keep the hall.", "decided_on": date(2017, 4, 11)}

    for _time in range(2):
        record_decision(cast.riverton.partnership, by=cast.mara.user, values=values, key=key)

    assert [row.text for row in Decision.objects.all()] == ["We keep the hall."]


def test_somebody_is_told_of_a_decision_once(cast, oscar):
    decision = make.make_decision(cast.riverton.partnership)

    told = [tell_decision(decision, by=cast.mara.user, now=NOW, people=[oscar]) for _time in range(2)]
    _leave()

    assert [[row.person for row in one] for one in told] == [[oscar], []]
    (letter,) = mail.outbox
    assert "We add a morning group." in letter.body
    assert (letter.to, Delivery.objects.get().kind) == (["oscar@example.org"], "decision")


def test_version_of_another_meeting_is_not_touched(meeting, cast):
    other = make.make_meeting(cast.riverton.partnership, on=date(2017, 4, 4))
    _published(meeting, cast)

    assert _published(other, cast).number == 1
    assert MinutesVersion.objects.count() == 2
