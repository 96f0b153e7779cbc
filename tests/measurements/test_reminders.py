"""Reports that fall due, as the reminders see them."""

from datetime import date
from decimal import Decimal

import pytest

from measurements.domain.observations import Answer, save_draft, submit_report
from measurements.models import Assignment, Period, Report
from measurements.reminders import ReportDue
from partners.choices import AccessRole, SkipReason
from partners.models import Member
from partners.reminders.sources import DueItem, Line, PlannedReminder, RuleScope, registry
from tests import make
from tests.measurements.conftest import NOW

APRIL = {"since": date(2017, 4, 1), "until": date(2017, 4, 30)}


def _due(desk, **window):
    scope = RuleScope(desk.report.library_id, desk.report.partnership_id)
    return list(ReportDue().due_items([scope], **(window or APRIL)))


def _planned(desk, *, offset_days=1, anchor_on=date(2017, 4, 15), subject_id=None):
    subject = desk.report.pk if subject_id is None else subject_id
    return PlannedReminder(1, desk.report.library_id, subject, 1, anchor_on, offset_days)


def _skip(desk, **fields):
    return ReportDue().still_open([_planned(desk, **fields)])[1]


def _hand_in(desk):
    save_draft(desk.report, by=desk.pia, now=NOW, answer=Answer(desk.measure, "number", Decimal(130)))
    submit_report(desk.report, by=desk.pia, now=NOW)


def test_source_is_registered():
    source = registry.get("report_due")

    assert (source.reminder_class, source.default_offsets) == ("obligation", (-10, -2, 1, 8, 15))
    assert source.audience == {AccessRole.REPORTER, AccessRole.APPROVER}


def test_expected_sheets_fall_due(desk):
    first, second = _due(desk)

    assert first == DueItem(
        subject_id=desk.report.pk,
        library_id=desk.report.library_id,
        organization_id=desk.cast.riverton.maple.pk,
        anchor_on=date(2017, 4, 15),
        title="Neighbors Learning English: 2017 Q1",
        partnership_id=desk.report.partnership_id,
    )
    assert second.subject_id == desk.oak_report.pk


def test_running_period_can_be_announced_before_it_is_over(desk):
    items = _due(desk, since=date(2017, 7, 15), until=date(2017, 7, 15))

    assert [item.title for item in items] == ["Neighbors Learning English: 2017 Q2"] * 2


def test_handed_in_sheets_do_not_fall_due(desk):
    _hand_in(desk)

    assert [item.subject_id for item in _due(desk)] == [desk.oak_report.pk]


def test_half_answered_sheet_still_falls_due(desk):
    make.make_assignment(make.make_measure(desk.goal, calendar=desk.calendar, name="Hours"), desk.maple)
    _hand_in(desk)

    assert len(_due(desk)) == 2
    assert _skip(desk) is None


def test_other_partnerships_and_libraries_do_not_fall_due(desk):
    scope = RuleScope(desk.cast.twin.library.pk)

    assert list(ReportDue().due_items([scope], **APRIL)) == []


def test_open_sheet_is_still_needed(desk):
    assert _skip(desk) is None


def test_sheet_handed_in_meanwhile_is_already_reported(desk):
    _hand_in(desk)

    assert _skip(desk) == SkipReason.ALREADY_REPORTED


def test_ended_assignment_left_member_and_unknown_sheet_are_not_expected(desk):
    Assignment.objects.filter(member=desk.maple).update(ends_on="2017-03-30")
    Member.objects.filter(pk=desk.oak.pk).update(left_on="2017-03-30")

    assert _skip(desk) == SkipReason.NOT_EXPECTED
    assert _skip(desk, subject_id=desk.oak_report.pk) == SkipReason.NOT_EXPECTED
    assert _skip(desk, subject_id=0) == SkipReason.NOT_EXPECTED


def test_moved_due_day_and_closed_period_stop_a_reminder(desk):
    assert _skip(desk, anchor_on=date(2017, 4, 14)) == SkipReason.DUE_DAY_CHANGED
    assert _skip(desk, offset_days=16) == SkipReason.NOT_EXPECTED


def test_line_says_which_report_and_leads_to_it(desk):
    assert ReportDue().lines([_planned(desk)])[1] == Line(
        title="Neighbors Learning English: 2017 Q1",
        due_on=date(2017, 4, 15),
        url=f"/libraries/riverton/reports/{desk.report.pk}/",
        action="Fill in the report",
    )


@pytest.mark.parametrize("call", ["still_open", "lines", "due_items"])
def test_queries_do_not_grow_with_reports(desk, call, django_assert_max_num_queries):
    for number in range(3):
        member = make.make_member(
            desk.cast.riverton.partnership,
            make.make_organization(desk.cast.riverton.library, name=f"E{number}"),
        )
        make.make_assignment(desk.measure, member)
        make.make_report(member, Period.objects.get(label="2017 Q1"))
    planned = [_planned(desk, subject_id=pk) for pk in Report.objects.values_list("pk", flat=True)]

    with django_assert_max_num_queries(3):
        if call == "due_items":
            assert len(_due(desk)) == 5
        else:
            getattr(ReportDue(), call)(planned)
