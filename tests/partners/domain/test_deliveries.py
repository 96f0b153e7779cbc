import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from partners.choices import AccessRole, DeliveryState, LibraryRole, SkipReason
from partners.domain.deliveries import (
    claim_deliveries,
    queue_delivery,
    retry_delivery,
    send_deliveries,
    send_delivery,
)
from partners.domain.invitations import invite_person, invite_staff, withdraw_invitation
from partners.domain.post import Post
from partners.models import AuditEvent, Delivery
from tests import make
from tests.partners.domain.mailing import Clock, Wire, refused

NOW = datetime(2017, 4, 12, 16, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def library(db):
    return make.make_library()


@pytest.fixture
def owner(db):
    return make.make_user("mara@example.org", name="Mara Lopez")


@pytest.fixture
def invited(library, owner):
    invite_staff(library, by=owner, email="new@example.org", role=LibraryRole.COORDINATOR, now=NOW)
    return Delivery.objects.get()


def deliver(wire=None, now=NOW):
    with Post(wire) if wire else Post() as post:
        send_deliveries(claim_deliveries(now=now), post=post, clock=Clock(now))


def state_of(delivery):
    delivery.refresh_from_db()
    return delivery.state, delivery.attempts, delivery.error


def test_invitation_leaves_with_its_headers_and_both_parts(invited, settings):
    settings.BASE_URL = "https://partners.example.org"

    deliver()

    message = mail.outbox[0]
    sent = message.message()
    assert sent["Message-ID"] == invited.message_id
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["From"] == "Riverton City Library <partnerships@example.org>"
    assert sent["Reply-To"] == "mara@example.org"
    assert [part.get_content_type() for part in sent.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert message.subject == "Riverton City Library invites you to its staff"
    assert "https://partners.example.org/invitations/" in message.body
    assert "until April 26, 2017" in message.body


def test_partners_invitation_speaks_their_language(library, owner):
    organization = make.make_organization(library, name="Club O'Brien & Sons")
    person = make.make_person(organization, email="pia@example.org", language="es")
    invite_person(person, by=owner, role=AccessRole.REPORTER, now=NOW)

    deliver()

    message = mail.outbox[0]
    assert "Club O'Brien & Sons" in message.subject
    assert "Club O&#x27;Brien &amp; Sons" in message.alternatives[0].content
    assert "26 de abril de 2017" in message.body


def test_withdrawn_invitation_is_skipped(invited, owner):
    withdraw_invitation(invited.invitation, by=owner, now=NOW)

    deliver()

    invited.refresh_from_db()
    assert (invited.state, invited.reason) == (DeliveryState.SKIPPED, SkipReason.INVITATION_OVER)
    assert mail.outbox == []


def test_second_invitation_voids_the_first_mail(library, invited, owner):
    invite_staff(library, by=owner, email="new@example.org", role=LibraryRole.VIEWER, now=NOW)

    deliver()

    assert len(mail.outbox) == 1
    assert state_of(invited)[0] == DeliveryState.SKIPPED


def test_name_with_a_line_break_cannot_forge_headers(invited, library):
    library.name = "Riverton\nBcc: all@example.org"
    library.save(update_fields=["name"])

    deliver()

    assert mail.outbox[0].message()["Bcc"] is None


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (refused("new@example.org", 450, b"try later"), "450 try later"),
        (smtplib.SMTPDataError(451, b"greylisted"), "451 greylisted"),
        (smtplib.SMTPServerDisconnected("gone"), "SMTPServerDisconnected: gone"),
        (TimeoutError("timed out"), "TimeoutError: timed out"),
    ],
    ids=["recipient", "data", "disconnected", "timeout"],
)
def test_passing_fault_is_tried_again_later(invited, error, text):
    deliver(Wire(answers={"new@example.org": error}))

    assert state_of(invited) == (DeliveryState.QUEUED, 1, text)
    assert invited.next_attempt_at == NOW + MINUTE
    deliver(Wire(), now=NOW + MINUTE)
    assert state_of(invited) == (DeliveryState.SENT, 2, "")


@pytest.mark.parametrize(
    "error",
    [
        refused("new@example.org", 550),
        smtplib.SMTPDataError(554, b"no such mailbox"),
        smtplib.SMTPSenderRefused(550, b"no such mailbox", "x"),
    ],
    ids=["recipient", "data", "sender"],
)
def test_final_refusal_fails_at_once(invited, error):
    deliver(Wire(answers={"new@example.org": error}))

    state, attempts, text = state_of(invited)
    assert (state, attempts) == (DeliveryState.FAILED, 1)
    assert text.endswith("no such mailbox")


