"""Rules of a whole library, a partnership's own instead, and mails to the library's staff."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from partners.access import Scope
from partners.choices import LibraryRole, ReminderState, SkipReason
from partners.domain.libraries import found_library, remove_staff
from partners.domain.obstacles import obstacles
from partners.domain.planning import plan_reminders
from partners.domain.presets import add_preset_rules, complete_libraries
from partners.domain.reminders import find_rule, follow_library, set_rule
from partners.domain.settling import settle_due
from partners.domain.staffing import own_person
from partners.models import AuditEvent, Organization, Person, Reminder, ReminderRule
from partners.reminders.sources import DueItem
from tests import make
from tests.partners.domain.reminding import DUE_ON, KEY

SEND_AT = datetime(2017, 4, 12, 16, tzinfo=UTC)
BEFORE = datetime(2017, 4, 9, 16, tzinfo=UTC)
NINE = time(9)


@pytest.fixture
def wide(world):
    """The library's rule instead of the partnership's."""
    world.rule.delete()
    rule = make.make_rule(world.library, owner=world.owner, source=KEY, offsets=(-2,))
    world.rule = rule
    return world


def own_rule(world, *, now=BEFORE, offsets=(-2,), **fields):
    given = {"source": KEY, "offsets": list(offsets), "send_at": NINE, "is_active": True} | fields
    return set_rule(world.partnership, by=world.owner, now=now, **given)


def rows():
    found = Reminder.objects.order_by("pk")
    return [(row.rule.partnership_id, row.offset_days, row.state, row.reason) for row in found]


def test_rule_of_the_library_holds_in_each_partnership(wide):
    other = make.make_partnership(wide.library, name="Ready for Work")
    wide.source.add(make.make_member(other, wide.organization), subject_id=2)

    plan_reminders(now=BEFORE)

    planned = Reminder.objects.order_by("subject_id").values_list("rule", "partnership", "recipient")
    assert list(planned) == [
        (wide.rule.pk, wide.partnership.pk, wide.person.pk),
        (wide.rule.pk, other.pk, wide.person.pk),
    ]


def test_own_rule_takes_the_place_of_the_librarys(wide):
    plan_reminders(now=BEFORE)

    own_rule(wide, offsets=[-3])
    plan_reminders(now=BEFORE)

    assert rows() == [
        (None, -2, ReminderState.SKIPPED, SkipReason.OTHER_RULE),
        (wide.partnership.pk, -3, ReminderState.PLANNED, ""),
    ]


def test_own_rule_that_is_off_keeps_the_librarys_away(wide):
    own_rule(wide, is_active=False)

    plan_reminders(now=BEFORE)

    assert rows() == []


def test_partnership_goes_by_the_librarys_rule_again(wide):
    plan_reminders(now=BEFORE)
    rule = own_rule(wide, offsets=[-3])

    follow_library(rule, by=wide.owner, version=rule.version, now=BEFORE)

    assert find_rule(wide.partnership, source=KEY) is None
    assert find_rule(wide.partnership.library, source=KEY) == wide.rule
    assert rows() == [
        (None, -2, ReminderState.PLANNED, ""),
        (wide.partnership.pk, -3, ReminderState.SKIPPED, SkipReason.OTHER_RULE),
    ]


def test_own_rule_that_was_set_aside_is_taken_up_again(wide):
    rule = own_rule(wide, offsets=[-3])
    follow_library(rule, by=wide.owner, version=rule.version, now=BEFORE)

    again = own_rule(wide, offsets=[-4])

    assert (again.pk, again.is_set_aside, again.offsets) == (rule.pk, False, [-4])


def test_what_the_librarys_rule_has_sent_is_not_sent_again_by_the_own_one(wide):
    plan_reminders(now=BEFORE)
    settle_due(now=SEND_AT)

    own_rule(wide, now=SEND_AT)
    plan_reminders(now=SEND_AT)

    assert rows() == [(None, -2, ReminderState.QUEUED, "")]


def test_library_and_partnership_have_one_rule_each(wide):
    with pytest.raises(ValidationError, match="There is a rule for this already"):
        set_rule(
            wide.library, by=wide.owner, now=BEFORE, source=KEY, offsets=[1], send_at=NINE, is_active=True
        )


def test_rule_of_the_library_cannot_be_made_in_a_partnership(wide):
    wide.source.scope = "library"

    with pytest.raises(ValidationError, match="holds in the whole library"):
        own_rule(wide)


def staffed(world, source, *, owner=None):
    """The source tells the library's people of something at the organization, outside of partnerships."""
    source.audience = frozenset()
    source.items = {
        7: DueItem(
            7,
            library_id=world.library.pk,
            organization_id=world.organization.pk,
            anchor_on=DUE_ON,
            title="Memorandum ends",
            owner_id=owner.pk if owner else None,
        )
    }


def join(world, name, role=LibraryRole.COORDINATOR):
    user = make.make_user(name=name)
    membership = make.make_staff(world.library, user, role=role)
    return membership, own_person(world.library, user)


def test_staff_mail_goes_to_the_owner_and_is_about_the_partner(wide, source):
    _membership, cole = join(wide, "Cole")
    join(wide, "Mara", LibraryRole.MANAGER)
    staffed(wide, source, owner=cole.user)

    plan_reminders(now=BEFORE)

    row = Reminder.objects.get()
    assert (row.recipient, row.organization, row.partnership) == (cole, wide.organization, None)
    assert row.is_for_staff
    assert cole.organization.is_own


