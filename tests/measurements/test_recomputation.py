"""Every total worked out a second time, in plain SQL, on figures thrown at random."""

import random
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import connection

from measurements.aggregation import Aggregation
from measurements.by_category import published_parts
from measurements.models import Observation, SliceCategory
from measurements.series import range_total, read_figures, total_of
from partners.models import Member
from tests import make
from tests.measurements.conftest import NOW

QUARTERS = [date(2016, 1, 1), date(2016, 4, 1), date(2016, 7, 1), date(2016, 10, 1), date(2017, 1, 1)]
COUNTS = "state = 'approved' AND content = 'number' AND measure_id = %s"
FROM = " FROM measurements_observation o WHERE {counts} AND period_id IN ({periods})"
ADDED = "SELECT SUM(value), NULL" + FROM
POOLED = "SELECT SUM(numerator), SUM(denominator)" + FROM
WEIGHTED = "SELECT SUM(value * n), SUM(n)" + FROM
# The latest figure of each member in the periods that are looked at.
NEWEST = ADDED + (  # noqa: S608 - nothing here is typed by anybody
    " AND NOT EXISTS (SELECT 1 FROM measurements_observation l WHERE l.organization_id = o.organization_id"
    " AND l.measure_id = o.measure_id AND l.state = 'approved' AND l.content = 'number'"
    " AND l.period_id IN ({periods}) AND l.period_id > o.period_id)"
)
IN_A_PERIOD = {
    Aggregation.SUM: ADDED,
    Aggregation.LATEST: ADDED,
    Aggregation.UNIQUE: ADDED,
    Aggregation.CUMULATIVE: NEWEST,
    Aggregation.PERCENT: POOLED,
    Aggregation.MEAN: WEIGHTED,
}
OVER_PERIODS = IN_A_PERIOD | {Aggregation.LATEST: NEWEST}


def _asked(sql, measure, periods):
    """Return the answer of the database; whole and half numbers are exact in its arithmetic too."""
    marks = ", ".join(str(period.pk) for period in periods)
    with connection.cursor() as cursor:
        cursor.execute(sql.format(counts=COUNTS, periods=marks), [measure.pk])
        part, whole = cursor.fetchone()
    if part is None:
        return None
    if whole is None:
        return Decimal(str(part))
    return Decimal(str(part)) / Decimal(str(whole)) if whole else None


def _values(dice, aggregation):
    if aggregation == Aggregation.PERCENT:
        whole = dice.choice([0, 1, 10, 40])
        return {"value": None, "numerator": Decimal(dice.randint(0, whole)), "denominator": Decimal(whole)}
    value = {"value": Decimal(dice.randint(0, 400)) / 2}
    return value | ({"n": Decimal(dice.randint(1, 40))} if aggregation == Aggregation.MEAN else {})


def _thrown(desk, aggregation, seed):
    dice = random.Random(seed)  # noqa: S311 - not a secret
    calendar = make.make_calendar(desk.measure.partnership, frequency="monthly")
    measure = make.make_measure(desk.goal, calendar=calendar, name="Thrown", aggregation=aggregation)
    periods = [
        make.make_period(calendar, starts_on=start, next_starts_on=following)
        for start, following in pairwise(QUARTERS)
    ]
    for member in Member.objects.filter(partnership=measure.partnership):
        make.make_assignment(measure, member)
        for period in periods:
            if dice.random() < 0.8:
                _given(desk, dice, make.make_report(member, period), measure)
    return measure, periods


def _given(desk, dice, report, measure):
    state = dice.choice(["approved", "approved", "approved", "submitted", "draft"])
    decided = {"decided_by": desk.cole, "decided_at": NOW} if state == "approved" else {}
    content = dice.choice(["number", "number", "number", "not_applicable", "not_collected"])
    values = _values(dice, measure.aggregation)
    if content != "number":
        values = {"value": None, "content": content, "reason": "So it was"}
    make.make_observation(report, measure, by=desk.pia, state=state, **values, **decided)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("aggregation", IN_A_PERIOD)
def test_total_of_each_period_is_what_the_database_says(desk, aggregation, seed):
    measure, periods = _thrown(desk, aggregation, seed)
    figures = read_figures([measure])

    ours = [total_of(figures, measure, period).value for period in periods]

    until = [periods[: place + 1] if aggregation == "cumulative" else [periods[place]] for place in range(4)]
    assert Observation.objects.filter(measure=measure, state="approved").exists()
    assert ours == [_asked(IN_A_PERIOD[aggregation], measure, some) for some in until]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("aggregation", OVER_PERIODS)
def test_total_of_the_year_is_what_the_database_says(desk, aggregation, seed):
    measure, periods = _thrown(desk, aggregation, seed)

    total = range_total(read_figures([measure]), measure, date(2016, 1, 1), date(2016, 12, 31))

    theirs = None if aggregation == "unique" else _asked(OVER_PERIODS[aggregation], measure, periods)
    assert total.value == theirs


IN_A_CATEGORY = {
    Aggregation.SUM: "SUM(s.value), NULL",
    Aggregation.PERCENT: "SUM(s.numerator), SUM(s.denominator)",
    Aggregation.MEAN: "SUM(s.value * s.n), SUM(s.n)",
}
BY_CATEGORY = (
    "SELECT c.name, {sums} FROM measurements_slice s"
    " JOIN measurements_slicecategory c ON c.id = s.category_id"
    " JOIN measurements_observation o ON o.id = s.observation_id"
    " WHERE o.state = 'approved' AND o.content = 'number' AND o.measure_id = %s AND o.period_id = %s"
    " GROUP BY c.name"
)


def _thrown_parts(measure, seed):
    """Give every line parts of its own kind."""
    dice = random.Random(seed)  # noqa: S311 - not a secret
    categories = list(SliceCategory.objects.all())
    for line in Observation.objects.filter(measure=measure, content="number"):
        for category in dice.sample(categories, 2):
            make.make_slice(line, category, **_values(dice, measure.aggregation))


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("aggregation", IN_A_CATEGORY)
def test_total_of_each_category_is_what_the_database_says(desk, aggregation, seed):
    make.make_dimension(desk.cast.riverton.library)
    measure, periods = _thrown(desk, aggregation, seed)
    _thrown_parts(measure, seed)
    scope = desk.cast.mara.scope

    for period in periods:
        results = published_parts(scope, measure, period, threshold=Decimal(5))
        ours = {row.name: _value(row.part) for result in results for row in result.rows}

        with connection.cursor() as cursor:
            cursor.execute(BY_CATEGORY.format(sums=IN_A_CATEGORY[aggregation]), [measure.pk, period.pk])
            theirs = {name: _divided(part, whole) for name, part, whole in cursor.fetchall()}
        assert ours == theirs


def _value(part):
    if part.denominator is None:
        return part.value
    return part.numerator / part.denominator if part.denominator else None


def _divided(part, whole):
    if whole is None:
        return Decimal(str(part))
    return Decimal(str(part)) / Decimal(str(whole)) if whole else None
