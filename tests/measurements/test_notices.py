"""Who is told what about reports."""

from datetime import timedelta
from decimal import Decimal

from measurements.domain.observations import Answer, approve_report, fill_in_report, return_observation
from measurements.models import Observation
from measurements.notices import REPORT_HANDED_IN
from partners.models import Notice
from tests.measurements.conftest import NOW

REPORT = "Maple Homework Club: 2017 Q1"


def _hand_in(desk, *, value=130, version=0, now=NOW):
    answer = Answer(desk.measure, "number", Decimal(value), version=version)
    fill_in_report(desk.report, by=desk.pia, now=now, answers=[answer], submit=True)
    return Observation.objects.get(report=desk.report)


def _told(user):
    return [notice.sentence for notice in Notice.objects.filter(user=user).unread()]


def test_report_is_told_to_those_who_may_review_it(desk):
    _hand_in(desk)

    told = Notice.objects.filter(kind=REPORT_HANDED_IN)
    assert set(told.values_list("user", flat=True)) == {
        desk.mara.pk,
        desk.cole.pk,
        desk.cast.bea.user.pk,
    }
    assert _told(desk.mara) == [f"Pia handed in a report to review: {REPORT}."]


def test_approval_is_told_to_the_giver_and_settles_the_reviewers(desk):
    line = _hand_in(desk)

    approve_report(desk.report, by=desk.cole, now=NOW, versions={line.pk: line.version})

    assert _told(desk.pia) == [f"Cole approved figures of your report: {REPORT}."]
    assert _told(desk.mara) == []


def test_return_is_told_with_the_way_to_the_sheet_and_told_again_to_reviewers_later(desk):
    line = _hand_in(desk)
    line = return_observation(line, by=desk.cole, now=NOW, version=line.version, reason="Count twice?")

    assert _told(desk.pia) == [f"Cole sent your report back for another look: {REPORT}."]
    assert Notice.objects.get(user=desk.pia).url == desk.report.get_absolute_url()

    _hand_in(desk, value=140, version=line.version, now=NOW + timedelta(hours=1))
    assert _told(desk.mara) == [f"Pia handed in a report to review: {REPORT}."]
