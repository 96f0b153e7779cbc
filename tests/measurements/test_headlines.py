"""The dashboards: headline measures with their latest total, way, comparison and records."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from measurements.domain.lines import keep_revision
from measurements.models import Assignment, Measure, Observation
from tests import make
from tests.measurements.conftest import NOW

pytestmark = pytest.mark.usefixtures("april")


@pytest.fixture
def headline(desk):
    """The measure as a headline, with an earlier quarter in which Maple alone gave 100."""
    Measure.objects.filter(pk=desk.measure.pk).update(is_headline=True)
    Assignment.objects.update(starts_on=date(2016, 1, 1))
    type(desk.maple).objects.update(joined_on=date(2015, 1, 1))
    earlier = make.make_period(
        desk.calendar,
        starts_on=date(2016, 10, 1),
        next_starts_on=date(2017, 1, 1),
        due_on=date(2017, 1, 15),
        label="2016 Q4",
    )
    winter = datetime(2017, 1, 20, 18, tzinfo=UTC)
    _approved(desk, make.make_report(desk.maple, earlier), 100, at=winter)
    return desk


def _approved(desk, report, value, *, at=NOW - timedelta(days=1)):
    return make.make_observation(
        report,
        desk.measure,
        by=desk.pia,
        value=Decimal(value),
        state="approved",
        decided_by=desk.cole,
        decided_at=at,
    )


def _page(desk, name, query="", *, of="headlines"):
    client = Client()
    client.force_login(getattr(desk.cast, name).user)
    place = f"partnerships/{desk.goal.partnership_id}/headlines/" if of == "headlines" else "headlines/"
    return client.get(f"/libraries/riverton/{place}{query}")


def _cards(answer):
    return [
        (card.measure.name, card.value, card.period, card.coverage, card.target, card.state)
        for card in answer.context["cards"]
    ]


def test_card_tells_latest_total_coverage_and_target(headline):
    _approved(headline, headline.report, 130)
    _approved(headline, headline.oak_report, 20)

    cards = _cards(_page(headline, "pia"))

    assert cards == [("Learners in tutoring groups", "150", "2017 Q1", "2 of 2 members", "120", "on_target")]


def test_way_is_told_in_words(headline):
    _approved(headline, headline.report, 80)
    _approved(headline, headline.oak_report, 5)

    (card,) = _page(headline, "mara").context["cards"]

    assert "Wrong way" in card.way
    assert (card.state, card.heading.words) == ("off", "Worse for 1 period")


def test_less_is_the_right_way_when_less_is_better(headline):
    Measure.objects.filter(pk=headline.measure.pk).update(direction="decrease")
    _approved(headline, headline.report, 80)
    _approved(headline, headline.oak_report, 5)

    (card,) = _page(headline, "mara").context["cards"]

    assert "Right way" in card.way


def test_staff_read_the_comparable_change_beside_the_plain_one(headline):
    _approved(headline, headline.report, 104)
    _approved(headline, headline.oak_report, 20)

    (card,) = _page(headline, "mara").context["cards"]

    assert card.changes == ("+24 since 2016 Q4.", "+4 by the one member that reported both.")


def test_partner_reads_the_plain_change_only(headline):
    _approved(headline, headline.report, 104)
    _approved(headline, headline.oak_report, 20)

    (card,) = _page(headline, "pia").context["cards"]

    assert card.changes == ("+24 since 2016 Q4.",)


def test_other_measures_show_on_request(desk):
    assert _cards(_page(desk, "mara")) == []
    assert [row[0] for row in _cards(_page(desk, "mara", "?which=all"))] == [desk.measure.name]


def test_library_shows_each_person_their_own_partnerships(headline):
    other = make.make_goal(headline.cast.other_partnership)
    theirs = make.make_measure(other, name="Jobs found", is_headline=True)

    shown = {
        name: [row[0] for row in _cards(_page(headline, name, of="library"))] for name in ("mara", "pia")
    }

    assert shown == {"mara": [headline.measure.name, theirs.name], "pia": [headline.measure.name]}


def test_series_that_ended_over_a_year_ago_is_history(desk):
    make.make_measure(
        desk.goal, calendar=desk.calendar, name="Old", is_headline=True, ends_on=date(2016, 3, 31)
    )
    make.make_measure(
        desk.goal, calendar=desk.calendar, name="Recent", is_headline=True, ends_on=date(2016, 12, 31)
    )

    assert [row[0] for row in _cards(_page(desk, "mara"))] == ["Recent"]


def test_twenty_cards_stand_on_a_page(desk):
    for number in range(21):
        make.make_measure(desk.goal, calendar=desk.calendar, name=f"Measure {number}", is_headline=True)

    first, second = _page(desk, "mara"), _page(desk, "mara", "?page=2")

    assert (len(first.context["cards"]), first.context["next_url"]) == (20, "?page=2")
    assert (len(second.context["cards"]), second.context["next_url"]) == (1, "")


def test_totals_are_read_as_they_stood_on_a_day(headline):
    line = _approved(headline, headline.report, 130, at=datetime(2017, 4, 3, 18, tzinfo=UTC))
    keep_revision(line, by=headline.cole, now=datetime(2017, 4, 6, 18, tzinfo=UTC))
    Observation.objects.filter(pk=line.pk).update(value=90, decided_at=datetime(2017, 4, 8, 18, tzinfo=UTC))
    _approved(headline, headline.oak_report, 20, at=datetime(2017, 4, 1, 18, tzinfo=UTC))

    values = {}
    for day in (2, 3, 5, 7, 8):
        (card,) = _page(headline, "mara", f"?as_of=2017-04-0{day}").context["cards"]
        values[day] = (card.period, card.value)

    # Approved on the 3rd, opened again on the 6th, approved anew on the 8th.
    earlier = ("2016 Q4", "100")
    assert values == {
        2: earlier,
        3: ("2017 Q1", "150"),
        5: ("2017 Q1", "150"),
        7: earlier,
        8: ("2017 Q1", "110"),
    }


def test_a_day_to_come_is_refused_in_a_sentence(headline):
    answer = _page(headline, "mara", "?as_of=2017-05-01")

    assert answer.context["chooser"].errors == {
        "as_of": ["Choose a day that is over, or leave this empty for today."]
    }