def test_waiting_grows_and_ends_in_failure(invited):
    wire = Wire(answers={"new@example.org": TimeoutError()})
    waits, now = [], NOW

    while state_of(invited)[0] == DeliveryState.QUEUED:
        deliver(wire, now=invited.next_attempt_at)
        waits.append((invited.next_attempt_at - now) // MINUTE)
        now = invited.next_attempt_at

    assert waits == [0, 1, 5, 15, 60, 60, 60, 60, 60, 60]
    assert state_of(invited)[:2] == (DeliveryState.FAILED, 10)


def test_server_that_is_away_is_asked_once_and_all_mails_wait(library, owner):
    for number in range(3):
        invite_staff(library, by=owner, email=f"n{number}@example.org", role=LibraryRole.VIEWER, now=NOW)
    wire = Wire(open_error=ConnectionRefusedError("refused"))

    deliver(wire)

    assert wire.openings == 1
    assert set(Delivery.objects.values_list("state", "error")) == {
        (DeliveryState.QUEUED, "ConnectionRefusedError: refused")
    }


def test_wrong_password_of_the_server_is_no_fault_of_the_mail(invited):
    deliver(Wire(open_error=smtplib.SMTPAuthenticationError(535, b"bad credentials")))

    assert state_of(invited) == (DeliveryState.QUEUED, 1, "535 bad credentials")


def test_connection_is_opened_again_after_an_error(library, owner):
    for name in ("a", "b", "c"):
        invite_staff(library, by=owner, email=f"{name}@example.org", role=LibraryRole.VIEWER, now=NOW)
    wire = Wire(answers={"b@example.org": TimeoutError()})

    deliver(wire)

    assert (wire.openings, len(wire.accepted)) == (2, 2)


def test_log_names_no_address(invited, caplog):
    caplog.set_level("INFO")

    deliver(Wire(answers={"new@example.org": refused("new@example.org", 450, b"new@example.org")}))
    deliver(Wire(answers={"new@example.org": refused("new@example.org", 550)}), now=NOW + MINUTE)

    assert "SMTP 450" in caplog.text
    assert "SMTP 550" in caplog.text
    assert "new@example.org" not in caplog.text


def test_mail_of_an_unknown_kind_fails_and_the_rest_leaves(library, invited):
    strange = queue_delivery("strange", library=library, to_email="x@example.org", language="en", now=NOW)

    deliver()

    assert state_of(strange)[0] == DeliveryState.FAILED
    assert state_of(invited)[0] == DeliveryState.SENT


def test_claimed_mail_is_nobody_elses_until_the_lease_ends(invited):
    first = claim_deliveries(now=NOW)

    assert [row.pk for row in first] == [invited.pk]
    assert claim_deliveries(now=NOW + 9 * MINUTE) == []
    assert claim_deliveries(now=NOW + 10 * MINUTE) == [invited]


def test_sender_that_lost_its_lease_stops(invited):
    (slow,) = claim_deliveries(now=NOW)
    claim_deliveries(now=NOW + 10 * MINUTE)
    wire = Wire()

    send_delivery(slow, post=Post(wire), clock=Clock(NOW + 10 * MINUTE))

    assert wire.accepted == []


def test_mail_keeps_its_message_id_when_the_worker_dies_before_the_mark(invited, monkeypatch):
    def die(*args, **kwargs):
        raise KeyboardInterrupt

    wire = Wire()
    with monkeypatch.context() as patch:
        patch.setattr("partners.domain.deliveries._mark_sent", die)
        with pytest.raises(KeyboardInterrupt):
            deliver(wire)

    deliver(wire, now=NOW + 10 * MINUTE)

    ids = [message.extra_headers["Message-ID"] for message in wire.accepted]
    assert ids == [invited.message_id] * 2
    assert state_of(invited)[0] == DeliveryState.SENT


def test_slow_batch_is_looked_at_again(library, owner):
    for name in ("a", "b"):
        invite_staff(library, by=owner, email=f"{name}@example.org", role=LibraryRole.VIEWER, now=NOW)
    second = Delivery.objects.get(to_email="b@example.org")
    clock = Clock(NOW)

    class Slow(Wire):
        def send_messages(self, messages):
            clock.go_on(seconds=11)
            withdraw_invitation(second.invitation, by=owner, now=clock.now)
            return super().send_messages(messages)

    send_deliveries(claim_deliveries(now=NOW), post=Post(Slow()), clock=clock)

    assert state_of(second)[0] == DeliveryState.SKIPPED


def test_failed_mail_is_sent_again_to_the_present_address(library, owner):
    person = make.make_person(make.make_organization(library), email="old@example.org")
    invite_person(person, by=owner, role=AccessRole.REPORTER, now=NOW)
    deliver(Wire(answers={"old@example.org": refused("old@example.org", 550)}))
    person.email = "new@example.org"
    person.save(update_fields=["email"])
    delivery = Delivery.objects.get()

    retry_delivery(delivery, by=owner, now=NOW)
    deliver()

    assert [message.to for message in mail.outbox] == [["new@example.org"]]
    assert AuditEvent.objects.filter(action="delivery.retried", subject_id=delivery.pk).count() == 1


def test_only_failed_mail_is_sent_again(invited, owner):
    with pytest.raises(ValidationError):
        retry_delivery(invited, by=owner, now=NOW)
