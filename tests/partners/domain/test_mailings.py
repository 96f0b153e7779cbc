from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from partners.choices import ContactDirection, ContactKind, DeliveryState, SkipReason, StopKind
from partners.domain.bounces import note_bounce
from partners.domain.deliveries import claim_deliveries, send_deliveries
from partners.domain.holds import hold_mail, release_mail
from partners.domain.mailings import send_mailing
from partners.domain.post import Post
from partners.domain.stops import stop_courtesies
from partners.models import AuditEvent, ContactEntry, Delivery, Mailing, Person
from tests import make
from tests.partners.domain.mailing import Clock, Wire, refused

NOW = datetime(2017, 4, 12, 16, tzinfo=UTC)
TEXT = {"subject": "News for {organization}", "body": "Hello {first name},\n\nwe moved.\n\n{sender}"}


@pytest.fixture
def ana(cast):
    return make.make_person(cast.riverton.maple, name="Ana Ruiz", email="ana@example.org")


@pytest.fixture
def write(cast):
    def send(*people, key=None, **values):
        return send_mailing(
            cast.riverton.library,
            by=cast.cole.user,
            now=NOW,
            key=key or uuid4(),
            people=people,
            values=TEXT | {"partnership": cast.riverton.partnership} | values,
        )

    return send


def deliver(now=NOW, wire=None):
    with Post(wire) if wire else Post() as post:
        send_deliveries(claim_deliveries(now=now), post=post, clock=Clock(now))


def test_each_reader_gets_a_mail_of_their_own(write, ana):
    pia = Person.objects.get(email="pia@example.org")

    write(ana, pia)
    deliver()

    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["ana@example.org"], "News for Maple Homework Club"),
        (["pia@example.org"], "News for Maple Homework Club"),
    ]
    first = mail.outbox[0]
    assert first.body.startswith("Hello Ana,\n\nwe moved.\n\nCole\n")
    assert "<p>Hello Ana,</p>" in first.alternatives[0].content
    assert first.reply_to == ["cole@example.org"]
    assert first.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Stop these mails:" in first.body


def test_spanish_reader_gets_the_other_text_in_a_spanish_frame(cast, write, ana):
    Person.objects.filter(pk=ana.pk).update(language="es")
    ana.refresh_from_db()

    write(ana, other_subject="Noticias", other_body="Hola, {nombre}:\n\nnos mudamos.")
    deliver()

    assert mail.outbox[0].subject == "Noticias"
    assert mail.outbox[0].body.startswith("Hola, Ana:\n\nnos mudamos.")
    assert '<html lang="es">' in mail.outbox[0].alternatives[0].content


def test_markup_in_a_text_is_shown_not_run(write, ana):
    write(ana, body="<script>alert(1)</script> {name}")
    deliver()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; Ana Ruiz" in mail.outbox[0].alternatives[0].content


def test_same_page_sent_twice_is_one_mailing(write, ana):
    key = uuid4()

    first, second = write(ana, key=key), write(ana, key=key)

    assert first == second
    assert Delivery.objects.filter(kind="mailing").count() == 1
    assert AuditEvent.objects.filter(action="mailing.sent").count() == 1


def test_who_wants_no_courtesies_gets_none_by_hand_either(cast, write, ana):
    stop_courtesies(ana, by=None, now=NOW)
    pia = cast.pia.user.people.get()

    write(ana, pia)

    assert [row.person for row in Delivery.objects.filter(kind="mailing")] == [pia]
    event = AuditEvent.objects.get(action="mailing.sent")
    assert event.changes == {"recipients": [None, 1], "left_out": [None, 1]}


def test_pause_of_reminders_says_nothing_about_a_mail_by_hand(cast, write):
    pia = cast.pia.user.people.get()
    make.make_stop(pia, by=cast.mara.user, kind=StopKind.PAUSE)

    write(pia)

    assert Delivery.objects.get(kind="mailing").person == pia


def test_nobody_left_is_refused_in_a_sentence(write, ana):
    Person.objects.filter(pk=ana.pk).update(email="")
    ana.refresh_from_db()

    with pytest.raises(ValidationError, match="Nobody is left who may get this mail"):
        write(ana)
    assert not Mailing.objects.exists()


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (lambda cast, ana: stop_courtesies(ana, by=None, now=NOW), SkipReason.OPTED_OUT),
        (lambda cast, ana: note_bounce(ana, by=cast.cole.user, reason="", now=NOW), SkipReason.BOUNCED),
        (lambda cast, ana: Person.objects.filter(pk=ana.pk).update(email=""), SkipReason.NO_ADDRESS),
    ],
    ids=["opted-out", "bounces", "no-address"],
)
def test_mail_is_looked_at_again_before_it_leaves(cast, write, ana, happens, reason):
    write(ana)
    happens(cast, ana)

    deliver()

    row = Delivery.objects.get(kind="mailing")
    assert (row.state, row.reason) == (DeliveryState.SKIPPED, reason)
    assert mail.outbox == []
    assert not ContactEntry.objects.exists()


def test_mail_written_at_night_leaves_in_the_morning(write, ana):
    write(ana)
    night, morning = datetime(2017, 4, 13, 5, tzinfo=UTC), datetime(2017, 4, 13, 14, tzinfo=UTC)

    deliver(now=night)
    row = Delivery.objects.get(kind="mailing")
    assert (row.state, row.next_attempt_at) == (DeliveryState.QUEUED, morning)
    deliver(now=morning)

    assert len(mail.outbox) == 1


def test_mail_that_was_held_for_days_is_news_no_more(cast, write, ana):
    hold_mail(by=None, reason="restored", now=NOW)
    write(ana)
    deliver()
    later = NOW + timedelta(days=4)
    release_mail(by=cast.mara.user, now=later)

    deliver(now=later)

    row = Delivery.objects.get(kind="mailing")
    assert (row.state, row.reason) == (DeliveryState.SKIPPED, SkipReason.TOO_LATE)
    assert mail.outbox == []


def test_what_has_left_is_one_line_in_each_organizations_log(cast, write, ana):
    pia = cast.pia.user.people.get()
    nick = cast.nick.user.people.get()
    mailing = write(ana, pia, nick)

    deliver()

    entries = ContactEntry.objects.order_by("organization__name")
    assert [(entry.organization, entry.kind, entry.direction) for entry in entries] == [
        (cast.elm, ContactKind.MAIL, ContactDirection.OUT),
        (cast.riverton.maple, ContactKind.MAIL, ContactDirection.OUT),
    ]
    of_maple = entries[1]
    assert set(of_maple.people.all()) == {ana, pia}
    assert of_maple.note.startswith("News for Maple Homework Club\n\nHello Ana,")
    assert (of_maple.created_by, of_maple.mailing) == (cast.cole.user, mailing)


def test_what_the_mail_server_refuses_stands_in_no_log(write, ana):
    write(ana)

    deliver(wire=Wire(answers={"ana@example.org": refused("ana@example.org", 550)}))

    assert Delivery.objects.get(kind="mailing").state == DeliveryState.FAILED
    assert not ContactEntry.objects.exists()
