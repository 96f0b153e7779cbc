"""The dashboard of 20 headline measures with 60 periods each, in empty views.

python3 manage.py test tests/benchmarks/bench_dashboard.py -s
"""

import time
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from measurements.choices import Content, ObservationState
from measurements.models import Measure, Observation, Period, Report
from measurements.periods import period_label, period_number
from partners.models import Member
from tests import make
from tests.measurements.conftest import NOW

MEASURES, PERIODS, BAR, MOST_QUERIES = 20, 60, 45, 12
ROUNDS = 7

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.benchmarks.urls")]


@pytest.fixture
def dashboard(cast):
    """Two members report 20 measures every month for five years, all approved."""
    partnership = cast.riverton.partnership
    anchor = date(2012, 1, 1)
    calendar = make.make_calendar(partnership, frequency="monthly", anchor_on=anchor)
    goal = make.make_goal(partnership)
    dates = [period_number(anchor, "monthly", k) for k in range(PERIODS)]
    shared = {"library": partnership.library, "partnership": partnership}
    periods = Period.objects.bulk_create(
        Period(
            **shared,
            calendar=calendar,
            starts_on=row.starts_on,
            next_starts_on=row.next_starts_on,
            label=period_label(row, "monthly"),
            due_on=row.ends_on + timedelta(days=15),
        )
        for row in dates
    )
    Member.objects.update(joined_on=date(2010, 1, 1))
    members = Member.objects.filter(partnership=partnership, role="partner")
    reports = Report.objects.bulk_create(
        Report(**shared, organization_id=member.organization_id, member=member, period=period)
        for member in members
        for period in periods
    )
    for number in range(MEASURES):
        measure = make.make_measure(goal, calendar=calendar, name=f"Measure {number}", is_headline=True)
        for member in members:
            make.make_assignment(measure, member, starts_on=date(2010, 1, 1))
        Observation.objects.bulk_create(_line(measure, report, cast) for report in reports)
    return f"/libraries/riverton/partnerships/{partnership.pk}/headlines/"


def _line(measure: Measure, report: Report, cast) -> Observation:
    return Observation(
        library=report.library,
        partnership=report.partnership,
        organization_id=report.organization_id,
        report=report,
        measure=measure,
        period=report.period,
        state=ObservationState.APPROVED,
        content=Content.NUMBER,
        value=Decimal(50 + (report.pk * 7 + measure.pk) % 60),
        given_by=cast.pia.user,
        first_submitted_at=NOW,
        submitted_at=NOW,
        decided_by=cast.cole.user,
        decided_at=NOW,
    )


def _cost(client, address) -> float:
    client.get(address)
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        client.get(address)
        rounds.append((time.process_time() - start) * 1000)
    return median(rounds)


def test_twenty_charts_of_sixty_points_stay_within_the_bar(dashboard, cast, capsys):
    client = Client()
    client.force_login(cast.mara.user)
    empty, page = _cost(client, "/empty/"), _cost(client, dashboard)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(dashboard)

    with capsys.disabled():
        print(f"\nempty view: {empty:.2f} ms; dashboard: {page:.1f} ms, {page / empty:.1f} E of {BAR}")
        print(f"{len(queries)} queries, {len(answer.content) / 1000:.0f} KB")
    assert len(answer.context["cards"]) == MEASURES
    assert len(queries) <= MOST_QUERIES
    assert page / empty <= BAR
