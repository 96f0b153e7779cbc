from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from partners.choices import BounceKind, DeliveryState, SkipReason, TaskKind
from partners.domain.bounces import clear_bounce, find_bounced_mail, note_bounce, record_bounce
from partners.domain.composing import compose_all
from partners.domain.deliveries import queue_delivery
from partners.domain.obstacles import obstacles
from partners.domain.people import change_person
from partners.models import AuditEvent, Bounce, Delivery, Notice, Person, Reminder, Task
from tests import make
from tests.partners.domain.reminding import DUE_ON

NOW = datetime(2017, 4, 12, 16, tzinfo=UTC)


def sent_to(person, *, library=None, hours=0):
    mail = queue_delivery(
        "digest",
        library=library or person.library,
        to_email=person.email,
        language="en",
        now=NOW + timedelta(hours=hours),
        person=person,
    )
    Delivery.objects.filter(pk=mail.pk).update(state=DeliveryState.SENT, accepted_at=NOW)
    return mail


def bounce(mail, kind=BounceKind.HARD, **fields):
    return record_bounce(mail, kind=kind, **{"reason": "550 no such mailbox", "now": NOW} | fields)


def is_bouncing(person):
    return Person.objects.get(pk=person.pk).is_bouncing


def test_hard_bounce_stops_mail_and_warns_the_owner(world):
    world.organization.owner = world.owner
    world.organization.save()

    bounce(sent_to(world.person))

    person = Person.objects.get(pk=world.person.pk)
    task = Task.objects.get()
    assert (person.is_bouncing, person.bounced_at, person.bounce_reason) == (True, NOW, "550 no such mailbox")
    assert (task.kind, task.owner, task.person) == (TaskKind.BOUNCE, world.owner, world.person)
    assert [notice.user for notice in Notice.objects.all()] == [world.owner]


def test_managers_are_told_when_nobody_looks_after_the_organization(world):
    manager = make.make_staff(world.library).user

    bounce(sent_to(world.person), BounceKind.COMPLAINT)

    assert (Task.objects.get().owner, [row.user for row in Notice.objects.all()]) == (None, [manager])


def test_bounced_person_gets_no_reminder_and_no_invitation(world):
    bounce(sent_to(world.person))
    person = Person.objects.get(pk=world.person.pk)
    reminder = Reminder.objects.create(
        library=world.library,
        partnership=world.partnership,
        organization=world.organization,
        rule=world.rule,
        subject_id=1,
        recipient=person,
        anchor_on=DUE_ON,
        offset_days=-2,
        send_at=NOW,
    )
    invitation = queue_delivery(
        "invitation", library=world.library, to_email=person.email, language="en", now=NOW, person=person
    )

    assert obstacles([reminder], now=NOW) == {reminder.pk: SkipReason.BOUNCED}
    assert compose_all([invitation], now=NOW)[invitation.pk].reason == SkipReason.BOUNCED


def test_soft_bounces_of_three_mails_in_a_week_are_a_hard_one(world):
    mails = [sent_to(world.person, hours=number) for number in range(3)]
    after = []
    for mail in (mails[0], mails[0], mails[1], mails[2]):
        bounce(mail, BounceKind.SOFT)
        after.append(is_bouncing(world.person))

    assert after == [False, False, False, True]


def test_soft_bounces_of_long_ago_do_not_count(world):
    for days in (0, 1, 8):
        bounce(sent_to(world.person), BounceKind.SOFT, now=NOW + timedelta(days=days))

    assert not is_bouncing(world.person)


def test_event_told_twice_is_counted_once(world):
    mail = sent_to(world.person)

    found = [bounce(mail, event="Postmark:1"), bounce(mail, event="Postmark:1")]

    assert (found[1], Bounce.objects.count(), Task.objects.count()) == (None, 1, 1)


def test_same_address_in_another_library_is_untouched(world):
    other = make.make_person(make.make_organization(make.make_library()), email=world.person.email)

    bounce(sent_to(world.person))

    assert (is_bouncing(world.person), is_bouncing(other)) == (True, False)


def test_changed_address_gets_mail_again(world):
    note_bounce(world.person, by=world.owner, reason="She changed jobs.", now=NOW)
    person = Person.objects.get(pk=world.person.pk)

    values = {"email": "new@example.org"}
    change_person(person, by=world.owner, version=person.version, values=values, now=NOW)

    assert not is_bouncing(world.person)


def test_task_of_a_bounce_is_done_once_the_address_is_another(world):
    bounce(sent_to(world.person))
    person = Person.objects.get(pk=world.person.pk)
    values = {"phone": "555 0100", "email": person.email}
    person = change_person(person, by=world.owner, version=person.version, values=values, now=NOW)
    still_open = Task.objects.get().done_at

    change_person(
        person, by=world.owner, version=person.version, values={"email": "new@example.org"}, now=NOW
    )

    assert (still_open, Task.objects.get().done_by) == (None, world.owner)


def test_taking_the_address_away_leaves_the_task(world):
    bounce(sent_to(world.person))
    person = Person.objects.get(pk=world.person.pk)

    change_person(person, by=world.owner, version=person.version, values={"email": ""}, now=NOW)

    assert Task.objects.get().done_at is None


def test_address_works_again_and_the_task_is_done(world):
    bounce(sent_to(world.person))

    clear_bounce(world.person, by=world.owner, now=NOW)

    assert (is_bouncing(world.person), Task.objects.get().done_by) == (False, world.owner)
    assert AuditEvent.objects.filter(action="bounce.cleared", actor=world.owner).count() == 1


def test_nothing_bounces_where_there_is_no_address(world):
    person = make.make_person(world.organization, email="")

    with pytest.raises(ValidationError):
        note_bounce(person, by=world.owner, reason="No such", now=NOW)


def test_report_finds_the_mail_by_its_id_or_the_newest_to_the_address(world):
    first, second = sent_to(world.person), sent_to(world.person, hours=1)

    def found(*ids, email="pia@example.org", now=NOW):
        return find_bounced_mail(message_ids=list(ids), email=email, now=now)

    assert found(first.message_id) == first
    assert found(first.message_id.strip("<>")) == first
    assert found("unknown") == second
    assert found("unknown", email="stranger@example.org") is None
    assert found(first.message_id, email="stranger@example.org") is None
    assert found("unknown", now=NOW + timedelta(days=30)) is None
