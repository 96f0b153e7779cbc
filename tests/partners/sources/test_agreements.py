"""Agreements that end or are to be looked at again, as the reminders see them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from partners.choices import ReminderState, SkipReason
from partners.domain.planning import plan_reminders
from partners.domain.presets import add_preset_rules
from partners.domain.settling import settle_due
from partners.domain.staffing import own_person
from partners.models import Agreement, Organization, Reminder
from partners.reminders.sources import DueItem, PlannedReminder, RuleScope, registry
from partners.sources.agreements import AgreementEnding, AgreementEndingForPartner, AgreementToReview
from tests import make

LAST = date(2026, 12, 31)
SIGNED = date(2026, 1, 5)
DECEMBER = {"since": date(2026, 12, 1), "until": LAST}


@pytest.fixture
def parties(cast):
    own = Organization.objects.get(library=cast.riverton.library, is_own=True)
    return own, cast.riverton.maple


@pytest.fixture
def agreement(cast, parties):
    return make.make_agreement(
        cast.riverton.partnership,
        *parties,
        signed_on=SIGNED,
        starts_on=date(2026, 1, 1),
        ends_on=LAST,
        review_months=6,
        owner=cast.cole.user,
    )


def _due(source, cast, **window):
    return list(source.due_items([RuleScope(cast.riverton.library.pk)], **(window or DECEMBER)))


def _why_not(source, subject, anchor_on=LAST):
    reminder = PlannedReminder(1, subject.library_id, subject.pk, 1, anchor_on, -15)
    return source.still_open([reminder])[1]


def test_sources_are_for_the_staff_and_as_a_courtesy_for_partners():
    found = {
        key: (registry.get(key).is_for_staff, registry.get(key).reminder_class)
        for key in ("agreement_ending", "agreement_ending_partner", "agreement_review")
    }

    assert found == {
        "agreement_ending": (True, "obligation"),
        "agreement_ending_partner": (False, "courtesy"),
        "agreement_review": (True, "courtesy"),
    }


def test_end_is_told_to_the_owner_and_is_about_the_partner(cast, agreement):
    assert _due(AgreementEnding(), cast) == [
        DueItem(
            subject_id=agreement.pk,
            library_id=agreement.library_id,
            organization_id=cast.riverton.maple.pk,
            anchor_on=LAST,
            title="Rooms and tutors",
            partnership_id=agreement.partnership_id,
            owner_id=cast.cole.user.pk,
        )
    ]
    assert _due(AgreementEnding(), cast, since=date(2026, 11, 1), until=date(2026, 12, 30)) == []


def test_partners_are_told_each_for_itself_and_the_library_is_not(cast, agreement):
    party = agreement.parties.get(organization=cast.riverton.maple)

    (item,) = _due(AgreementEndingForPartner(), cast)

    assert (item.subject_id, item.organization_id, item.anchor_on) == (party.pk, cast.riverton.maple.pk, LAST)


def test_what_is_not_signed_is_not_told_of(cast, agreement, parties):
    party = agreement.parties.first()
    type(party).objects.filter(pk=party.pk).update(signed_on=None, signer_name="")

    assert _due(AgreementEnding(), cast) == []
    assert _why_not(AgreementEnding(), agreement) == SkipReason.NOT_EXPECTED


def test_signed_renewal_stops_the_notices_and_a_drafted_one_does_not(cast, agreement, parties):
    renewal = make.make_agreement(
        cast.riverton.partnership, *parties, renews=agreement, starts_on=date(2027, 1, 1)
    )
    drafted = (len(_due(AgreementEnding(), cast)), _why_not(AgreementEnding(), agreement))

    renewal.parties.update(signed_on=SIGNED, signer_name="Dana")

    assert drafted == (1, None)
    assert _due(AgreementEnding(), cast) == _due(AgreementEndingForPartner(), cast) == []
    assert _why_not(AgreementEnding(), agreement) == SkipReason.AGREEMENT_SETTLED
    party = agreement.parties.get(organization=cast.riverton.maple)
    assert _why_not(AgreementEndingForPartner(), party) == SkipReason.AGREEMENT_SETTLED


@pytest.mark.parametrize(
    ("ends_on", "told"),
    [(LAST, ["Rooms and tutors"]), (date(2027, 6, 30), [])],
    ids=["same end", "later end"],
)
def test_amendment_tells_of_its_own_end_only(cast, agreement, parties, ends_on, told):
    amendment = {"name": "Change", "amends": agreement, "starts_on": date(2026, 6, 1), "ends_on": ends_on}
    make.make_agreement(cast.riverton.partnership, *parties, signed_on=SIGNED, **amendment)

    assert [item.title for item in _due(AgreementEnding(), cast)] == told


def test_end_that_was_moved_is_another_day(agreement):
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=date(2027, 1, 31))

    assert _why_not(AgreementEnding(), agreement) == SkipReason.DUE_DAY_CHANGED


def test_early_end_settles_it(agreement):
    Agreement.objects.filter(pk=agreement.pk).update(ended_on=date(2026, 6, 1), end_reason="Moved.")

    assert _why_not(AgreementEnding(), agreement) == SkipReason.AGREEMENT_SETTLED
    assert _why_not(AgreementToReview(), agreement) == SkipReason.AGREEMENT_SETTLED


def test_review_falls_due_half_a_year_after_the_start_and_after_the_last(cast, agreement):
    july = {"since": date(2026, 7, 1), "until": date(2026, 7, 31)}
    first = [item.anchor_on for item in _due(AgreementToReview(), cast, **july)]
    Agreement.objects.filter(pk=agreement.pk).update(reviewed_on=date(2026, 6, 20))

    assert first == [date(2026, 7, 1)]
    assert _due(AgreementToReview(), cast, **july) == []
    assert [item.anchor_on for item in _due(AgreementToReview(), cast)] == [date(2026, 12, 20)]
    assert _why_not(AgreementToReview(), agreement, date(2026, 7, 1)) == SkipReason.DUE_DAY_CHANGED


def test_line_leads_to_the_agreement(agreement):
    reminder = PlannedReminder(1, agreement.library_id, agreement.pk, 1, LAST, -15)

    line = AgreementEnding().lines([reminder])[1]

    assert (line.title, line.due_on) == ("Rooms and tutors", LAST)
    assert line.url == f"/libraries/riverton/agreements/{agreement.pk}/"


def test_mails_ask_few_questions_however_many(cast, agreement, parties, django_assert_num_queries):
    for number in range(5):
        make.make_agreement(
            cast.riverton.partnership, *parties, name=f"{number}", signed_on=SIGNED, ends_on=LAST
        )

    for source in (AgreementEnding(), AgreementEndingForPartner()):
        with django_assert_num_queries(2):
            assert len(_due(source, cast)) == 6


def _let_pass(days, *, without):
    """The worker's ticks on these days; on the others nothing falls due."""
    for day in days:
        if day not in without:
            now = datetime.combine(day, time(18), tzinfo=UTC)
            plan_reminders(now=now)
            while settle_due(now=now):
                pass


