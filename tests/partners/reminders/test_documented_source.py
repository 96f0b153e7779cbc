"""The example in docs/adding-a-reminder-source.md is true: it is built from that page and used."""

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core import mail

from partners.choices import ReminderState, SkipReason
from partners.domain.deliveries import claim_deliveries, send_deliveries
from partners.domain.planning import plan_reminders
from partners.domain.post import Post
from partners.domain.settling import settle_due
from partners.models import Member, Organization, Reminder
from partners.reminders.sources import RuleScope
from tests import make
from tests.architecture.source import ROOT
from tests.partners.domain.mailing import Clock
from tests.partners.domain.reminding import registered

PAGE = ROOT / "docs" / "adding-a-reminder-source.md"
JOINED, DUE = date(2017, 1, 12), date(2017, 4, 12)
NOW = datetime(2017, 4, 12, 16, tzinfo=UTC)


@pytest.fixture
def source():
    code = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[1]
    names = {"__name__": "documented_source"}
    exec(compile(code, str(PAGE), "exec"), names)  # noqa: S102 - our own page
    with registered(names["AskHowItGoes"]()) as example:
        yield example


@pytest.fixture
def joined(cast, source):
    """Maple joined ninety days ago, Cole sees to it, and there is a rule."""
    library = cast.riverton.library
    Organization.objects.filter(pk=cast.riverton.maple.pk).update(owner=cast.cole.user)
    own = Organization.objects.get(library=library, is_own=True)
    cole = make.make_person(own, name="Cole", email="cole@example.org", user=cast.cole.user)
    Member.objects.filter(organization=cast.riverton.maple).update(joined_on=JOINED)
    make.make_rule(library, owner=cast.mara.user, source=source.key, offsets=source.default_offsets)
    return SimpleNamespace(
        member=Member.objects.get(organization=cast.riverton.maple), cole=cole, library=library
    )


def test_documented_source_lets_a_mail_leave(joined):
    plan_reminders(now=NOW)
    settle_due(now=NOW)
    with Post() as post:
        send_deliveries(claim_deliveries(now=NOW), post=post, clock=Clock(NOW))

    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["cole@example.org"], "Ask how it goes April 12: Maple Homework Club")
    ]
    assert "Open the contact log" in mail.outbox[0].body


def test_documented_source_looks_again_before_a_mail_leaves(joined):
    plan_reminders(now=NOW)
    Member.objects.filter(pk=joined.member.pk).update(left_on=DUE)

    settle_due(now=NOW)

    row = Reminder.objects.get()
    assert (row.recipient, row.state, row.reason) == (
        joined.cole,
        ReminderState.SKIPPED,
        SkipReason.NOT_EXPECTED,
    )


def test_documented_source_asks_as_much_for_many_members_as_for_one(
    cast, source, joined, django_assert_num_queries
):
    for number in range(5):
        organization = make.make_organization(joined.library, name=f"Group {number}")
        make.make_member(cast.riverton.partnership, organization, joined_on=JOINED)

    with django_assert_num_queries(1):
        items = list(source.due_items([RuleScope(joined.library.pk)], since=DUE, until=DUE))

    assert len(items) == 6