@pytest.mark.parametrize("has_owner", [True, False])
def test_staff_mail_goes_to_the_managers_when_nobody_on_the_staff_owns_it(wide, source, has_owner):
    _membership, mara = join(wide, "Mara", LibraryRole.MANAGER)
    join(wide, "Cole")
    staffed(wide, source, owner=make.make_user() if has_owner else None)

    plan_reminders(now=BEFORE)

    assert [row.recipient for row in Reminder.objects.all()] == [mara]


def test_staff_mail_follows_a_change_of_owner(wide, source):
    _membership, cole = join(wide, "Cole")
    _membership, vera = join(wide, "Vera")
    staffed(wide, source, owner=cole.user)
    plan_reminders(now=BEFORE)

    staffed(wide, source, owner=vera.user)
    plan_reminders(now=BEFORE)

    assert [(row.recipient, row.state, row.reason) for row in Reminder.objects.order_by("pk")] == [
        (cole, ReminderState.SKIPPED, SkipReason.SOMEBODY_ELSE),
        (vera, ReminderState.PLANNED, ""),
    ]


def test_staff_mail_does_not_leave_once_somebody_left_the_staff(wide, source):
    membership, cole = join(wide, "Cole")
    join(wide, "Mara", LibraryRole.MANAGER)
    staffed(wide, source, owner=cole.user)
    plan_reminders(now=BEFORE)

    remove_staff(membership, by=wide.owner, version=1)

    row = Reminder.objects.select_related("rule", "recipient", "library").get()
    assert obstacles([row], now=SEND_AT) == {row.pk: SkipReason.ACCESS_ENDED}


def test_staff_mail_is_seen_by_staff_alone(cast, source):
    library, partnership = cast.riverton.library, cast.riverton.partnership
    person = own_person(library, cast.mara.user)
    rule = make.make_rule(library, owner=cast.mara.user, source=KEY, offsets=(-2,))
    for subject, of in enumerate((partnership, None)):
        Reminder.objects.create(
            library=library,
            partnership=of,
            organization=cast.riverton.maple,
            rule=rule,
            subject_id=subject,
            recipient=person,
            is_for_staff=True,
            anchor_on=DUE_ON,
            offset_days=-2,
            send_at=SEND_AT,
        )

    seen = {
        name: Reminder.objects.visible_to(Scope.of(getattr(cast, name).user), library=library).count()
        for name in ("mara", "vera", "pia", "bea", "fay", "otto")
    }

    assert seen == {"mara": 2, "vera": 2, "pia": 0, "bea": 0, "fay": 0, "otto": 0}


def test_action_of_a_colleague_reaches_them_without_access(wide):
    _membership, cole = join(wide, "Cole")
    wide.source.add(wide.member, person=cole)

    plan_reminders(now=BEFORE)

    assert [row.recipient for row in Reminder.objects.all()] == [cole]


def test_new_library_starts_with_the_usual_reminders(db):
    library = found_library(
        by=make.make_user(is_staff=True),
        name="Cedar Library",
        slug="cedar",
        time_zone="America/Chicago",
        language="en",
        now=BEFORE,
    )

    rule = ReminderRule.objects.get(library=library, source="report_due")
    assert (rule.partnership, rule.owner, rule.offsets) == (None, None, [-10, -2, 1, 8, 15])
    assert (rule.escalate_after, rule.starts_on) == (2, date(2017, 4, 9))


def test_libraries_are_completed_once_and_chase_nothing_past(cast):
    complete_libraries(now=BEFORE)
    complete_libraries(now=BEFORE)

    library = cast.riverton.library
    assert ReminderRule.objects.get(library=library, source="report_due").starts_on == date(2017, 4, 9)
    people = Person.objects.filter(organization__is_own=True, library=library)
    assert [(one.name, one.user) for one in people] == [
        (one.user.name, one.user) for one in (cast.cole, cast.mara, cast.vera)
    ]


def test_preset_that_was_switched_off_stays_off(cast):
    library = cast.riverton.library
    (rule,) = add_preset_rules(library, now=BEFORE)[:1]
    set_rule(
        library,
        by=cast.mara.user,
        now=BEFORE,
        source=rule.source,
        offsets=rule.offsets,
        send_at=NINE,
        is_active=False,
        version=1,
    )

    assert add_preset_rules(library, now=BEFORE) == []
    assert not ReminderRule.objects.get(pk=rule.pk).is_active


def test_preset_of_an_earlier_version_that_nobody_touched_follows(cast):
    library = cast.riverton.library
    add_preset_rules(library, now=BEFORE)
    rules = ReminderRule.objects.filter(library=library, source="report_due", partnership=None)
    rules.update(offsets=[-10, -2, 1])

    complete_libraries(now=BEFORE)
    complete_libraries(now=BEFORE)

    rule = rules.get()
    assert (rule.offsets, rule.version) == ([-10, -2, 1, 8, 15], 2)
    event = AuditEvent.objects.get(action="reminder_rule.renewed")
    assert (event.actor, event.changes) == (None, {"offsets": [[-10, -2, 1], [-10, -2, 1, 8, 15]]})


def test_preset_that_somebody_changed_stays_as_it_is(cast):
    library = cast.riverton.library
    add_preset_rules(library, now=BEFORE)
    rules = ReminderRule.objects.filter(library=library, source="report_due", partnership=None)
    rules.update(offsets=[-10, -2, 1], version=2)

    complete_libraries(now=BEFORE)

    assert rules.get().offsets == [-10, -2, 1]


def test_colleague_known_by_address_is_not_made_twice(cast):
    library = cast.riverton.library
    own = Organization.objects.get(library=library, is_own=True)
    known = make.make_person(own, name="Mara Lopez", email=cast.mara.user.email)

    assert own_person(library, cast.mara.user) == known
    assert Person.objects.get(organization=own).user == cast.mara.user
