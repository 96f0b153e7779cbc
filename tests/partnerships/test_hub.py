"""The page of one partnership."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from measurements.models import Observation
from partners.models import Member
from tests import make

APRIL = "2017-04-10 17:00:00Z"
pytestmark = pytest.mark.usefixtures("april")


@pytest.fixture
def april():
    with time_machine.travel(APRIL, tick=False):
        yield


@pytest.fixture
def quarter(cast):
    """One measure, one period that is over, and Maple's report for it."""
    partnership = cast.riverton.partnership
    calendar = make.make_calendar(partnership, anchor_on=date(2017, 1, 1))
    measure = make.make_measure(make.make_goal(partnership), calendar=calendar)
    maple = Member.objects.get(partnership=partnership, organization=cast.riverton.maple)
    make.make_assignment(measure, maple)
    return make.make_report(maple, make.make_period(calendar)), measure


def _url(cast):
    return reverse("partnership", args=["riverton", cast.riverton.partnership.pk])


def _text(answer):
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("mara", 200),
        ("cole", 200),
        ("vera", 200),
        ("otto", 404),
        ("pia", 200),
        ("bea", 200),
        ("nick", 404),
        ("fay", 200),
        ("nobody", 302),
    ],
)
def test_who_opens_a_partnership(cast, quarter, client_of, name, status):
    assert client_of(name).get(_url(cast)).status_code == status


def test_hub_counts_what_the_plan_lacks_as_its_own_page_does(cast, quarter, client_of):
    _report, measure = quarter
    make.make_derived(measure, make.make_measure(measure.goal, calendar=measure.calendar, name="Tutors"))
    client = client_of("mara")

    page = client.get(reverse("plan_gaps", args=["riverton", cast.riverton.partnership.pk]))
    hub = client.get(_url(cast))

    assert hub.context["gap_count"] == page.context["count"] > 0


def test_goal_without_measures_and_partnership_without_goals_say_so(cast, client_of):
    assert "No goals yet" in _text(client_of("mara").get(_url(cast)))
    make.make_goal(cast.riverton.partnership)
    assert "No measure yet" in _text(client_of("mara").get(_url(cast)))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("cole", {"Add a goal", "Add a measure", "Add a member"}),
        ("bea", {"Add a goal", "Add a measure"}),
        ("vera", set()),
        ("pia", set()),
        ("fay", set()),
    ],
)
def test_links_are_for_those_who_may_follow_them(cast, quarter, client_of, name, words):
    text = _text(client_of(name).get(_url(cast)))

    assert {word for word in ("Add a goal", "Add a measure", "Add a member") if word in text} == words


def test_partner_finds_the_own_report_first(cast, quarter, client_of):
    report, _measure = quarter

    text = _text(client_of("pia").get(_url(cast)))

    assert text.index("Your report") < text.index("Adults speak English")
    assert f'href="/libraries/riverton/reports/{report.pk}/"' in text
    assert "Your report" not in _text(client_of("vera").get(_url(cast)))


def test_funder_sees_totals_and_not_who_reported(cast, quarter, client_of):
    report, measure = quarter
    make.make_observation(
        report,
        measure,
        by=cast.pia.user,
        state="approved",
        decided_by=cast.cole.user,
        decided_at="2017-04-09 17:00:00Z",
    )

    text = _text(client_of("fay").get(_url(cast)))

    assert "130 learners in 2017 Q1, from 1 of 1 members." in text
    assert "Reports for 2017 Q1" not in text


def test_draft_of_another_member_does_not_show(cast, quarter, client_of):
    report, measure = quarter
    make.make_observation(report, measure, by=cast.pia.user, value=4711, state="draft")
    oak_user = make.make_user()
    make.make_access(make.make_person(cast.riverton.oak, user=oak_user))
    client = client_of("nobody")
    client.force_login(oak_user)

    text = _text(client.get(_url(cast)))

    assert "Expected" in text
    assert "Draft" not in text
    assert "Draft" in _text(client_of("vera").get(_url(cast)))
    assert "4,711" not in _text(client_of("vera").get(_url(cast)))


@pytest.mark.parametrize(
    ("name", "count"), [(name, count) for name in ("pia", "mara", "bea", "fay") for count in (1, 3)]
)
def test_partnership_takes_seventeen_queries_at_most(quarter, client_of, name, count, request):
    cast, limit = request.getfixturevalue("cast"), request.getfixturevalue("django_assert_max_num_queries")
    report, measure = quarter
    periods = [report.period, *_more_periods(measure.calendar, count - 1)]
    for number in range(count):
        goal = make.make_goal(cast.riverton.partnership, title=f"Goal {number}")
        other = make.make_measure(goal, calendar=measure.calendar, name=f"Hours {number}")
        elm = make.make_organization(cast.riverton.library, name=f"Elm {number}")
        member = make.make_member(cast.riverton.partnership, elm)
        make.make_assignment(other, member)
        for period in periods:
            make.make_observation(make.make_report(member, period), other, by=cast.pia.user)
    assert Observation.objects.count() == count * count
    client = client_of(name)

    with limit(17):
        client.get(_url(cast))


def _more_periods(calendar, count):
    return [
        make.make_period(
            calendar,
            starts_on=date(2016 - number, 1, 1),
            next_starts_on=date(2016 - number, 4, 1),
            due_on=date(2016 - number, 4, 15),
            label=f"{2016 - number} Q1",
        )
        for number in range(count)
    ]
