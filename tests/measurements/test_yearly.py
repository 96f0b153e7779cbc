"""Copying a year's plan into the next, with a page to check it first."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from measurements.domain.calendars import add_calendar
from measurements.domain.measures import add_measure_to
from measurements.domain.yearly import Copied, copy_year
from measurements.models import Assignment, Measure, Period, Target
from measurements.periods import Period as Year
from tests import make

LAST = Year(date(2017, 1, 1), date(2018, 1, 1))
COMING = Year(date(2018, 1, 1), date(2019, 1, 1))


def _copy(desk, target, *, measure=None):
    measure = measure or desk.measure
    return copy_year(measure.calendar, by=desk.cole, rows=[Copied(measure, target)], last=LAST, coming=COMING)


def _targets(measure):
    rows = Target.objects.filter(measure=measure).order_by("starts_on")
    return [(row.value, row.starts_on, row.ends_on) for row in rows]


def test_changed_target_begins_with_the_new_year(desk):
    before = _targets(desk.measure)

    _copy(desk, Decimal(150))

    assert _targets(desk.measure) == [*before, (Decimal(150), date(2018, 1, 1), None)]


def test_same_open_target_goes_on_by_itself(desk):
    before = _targets(desk.measure)

    _copy(desk, Decimal(120))

    assert _targets(desk.measure) == before


def test_target_that_ends_with_the_year_is_set_for_the_next(desk):
    Target.objects.update(ends_on=date(2017, 12, 31))

    _copy(desk, Decimal(120))

    assert _targets(desk.measure)[-1] == (Decimal(120), date(2018, 1, 1), date(2018, 12, 31))


def test_who_reported_until_the_end_of_the_year_is_asked_again(desk):
    Assignment.objects.filter(member=desk.maple).update(ends_on=date(2017, 12, 31))

    outcome = _copy(desk, None)

    spells = Assignment.objects.filter(member=desk.maple).order_by("starts_on")
    assert [(row.starts_on, row.ends_on) for row in spells] == [
        (date(2017, 1, 1), date(2017, 12, 31)),
        (date(2018, 1, 1), date(2018, 12, 31)),
    ]
    assert (outcome.assignments, _copy(desk, None).assignments) == (1, 0)


def test_member_that_left_is_not_asked_again(desk):
    Assignment.objects.filter(member=desk.maple).update(ends_on=date(2017, 12, 31))
    type(desk.maple).objects.filter(pk=desk.maple.pk).update(left_on=date(2017, 12, 31))

    assert _copy(desk, None).assignments == 0


def test_calendar_of_listed_days_gets_one_a_year_later(desk):
    days = [date(2017, 1, 9), date(2017, 3, 20)]
    calendar = add_calendar(
        desk.goal.partnership,
        by=desk.cole,
        values={
            "frequency": "custom",
            "anchor_on": days[0],
            "ends_on": date(2017, 6, 9),
            "due_days": 10,
            "lock_days": None,
            "opens_early": False,
            "fiscal_start_month": None,
        },
        first_days=days,
    )
    visits = add_measure_to(
        calendar, by=desk.cole, goal=desk.goal, values={"name": "Visits", "unit": "visits"}
    )
    make.make_assignment(visits, desk.oak)

    outcome = _copy(desk, Decimal(40), measure=visits)

    heir = Measure.objects.get(continues=visits)
    starts = Period.objects.filter(calendar=outcome.calendar).values_list("starts_on", flat=True)
    assert list(starts) == [date(2018, 1, 9), date(2018, 3, 20)]
    assert _targets(heir) == [(Decimal(40), date(2018, 1, 1), None)]
    assert [row.organization for row in heir.assignments.all()] == [desk.oak.organization]


@pytest.mark.usefixtures("april")
def test_coordinator_checks_and_copies_on_the_page(desk):
    client = Client()
    client.force_login(desk.cole)
    path = f"/libraries/riverton/reporting/{desk.calendar.pk}/next-year/?year=2017"
    key = desk.measure.pk

    (line,) = client.get(path).context["form"].lines()
    answer = client.post(path, {f"take-{key}": "on", f"target-{key}": "150"}, follow=True)

    assert (line["row"].total, line["target"].value()) == ("–", "120")
    assert "1 measure goes on, 1 new target, 0 renewed assignments." in answer.content.decode()
    assert _targets(desk.measure)[-1] == (Decimal(150), date(2018, 1, 1), None)


@pytest.mark.parametrize(
    ("query", "years"),
    [("", "From 2016: "), ("?year=2017", "From 2017: "), ("?year=1999", "From 2016: ")],
    ids=["in the first half", "chosen", "unknown"],
)
@pytest.mark.usefixtures("april")
def test_year_that_is_over_is_copied_first(desk, query, years):
    client = Client()
    client.force_login(desk.cole)

    answer = client.get(f"/libraries/riverton/reporting/{desk.calendar.pk}/next-year/{query}")

    assert answer.context["lead"].startswith(years)
