"""Links in mails: what they open, for how long, and what is asked by them."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from partners.choices import TaskKind
from partners.domain.deliveries import claim_deliveries, send_deliveries
from partners.domain.links import choice_secrets, drop_old_links, find_action, find_choices
from partners.domain.mailbox import ask_for_pause, ask_new_link, report_not_me
from partners.domain.planning import plan_reminders
from partners.domain.post import Post
from partners.domain.settling import settle_due
from partners.domain.tasks import task_words
from partners.models import Delivery, MailLink, ReminderStop, Task, Token
from tests import make
from tests.partners.domain.mailing import Clock

BEFORE = datetime(2017, 4, 9, 16, tzinfo=UTC)
SEND_AT = datetime(2017, 4, 12, 16, tzinfo=UTC)
TWO_WEEKS = timedelta(days=14)
SECRET = re.compile(r"/answers/report/([\w-]+)/")


@pytest.fixture
def answerable(world):
    world.source.action_page = "report_link"
    plan_reminders(now=BEFORE)
    settle_due(now=SEND_AT)
    return world


def deliver(now=SEND_AT):
    with Post() as post:
        send_deliveries(claim_deliveries(now=now), post=post, clock=Clock(now))
    return mail.outbox[-1]


def secret_in(message):
    return SECRET.search(message.body)[1]


def test_mail_leads_to_its_one_thing_for_two_weeks(answerable):
    secret = secret_in(deliver())

    link = find_action(secret, now=SEND_AT + TWO_WEEKS - timedelta(seconds=1))
    assert (link.person, link.source, link.subject_id) == (answerable.person, "test_due", 1)
    assert find_action(secret, now=SEND_AT + TWO_WEEKS) is None
    assert find_choices(secret, now=SEND_AT) is None


def test_only_the_hash_of_a_link_is_stored(answerable):
    secret = secret_in(deliver())

    stored = str(list(Token.objects.values())) + str(list(MailLink.objects.values()))
    assert secret not in stored


def test_link_ends_with_the_role_of_its_person(answerable):
    secret = secret_in(deliver())

    answerable.access.ends_on = date(2017, 4, 12)
    answerable.access.save()

    assert find_action(secret, now=SEND_AT) is not None
    assert find_action(secret, now=SEND_AT + timedelta(days=1)) is None


def test_link_ends_with_the_account_of_its_person(answerable):
    secret = secret_in(deliver())
    answerable.person.user = make.make_user(is_active=False)
    answerable.person.save()

    assert find_action(secret, now=SEND_AT) is None


def test_mail_that_is_written_again_has_the_same_links(answerable):
    first = deliver()
    Delivery.objects.update(state="queued", next_attempt_at=SEND_AT)
    answerable.rule.reminders.update(state="queued")

    assert deliver().body == first.body
    assert MailLink.objects.count() == 2


def test_link_to_ones_mails_is_made_once_and_never_ends(world):
    first = choice_secrets([world.person], now=SEND_AT)
    again = choice_secrets([world.person], now=SEND_AT + TWO_WEEKS)

    assert first == again
    assert find_choices(first[world.person.pk], now=SEND_AT + timedelta(days=4000)).person == world.person


def test_link_to_ones_mails_survives_another_key_of_the_installation(world, settings):
    old = choice_secrets([world.person], now=SEND_AT)[world.person.pk]

    settings.SECRET_KEY = "another key"
    new = choice_secrets([world.person], now=SEND_AT)[world.person.pk]

    assert old != new
    assert [find_choices(secret, now=SEND_AT).person for secret in (old, new)] == [world.person] * 2


def test_new_link_goes_to_the_address_of_the_old_one(answerable):
    secret = secret_in(deliver())
    later = SEND_AT + TWO_WEEKS

    ask_new_link(secret, now=later)

    message = deliver(later)
    assert message.to == ["pia@example.org"]
    assert find_action(secret_in(message), now=later).subject_id == 1


def test_new_link_is_sent_once_an_hour(answerable):
    secret = secret_in(deliver())
    later = SEND_AT + TWO_WEEKS

    sent = [ask_new_link(secret, now=later + timedelta(minutes=minutes)) for minutes in (0, 59, 61)]

    assert [bool(delivery) for delivery in sent] == [True, False, True]


def test_new_link_goes_nowhere_else(answerable):
    secret = secret_in(deliver())
    answerable.person.email = "new@example.org"
    answerable.person.save()

    assert ask_new_link(secret, now=SEND_AT) is None
    assert ask_new_link("unknown", now=SEND_AT) is None


def test_old_links_are_deleted_and_the_way_to_stop_mails_stays(answerable):
    deliver()

    drop_old_links(now=SEND_AT + timedelta(days=195))

    assert list(MailLink.objects.values_list("source", flat=True)) == [""]
    assert Token.objects.count() == 1


def test_not_me_tells_the_owner_and_stops_nothing(world):
    world.organization.owner = world.owner
    world.organization.save()

    report_not_me(world.person, words="Rosa Diaz", now=SEND_AT)

    task = Task.objects.get()
    assert (task.kind, task.owner, task.person) == (TaskKind.NOT_ME, world.owner, world.person)
    assert "Ask: “Rosa Diaz”" in task_words(task)
    assert not ReminderStop.objects.exists()


def test_wish_for_a_pause_is_a_task_and_stops_nothing(world):
    ask_for_pause(world.person, words="until June", now=SEND_AT)

    assert Task.objects.get().kind == TaskKind.PAUSE
    assert not ReminderStop.objects.exists()


def test_digest_with_a_courtesy_is_unsubscribed_by_one_click(world, settings):
    settings.BASE_URL = "https://partners.example.org"
    world.source.reminder_class = "courtesy"
    plan_reminders(now=BEFORE)
    settle_due(now=SEND_AT)

    headers = deliver().extra_headers

    assert re.fullmatch(r"<https://partners\.example\.org/mail/[\w-]{43}/stop/>", headers["List-Unsubscribe"])
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_digest_of_obligations_cannot_be_unsubscribed(answerable):
    message = deliver()

    assert "List-Unsubscribe" not in message.extra_headers
    assert "Which mails you get: http" in message.body


def test_digest_says_first_what_to_do_and_how_far_its_day_is(answerable):
    message = deliver()

    assert message.body.splitlines()[0] == "Report: Evening classes. Due in 2 days, Friday, April 14, 2017."


def test_digest_says_the_way_to_reach_the_library(answerable):
    answerable.library.phone, answerable.library.postal_address = "555-0100", "1 Main Street"
    answerable.library.save()

    message = deliver()

    assert "Riverton City Library\n1 Main Street\n555-0100\n" in message.body
    assert "1 Main Street" in message.alternatives[0].content


def test_digest_is_small_and_loads_nothing(answerable):
    message = deliver()

    assert len(message.message().as_bytes()) < 102 * 1024
    assert not re.search(r"<img|src=|url\(", message.alternatives[0].content)


def test_copy_for_the_backup_says_whose_it_is(world):
    backup = make.make_person(world.organization, name="Bo Backup", email="bo@example.org")
    make.make_access(backup, role="backup")
    world.rule.offsets, world.rule.escalate_after = [1], 1
    world.rule.save()
    late = datetime(2017, 4, 17, 17, tzinfo=UTC)
    plan_reminders(now=BEFORE)
    settle_due(now=late)
    settle_due(now=late)

    deliver(late)

    texts = {
        message.to[0]: "A copy for you as the backup: Pia Santos" in message.body for message in mail.outbox
    }
    assert texts == {"pia@example.org": False, "bo@example.org": True}
