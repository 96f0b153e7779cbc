"""A measure's series in words, state and table."""

from datetime import date
from decimal import Decimal

import pytest

from measurements.aggregation import Total
from measurements.models import Measure, Period
from measurements.series import SeriesPoint
from measurements.views.figures import figure_of

DUE = date(2017, 4, 15)
AFTER = date(2017, 4, 16)


def _point(label, value, *, reported=2, expected=2, due_on=DUE, target=Decimal(150)):
    period = Period(pk=len(label), label=label, due_on=due_on, starts_on=DUE, next_starts_on=AFTER)
    total = Total(value if value is None else Decimal(value), reported, expected)
    return SeriesPoint(period, total, target)


def _measure():
    return Measure(pk=1, name="Learners", unit="learners", direction="increase")


def test_partial_total_before_the_due_day_is_told_and_not_drawn():
    series = [_point("2016 Q4", 140, due_on=date(2017, 1, 15)), _point("2017 Q1", 30, reported=1)]

    figure = figure_of(_measure(), series, on=DUE)

    assert figure.summary == (
        "140 learners in 2016 Q4, from 2 of 2 members. "
        "So far 30 learners in 2017 Q1, from 1 of 2 members. The target is 150."
    )
    assert "2017 Q1</text>" not in figure.svg
    assert [row[0] for row in figure.rows] == ["2017 Q1", "2016 Q4"]


def test_partial_total_after_the_due_day_counts_and_says_from_how_many():
    series = [_point("2016 Q4", 140), _point("2017 Q1", 30, reported=1)]

    figure = figure_of(_measure(), series, on=AFTER)

    assert figure.summary == "30 learners in 2017 Q1, from 1 of 2 members. The target is 150."
    assert (figure.state, figure.rows[0]) == ("off", ["2017 Q1", "30", "150", "1 of 2 members"])


@pytest.mark.parametrize(
    ("values", "target", "state"),
    [
        ([100, 150], Decimal(150), "on_target"),
        ([100, 120], Decimal(150), "watch"),
        ([120, 100], Decimal(150), "off"),
        ([120], Decimal(150), "off"),
        ([0], Decimal(0), "on_target"),
        ([120], None, "no_target"),
        ([None], Decimal(150), "no_data"),
        ([], Decimal(150), "no_data"),
    ],
    ids=["met", "rising", "falling", "first", "target 0", "no target", "silent", "nothing"],
)
def test_state_against_the_target(values, target, state):
    series = [_point(f"2017 Q{number}", value, target=target) for number, value in enumerate(values, start=1)]

    assert figure_of(_measure(), series, on=AFTER).state == state


def test_names_are_escaped_in_the_drawing():
    measure = Measure(pk=1, name="<b>Learners</b>", unit="<i>", direction="increase")

    svg = figure_of(measure, [_point("2017 Q1", 3)], on=AFTER).svg

    assert "<b>" not in svg
    assert "<i>" not in svg
