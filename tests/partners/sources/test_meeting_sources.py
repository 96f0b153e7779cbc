"""Actions that fall due, minutes nobody read, and decisions to look at again, as the reminders see them."""

from datetime import UTC, date, datetime

import pytest

from partners.choices import MemberRole, SkipReason
from partners.domain.action_items import close_action
from partners.domain.minutes import read_minutes
from partners.domain.planning import plan_reminders
from partners.models import ActionItem, Decision, Member, Organization, Reminder, ReminderRule
from partners.reminders.sources import PlannedReminder, RuleScope, registry
from tests import make

NOW = datetime(2017, 4, 11, 18, tzinfo=UTC)
APRIL = {"since": date(2017, 4, 1), "until": date(2017, 4, 30)}
KEYS = ("action_due", "minutes_unread", "decision_review", "decision_review_backbone")


def _due(key, library, **window):
    return list(registry.get(key).due_items([RuleScope(library.pk)], **(APRIL | window)))


def _still(key, row, *, subject, anchor_on):
    asked = PlannedReminder(1, row.library_id, subject, None, anchor_on, 0)
    return registry.get(key).still_open([asked])[1]


@pytest.fixture
def action(cast):
    pia = cast.pia.user.people.get()
    return make.make_action(
        cast.riverton.partnership,
        cast.riverton.maple,
        by=cast.mara.user,
        person=pia,
        due_on=date(2017, 4, 20),
    )


@pytest.fixture
def receipt(cast):
    meeting = make.make_meeting(cast.riverton.partnership, minutes="We talked.")
    minutes = make.make_minutes(meeting, by=cast.mara.user)
    return make.make_receipt(minutes, cast.pia.user.people.get(), sent_at=NOW)


@pytest.fixture
def decision(cast):
    return make.make_decision(cast.riverton.partnership, review_on=date(2017, 4, 20))


def test_obligation_courtesy_and_presets():
    found = {key: (registry.get(key).reminder_class, registry.get(key).is_on_by_default) for key in KEYS}

    assert found == {
        "action_due": ("obligation", True),
        "minutes_unread": ("courtesy", True),
        "decision_review": ("courtesy", True),
        "decision_review_backbone": ("courtesy", False),
    }


def test_action_is_asked_for_of_its_person_on_its_day(cast, action):
    make.make_action(cast.riverton.partnership, cast.riverton.oak, by=cast.mara.user, due_on=date(2017, 6, 1))

    (item,) = _due("action_due", action.library)

    assert (item.subject_id, item.anchor_on, item.person_id) == (
        action.pk,
        date(2017, 4, 20),
        action.person_id,
    )


def test_closed_or_moved_action_is_not_asked_for(action):
    day = action.due_on
    assert _still("action_due", action, subject=action.pk, anchor_on=day) is None

    ActionItem.objects.update(due_on=date(2017, 4, 27))
    moved = _still("action_due", action, subject=action.pk, anchor_on=day)
    ActionItem.objects.update(due_on=day)
    close_action(action, by=action.noted_by, now=NOW, version=1)
    closed = _still("action_due", action, subject=action.pk, anchor_on=day)

    assert (moved, closed) == (SkipReason.DUE_DAY_CHANGED, SkipReason.NOT_EXPECTED)
    assert _due("action_due", action.library) == []


def test_unread_minutes_are_mentioned_to_whoever_got_them(receipt):
    (item,) = _due("minutes_unread", receipt.library)

    assert (item.subject_id, item.anchor_on, item.person_id) == (
        receipt.pk,
        date(2017, 4, 11),
        receipt.person_id,
    )


@pytest.mark.parametrize("why", ["read", "replaced"])
def test_minutes_that_were_read_or_replaced_are_left_alone(cast, receipt, why):
    if why == "read":
        read_minutes(receipt, by=None, now=NOW)
    else:
        make.make_minutes(receipt.minutes.meeting, by=cast.mara.user, number=2)

    assert _due("minutes_unread", receipt.library) == []
    answer = _still("minutes_unread", receipt, subject=receipt.pk, anchor_on=date(2017, 4, 11))
    assert answer == SkipReason.NOT_EXPECTED


def test_decision_to_review_is_for_staff_and_for_the_backbone(cast, decision):
    own = Organization.objects.get(library=decision.library, is_own=True)
    Member.objects.exclude(role=MemberRole.BACKBONE).filter(partnership=decision.partnership).delete()

    (staff,) = _due("decision_review", decision.library)
    (backbone,) = _due("decision_review_backbone", decision.library)

    assert (staff.subject_id, staff.organization_id) == (decision.pk, own.pk)
    assert (backbone.subject_id, backbone.organization_id) == (decision.pk, cast.riverton.backbone.pk)


def test_review_day_that_was_moved_is_another_one(decision):
    Decision.objects.update(review_on=None)

    answer = _still("decision_review", decision, subject=decision.pk, anchor_on=date(2017, 4, 20))

    assert answer == SkipReason.NOT_EXPECTED


def test_person_who_took_something_on_gets_a_mail(cast, action):
    make.make_rule(
        cast.riverton.partnership,
        owner=cast.mara.user,
        source="action_due",
        offsets=[-3],
        starts_on=date(2017, 4, 1),
    )

    plan_reminders(now=NOW)

    planned = Reminder.objects.filter(rule__source="action_due")
    assert [(row.subject_id, row.recipient.name, row.offset_days) for row in planned] == [
        (action.pk, "Pia", -3)
    ]
    assert ReminderRule.objects.filter(source="action_due").count() == 1


def test_lines_lead_to_what_they_are_about(cast, action, receipt, decision):
    def line(key, row):
        asked = PlannedReminder(1, row.library_id, row.pk, None, date(2017, 4, 20), 0)
        return registry.get(key).lines([asked])[1]

    assert line("action_due", action).url == f"/libraries/riverton/action-items/{action.pk}/"
    assert line("minutes_unread", receipt).url == f"/libraries/riverton/minutes/{receipt.minutes_id}/"
    expected = f"/libraries/riverton/partnerships/{decision.partnership_id}/decisions/"
    assert line("decision_review", decision).url == expected
