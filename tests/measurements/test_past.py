"""Figures as they stood on an earlier day, although they were contested, settled or replaced since."""

from datetime import timedelta
from decimal import Decimal

import pytest

from measurements.domain.behalf import enter_on_behalf
from measurements.domain.claims import contest_figure, settle_claim
from measurements.domain.observations import Answer, approve
from measurements.past import lines_as_of
from partners.models import Person
from tests.measurements.conftest import NOW

DAY = timedelta(days=1)


@pytest.fixture
def told(desk):
    """A figure that Pia told and Cole typed and approved."""
    giver = Person.objects.get(user=desk.pia)
    answers = [Answer(desk.measure, "number", Decimal(130))]
    line = enter_on_behalf(desk.report, by=desk.cole, now=NOW, giver=giver, answers=answers)[0]
    return approve(line, by=desk.cole, now=NOW, version=1)


def _values(desk, moment):
    return [line.value for line in lines_as_of([desk.measure.pk], moment)]


@pytest.mark.parametrize(
    ("outcome", "afterwards"), [("kept", [Decimal(130)]), ("reopened", [])], ids=["kept", "reopened"]
)
def test_figure_contested_then_is_out_of_totals_of_that_day_however_it_was_settled(
    desk, told, outcome, afterwards
):
    claim = contest_figure(told, by=desk.pia, now=NOW + 2 * DAY, reason="I said 103.")
    settle_claim(claim, by=desk.mara, now=NOW + 6 * DAY, version=1, outcome=outcome, answer="We looked.")

    found = [_values(desk, NOW + days * DAY) for days in (1, 3, 7)]

    assert found == [[Decimal(130)], [], afterwards]


def test_figure_that_is_contested_still_counts_on_the_days_before(desk, told):
    contest_figure(told, by=desk.pia, now=NOW + 2 * DAY, reason="I said 103.")

    assert [_values(desk, NOW + days * DAY) for days in (1, 3)] == [[Decimal(130)], []]