def test_agreement_that_ended_while_the_worker_was_down_gave_each_notice_once(cast, agreement):
    """Down for two days when the last notice is due, and again for two when the agreement ends."""
    library = cast.riverton.library
    for membership in library.memberships.all():
        own_person(library, membership.user)
    make.make_access(make.make_person(cast.riverton.maple, email="contact@example.org"))
    first = LAST - timedelta(days=95)
    add_preset_rules(library, now=datetime.combine(first, time(8), tzinfo=UTC))
    down = {date(2026, 12, 16), date(2026, 12, 17), LAST, LAST + timedelta(days=1)}

    around = (LAST + timedelta(days=to + off) for to in (-90, -60, -30, -15, 0) for off in range(-1, 5))
    _let_pass(around, without=down)

    rows = Reminder.objects.filter(rule__source="agreement_ending").order_by("offset_days")
    assert [(row.offset_days, row.state, row.recipient.user) for row in rows] == [
        (days, ReminderState.QUEUED, cast.cole.user) for days in (-90, -60, -30, -15)
    ]
    partner = Reminder.objects.filter(rule__source="agreement_ending_partner")
    assert {row.state for row in partner} == {ReminderState.QUEUED}
    assert len({(row.recipient_id, row.offset_days) for row in partner}) == partner.count()
    assert set(partner.values_list("offset_days", flat=True)) == {-90, -60, -30, -15}
