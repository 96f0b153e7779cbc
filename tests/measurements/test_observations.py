"""Filling in, handing in, approving and returning."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from measurements.domain.observations import (
    Answer,
    approve,
    approve_report,
    fill_in_report,
    return_observation,
    save_draft,
    submit_report,
)
from measurements.models import Observation
from partners.domain.versions import Stale
from partners.models import AuditEvent, Member
from tests import make
from tests.measurements.conftest import NOW

LAST_MOMENT = datetime(2017, 5, 1, 6, 59, 59, tzinfo=UTC)  # 30 April, 23:59:59 in Los Angeles


def _type(desk, value=130, *, version=0, now=NOW, content="number", reason=""):
    value = None if value is None else Decimal(value)
    return save_draft(
        desk.report,
        by=desk.pia,
        now=now,
        answer=Answer(desk.measure, content, value, reason, version),
    )


def _submit(desk, value=130):
    _type(desk, value)
    return submit_report(desk.report, by=desk.pia, now=NOW)[0]


def test_line_exists_from_the_first_keystroke(desk):
    line = _type(desk, 130)

    assert (line.state, line.value, line.given_by, line.version) == ("draft", Decimal(130), desk.pia, 1)


def test_zero_is_a_number(desk):
    assert _type(desk, 0).value == 0


def test_empty_answer_makes_no_line(desk):
    assert _type(desk, None) is None
    assert not Observation.objects.exists()


def test_emptied_draft_is_gone_but_not_once_it_was_handed_in(desk):
    _type(desk, 130)
    assert _type(desk, None, version=1) is None
    assert not Observation.objects.exists()

    line = _submit(desk)

    with pytest.raises(ValidationError, match="give a number, or say why"):
        _type(desk, None, version=line.version)


def test_second_browser_is_told_instead_of_overwriting(desk):
    _type(desk, 130)

    with pytest.raises(Stale) as stale:
        _type(desk, 999)

    assert (stale.value.current.value, Observation.objects.get().value) == (130, 130)


def test_history_does_not_tell_what_a_draft_says(desk):
    _type(desk, 130)
    _type(desk, 131, version=1)

    events = AuditEvent.objects.filter(action__startswith="observation.").order_by("pk")

    assert [(event.action, event.changes) for event in events] == [
        ("observation.begun", {}),
        ("observation.drafted", {}),
    ]
    assert "13" not in events[0].subject_label


def test_submitting_tells_history_and_keeps_the_first_moment(desk):
    line = _submit(desk)
    _type(desk, 131, version=line.version)
    again = submit_report(desk.report, by=desk.pia, now=datetime(2017, 4, 20, tzinfo=UTC))[0]

    assert (again.first_submitted_at, again.submitted_at) == (NOW, datetime(2017, 4, 20, tzinfo=UTC))
    told = AuditEvent.objects.filter(action="report.submitted").order_by("pk")
    assert [event.changes[desk.measure.name] for event in told] == [[None, "130"], [None, "131"]]
    assert told[0].acting_for == desk.cast.riverton.maple


def test_submitted_line_may_be_withdrawn_until_it_is_approved(desk):
    line = _submit(desk)

    changed = _type(desk, 131, version=line.version)

    assert (changed.state, changed.value) == ("draft", 131)
    assert AuditEvent.objects.filter(action="observation.withdrawn").exists()


def test_approved_line_is_locked_by_name_and_day(desk):
    approve(_submit(desk), by=desk.cole, now=NOW, version=2)

    with pytest.raises(ValidationError, match="Approved by Cole on April 10, 2017"):
        _type(desk, 131, version=3)


def test_nobody_approves_a_figure_they_gave(desk):
    line = make.make_observation(desk.report, desk.measure, by=desk.cole)

    with pytest.raises(ValidationError, match="You gave this figure yourself"):
        approve(line, by=desk.cole, now=NOW, version=1)

    assert approve(line, by=desk.mara, now=NOW, version=1).state == "approved"


def test_two_who_approve_at_once_do_not_both_succeed(desk):
    line = _submit(desk)
    approve(line, by=desk.cole, now=NOW, version=2)

    with pytest.raises(Stale) as stale:
        approve(line, by=desk.mara, now=NOW, version=2)

    assert stale.value.current.decided_by == desk.cole


def test_figure_changed_while_it_was_looked_at_is_not_approved(desk):
    line = _submit(desk)
    changed = _type(desk, 999, version=line.version)
    submit_report(desk.report, by=desk.pia, now=NOW)

    with pytest.raises(Stale):
        approve_report(desk.report, by=desk.cole, now=NOW, versions={changed.pk: 2})

    assert Observation.objects.get().state == "submitted"


def test_approving_all_leaves_own_figures_waiting(desk):
    hours = make.make_measure(desk.goal, calendar=desk.calendar, name="Hours")
    first = make.make_observation(desk.report, desk.measure, by=desk.pia)
    second = make.make_observation(desk.report, hours, by=desk.cole)
    versions = {first.pk: 1, second.pk: 1}

    done = approve_report(desk.report, by=desk.cole, now=NOW, versions=versions)

    assert done == [first]
    with pytest.raises(ValidationError, match="You gave these figures yourself"):
        approve_report(desk.report, by=desk.cole, now=NOW, versions=versions)
    assert approve_report(desk.report, by=desk.mara, now=NOW, versions=versions) == [second]


def test_approving_all_is_all_or_none(desk):
    hours = make.make_measure(desk.goal, calendar=desk.calendar, name="Hours")
    first = make.make_observation(desk.report, desk.measure, by=desk.pia)
    second = make.make_observation(desk.report, hours, by=desk.pia)

    with pytest.raises(Stale):
        approve_report(desk.report, by=desk.cole, now=NOW, versions={first.pk: 1, second.pk: 7})

    assert not Observation.objects.filter(state="approved").exists()


def test_returning_needs_a_reason_and_editing_keeps_it(desk):
    line = _submit(desk)
    with pytest.raises(ValidationError, match="Say what should be looked at"):
        return_observation(line, by=desk.cole, now=NOW, version=2, reason="  ")

    returned = return_observation(line, by=desk.cole, now=NOW, version=2, reason="Is this a year's total?")
    changed = _type(desk, 30, version=3)

    assert (returned.state, changed.state, changed.returned_reason) == (
        "returned",
        "draft",
        "Is this a year's total?",
    )


@pytest.mark.parametrize("content", ["not_applicable", "not_collected"])
def test_no_number_needs_a_reason_when_it_is_handed_in(desk, content):
    line = _type(desk, None, content=content)
    with pytest.raises(ValidationError, match="Say why there is no number"):
        submit_report(desk.report, by=desk.pia, now=NOW)

    _type(desk, None, content=content, reason="Closed for repairs", version=line.version)

    assert submit_report(desk.report, by=desk.pia, now=NOW)[0].state == "submitted"


def test_nothing_to_hand_in_is_said(desk):
    with pytest.raises(ValidationError, match="nothing to hand in"):
        submit_report(desk.report, by=desk.pia, now=NOW)


def test_line_can_be_changed_to_the_last_second_of_the_closing_day(desk):
    assert _type(desk, 130, now=LAST_MOMENT).value == 130

    with pytest.raises(ValidationError, match="Closed on April 30, 2017 at midnight"):
        _type(desk, 131, now=datetime(2017, 5, 1, 7, tzinfo=UTC), version=1)


def test_running_period_is_not_open_yet(desk):
    with pytest.raises(ValidationError, match="This period opens on April 1, 2017"):
        _type(desk, 130, now=datetime(2017, 3, 31, 23, tzinfo=UTC))


def test_member_who_left_before_the_end_cannot_report(desk):
    Member.objects.filter(pk=desk.maple.pk).update(left_on="2017-03-30")

    with pytest.raises(ValidationError, match="left the partnership on March 30, 2017"):
        _type(desk, 130)


def test_leaving_locks_what_was_begun(desk):
    _type(desk, 130)
    Member.objects.filter(pk=desk.maple.pk).update(left_on="2017-03-30")

    with pytest.raises(ValidationError, match="left the partnership on March 30, 2017"):
        _type(desk, 131, version=1)


def test_measure_that_is_not_assigned_is_refused(desk):
    other = make.make_measure(desk.goal, calendar=desk.calendar, name="Hours")

    with pytest.raises(ValidationError, match="Hours is not asked for here"):
        save_draft(desk.report, by=desk.pia, now=NOW, answer=Answer(other, "number", Decimal(1)))


def test_saving_several_lines_is_all_or_none(desk):
    other = make.make_measure(desk.goal, calendar=desk.calendar, name="Hours")
    answers = [Answer(desk.measure, "number", Decimal(130)), Answer(other, "number", Decimal(5))]

    with pytest.raises(ValidationError, match="Hours is not asked for here"):
        fill_in_report(desk.report, by=desk.pia, now=NOW, answers=answers)

    assert not Observation.objects.exists()
