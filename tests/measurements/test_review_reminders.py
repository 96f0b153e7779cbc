"""Reports that wait for approval, as the reminders see them."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from measurements.choices import ObservationState
from measurements.models import Observation
from measurements.review_reminders import ReportToApprove, ReportToApproveByBackbone
from partners.choices import AccessRole, MemberRole, SkipReason
from partners.domain.planning import plan_reminders
from partners.models import Member, Organization, Reminder, ReminderRule
from partners.reminders.sources import Line, PlannedReminder, RuleScope, registry
from tests import make

APRIL = {"since": date(2017, 4, 1), "until": date(2017, 4, 30)}
STAFF, BACKBONE = ReportToApprove(), ReportToApproveByBackbone()


@pytest.fixture
def line(cast):
    """Pia's figure of Maple, in since 10 April, to be decided by the 17th; Cole sees to Maple."""
    setting = cast.riverton
    Organization.objects.filter(pk=setting.maple.pk).update(owner=cast.cole.user)
    goal = make.make_goal(setting.partnership)
    calendar = make.make_calendar(setting.partnership)
    measure = make.make_measure(goal, calendar=calendar)
    member = Member.objects.get(organization=setting.maple)
    report = make.make_report(member, make.make_period(calendar))
    return make.make_observation(report, measure, by=cast.pia.user)


def due(line, source=STAFF, **window):
    return list(source.due_items([RuleScope(line.library_id)], **(APRIL | window)))


def skip(line, anchor_on=date(2017, 4, 17)):
    asked = PlannedReminder(1, line.library_id, line.report_id, None, anchor_on, 0)
    return STAFF.still_open([asked])[1]


def test_sources_are_registered_for_who_approves():
    assert registry.get("report_approval").is_for_staff
    assert registry.get("report_approval_backbone").audience == {AccessRole.CONTACT, AccessRole.APPROVER}


def test_report_late_is_asked_for_after_its_due_day():
    assert [day for day in registry.get("report_due").default_offsets if day > 0] == [1, 8, 15]


def test_week_after_a_figure_came_in_its_organizations_owner_is_asked(cast, line):
    (item,) = due(line)

    assert (item.subject_id, item.anchor_on, item.owner_id) == (
        line.report_id,
        date(2017, 4, 17),
        cast.cole.user.pk,
    )
    assert item.title == "Maple Homework Club, Neighbors Learning English: 2017 Q1"


def test_who_gave_the_figures_is_not_asked_to_approve_them(cast, line):
    Observation.objects.filter(pk=line.pk).update(given_by=cast.cole.user)

    assert [item.owner_id for item in due(line)] == [None]


def test_who_typed_for_somebody_else_may_approve(cast, line):
    pia = cast.pia.user.people.get()
    Observation.objects.filter(pk=line.pk).update(given_by=cast.cole.user, giver=pia)

    assert [item.owner_id for item in due(line)] == [cast.cole.user.pk]


@pytest.mark.parametrize(
    "window",
    [{"until": date(2017, 4, 16)}, {"since": date(2017, 4, 18)}],
    ids=["before", "after"],
)
def test_other_days_and_other_libraries_have_nothing_due(cast, line, window):
    assert due(line, **window) == []
    assert list(STAFF.due_items([RuleScope(cast.twin.library.pk)], **APRIL)) == []


def test_decision_and_contest_end_the_wait(line):
    assert skip(line) is None
    assert skip(line, date(2017, 4, 18)) == SkipReason.DUE_DAY_CHANGED

    Observation.objects.filter(pk=line.pk).update(contested_at=datetime(2017, 4, 11, tzinfo=UTC))
    assert skip(line) == SkipReason.DECIDED_SINCE
    assert due(line) == []

    Observation.objects.filter(pk=line.pk).update(contested_at=None, state=ObservationState.RETURNED)
    assert skip(line) == SkipReason.DECIDED_SINCE


def test_mail_leads_to_where_it_is_decided(line):
    asked = PlannedReminder(1, line.library_id, line.report_id, None, date(2017, 4, 17), 0)

    assert STAFF.lines([asked]) == {
        1: Line(
            "Maple Homework Club, Neighbors Learning English: 2017 Q1",
            date(2017, 4, 17),
            f"/libraries/riverton/reports/{line.report_id}/review/",
            "Approve or return",
        )
    }


def test_backbone_is_asked_where_it_approves_but_not_about_its_own(cast, line):
    backbone = cast.riverton.backbone

    assert [item.organization_id for item in due(line, BACKBONE)] == [backbone.pk]
    Member.objects.filter(organization=cast.riverton.maple).update(role=MemberRole.BACKBONE)
    assert [item.organization_id for item in due(line, BACKBONE)] == [backbone.pk]
    Member.objects.filter(organization=backbone).update(left_on=date(2017, 4, 16))
    assert due(line, BACKBONE) == []


def test_reminder_goes_to_the_owner_on_the_staff(cast, line):
    own = Organization.objects.get(library=cast.riverton.library, is_own=True)
    cole = make.make_person(own, name="Cole", email="cole@example.org", user=cast.cole.user)
    make.make_rule(cast.riverton.library, owner=cast.mara.user, source=STAFF.key, offsets=(0,))

    plan_reminders(now=datetime(2017, 4, 16, 16, tzinfo=UTC))

    row = Reminder.objects.get()
    assert (row.recipient, row.anchor_on, row.is_for_staff) == (cole, date(2017, 4, 17), True)


@pytest.mark.parametrize(
    "source", ["agenda_unsigned", "goal_review", "session_due", "report_approval", "report_approval_backbone"]
)
def test_rule_of_a_partnership_is_tried_out_and_saved_for_every_source(cast, client_of, line, source):
    page = reverse("reminder_rule", args=["riverton", cast.riverton.partnership.pk]) + f"?source={source}"
    client, form = client_of("cole"), {"days_before": "3", "send_at": "09:00", "is_active": "on"}

    proposed = client.get(page)
    tried = client.post(page, form | {"preview": "1"})
    before = ReminderRule.objects.filter(source=source, partnership__isnull=False).count()
    client.post(page, form)

    assert (proposed.status_code, tried.status_code, before) == (200, 200, 0)
    rule = ReminderRule.objects.get(source=source, partnership=cast.riverton.partnership)
    assert (rule.offsets, rule.is_active) == ([-3], True)
