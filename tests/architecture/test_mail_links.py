"""Every kind of mail as it leaves: its headers, and what happens when a scanner opens all its links."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.test import Client

from partners.choices import AccessRole
from partners.domain.composing import COMPOSERS
from partners.domain.deliveries import claim_deliveries, queue_delivery, send_deliveries
from partners.domain.invitations import invite_person
from partners.domain.links import Asked, action_secrets
from partners.domain.meeting_mails import queue_mails
from partners.domain.meeting_words import CANCELLED, CHANGE, INVITATION
from partners.domain.minutes import send_minutes
from partners.domain.planning import plan_reminders
from partners.domain.post import Post
from partners.domain.settling import settle_due
from partners.domain.telling import tell_decision
from partners.models import Delivery
from tests import make
from tests.partners.domain.mailing import Clock
from tests.partners.domain.reminding import FakeSource, World, registered

NOW = datetime(2017, 4, 12, 16, tzinfo=UTC)
LINK = re.compile(r"https?://[^\s\"<>]+")
# What requests write by nature: sessions, and counts of requests.
OWN = {"sessions.Session"}


@pytest.fixture
def mails(db, stopped_clock):
    """One mail of each kind, by kind, with everything in it that such a mail can have."""
    cache.clear()
    with registered(FakeSource()) as source:
        source.action_page, source.reminder_class = "report_link", "courtesy"
        world = World(source)
        make.make_staff(world.library, world.owner)
        world.library.reply_to = world.owner.email
        world.library.save()
        plan_reminders(now=NOW)
        settle_due(now=NOW)
        nora = make.make_person(world.organization, name="Nora Quist", email="nora@example.org")
        invite_person(nora, by=world.owner, role=AccessRole.REPORTER, now=NOW)
        job = make.make_job(world.library, by=world.owner)
        _queue("job_done", world, to_email=world.owner.email, job=job)
        _enter_figures(world)
        _queue("figures_entered", world, to_email=world.person.email, person=world.person)
        _queue("test", world, to_email=world.owner.email, rule=world.rule)
        mailing = make.make_mailing(world.partnership, by=world.owner)
        _queue("mailing", world, to_email=world.person.email, person=world.person, mailing=mailing)
        _tell_of_a_meeting(world)
        _ask_to_meetings(world)
        again = _queue("link", world, to_email=world.person.email, person=world.person)
        action_secrets([Asked(again, source.key, 1)], now=NOW)
        with Post() as post:
            send_deliveries(claim_deliveries(now=NOW), post=post, clock=Clock(NOW))
        kinds = dict(Delivery.objects.values_list("message_id", "kind"))
        yield {kinds[message.extra_headers["Message-ID"]]: message for message in mail.outbox}


@pytest.fixture
def stopped_clock():
    with time_machine.travel(NOW, tick=False):
        yield


def _queue(kind, world, **fields):
    return queue_delivery(kind, library=world.library, language="en", now=NOW, **fields)


def _tell_of_a_meeting(world):
    """Minutes and a decision, to somebody who was not there."""
    meeting = make.make_meeting(world.partnership, on=date(2017, 4, 11), minutes="We talked.")
    version = make.make_minutes(meeting, by=world.owner)
    send_minutes(version, by=world.owner, now=NOW, people=[world.person])
    decision = make.make_decision(world.partnership, meeting=meeting)
    tell_decision(decision, by=world.owner, now=NOW, people=[world.person])


def _enter_figures(world):
    calendar = make.make_calendar(world.partnership)
    measure = make.make_measure(make.make_goal(world.partnership), calendar=calendar)
    report = make.make_report(world.member, make.make_period(calendar))
    times = {"submitted_at": NOW, "first_submitted_at": NOW}
    make.make_observation(report, measure, by=world.owner, giver=world.person, **times)


def _everything():
    models = [model for model in apps.get_models() if model._meta.label not in OWN]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def _ask_to_meetings(world):
    for kind, cancelled in ((INVITATION, {}), (CHANGE, {}), (CANCELLED, {"cancelled_at": NOW})):
        reason = {"cancel_reason": "The hall is closed."} if cancelled else {}
        meeting = make.make_meeting(world.partnership, on=date(2017, 5, 9), **cancelled, **reason)
        queue_mails(kind, [make.make_meeting_invitation(meeting, world.person)], now=NOW)


def _links(message):
    header = message.extra_headers.get("List-Unsubscribe", "")
    return set(LINK.findall(f"{message.body} {message.alternatives[0].content} {header}"))


def test_every_kind_of_mail_is_looked_at_here(mails):
    assert set(mails) == set(COMPOSERS)


def test_scanner_that_opens_every_link_changes_nothing(mails):
    before, asked = _everything(), 0
    for message in mails.values():
        for link in _links(message):
            path = re.sub(r"^https?://[^/]+", "", link)
            for method in ("get", "head", "options"):
                assert getattr(Client(), method)(path).status_code < 500
                asked += 1

    assert asked > 20
    assert _everything() == before


def test_every_mail_says_that_a_machine_wrote_it_and_can_be_answered(mails):
    for kind, message in mails.items():
        sent = message.message()
        assert (kind, sent["Auto-Submitted"]) == (kind, "auto-generated")
        assert sent["Message-ID"]
        assert sent["Reply-To"] == "owner@example.org"


def test_only_what_one_may_refuse_offers_one_click(mails):
    offering = {kind for kind, message in mails.items() if "List-Unsubscribe" in message.extra_headers}

    assert offering == {"digest", "mailing", "minutes", "decision"}
    for kind in offering:
        assert mails[kind].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
