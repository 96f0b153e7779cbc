"""Targets by date, ways to count, quotients and figures of staff in the browser."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from measurements.choices import Aggregation
from measurements.models import Measure, StaffFigure, Target
from tests import make

pytestmark = pytest.mark.usefixtures("april")

NEW_TARGET = {"value": "150", "span": "each_period", "starts_on": "2017-04-01", "ends_on": ""}


def _url(name, row):
    return reverse(name, args=["riverton", row.pk])


def test_later_target_takes_the_place_of_the_first(desk, client_of):
    client = client_of("cole")

    client.post(_url("measure_targets", desk.measure), NEW_TARGET)

    assert list(desk.measure.targets.values_list("value", "starts_on")) == [
        (120, date(2015, 1, 1)),
        (150, date(2017, 4, 1)),
    ]
    assert "150" in client.get(_url("measure", desk.measure)).content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"value": ""}, "This field is required"),
        ({"value": "1.234"}, "can be read in two ways"),
        ({"ends_on": "2017-03-31"}, "This is before the first day."),
        ({"span": "altogether"}, "A target for all periods together needs its last day."),
        ({"starts_on": "2015-01-01"}, "A target begins on that day already."),
    ],
)
def test_impossible_target_is_refused_in_a_sentence(desk, client_of, change, sentence):
    answer = client_of("cole").post(_url("measure_targets", desk.measure), NEW_TARGET | change)

    assert sentence in answer.content.decode()
    assert desk.measure.targets.count() == 1


@pytest.mark.parametrize("name", ["vera", "pia", "fay"])
def test_only_leaders_set_a_target(desk, client_of, name):
    answer = client_of(name).post(_url("measure_targets", desk.measure), NEW_TARGET)

    assert (answer.status_code, desk.measure.targets.count()) == (403, 1)


def test_target_altogether_stands_beside_what_is_reached(desk, client_of):
    make.make_observation(desk.report, desk.measure, by=desk.pia, value=Decimal(130), state="approved")
    typed = {"value": "500", "span": "altogether", "starts_on": "2017-01-01", "ends_on": "2017-12-31"}
    client = client_of("cole")

    client.post(_url("measure_targets", desk.measure), typed)

    text = client.get(_url("measure", desk.measure)).content.decode()
    assert "500 from January 1, 2017 to December 31, 2017; 130 so far" in text


def test_target_is_put_right_and_a_second_editor_sees_both(desk, client_of):
    target, client = desk.measure.targets.get(), client_of("cole")
    typed = NEW_TARGET | {"starts_on": "2017-01-01", "version": 1}

    client.post(_url("target_change", target), typed)
    second = client.post(_url("target_change", target), typed | {"value": "99"})

    target.refresh_from_db()
    assert (target.value, target.starts_on, second.status_code) == (150, date(2017, 1, 1), 409)


def test_target_of_a_share_is_typed_in_percent(desk, client_of):
    share = make.make_measure(desk.goal, calendar=desk.calendar, aggregation="percent", target=None)

    client_of("cole").post(_url("measure_targets", share), NEW_TARGET | {"value": "58"})

    assert Target.objects.get(measure=share).value == Decimal("0.58")


def test_form_offers_every_way_of_adding_up(desk, client_of):
    form = client_of("cole").get(_url("measure_add", desk.goal)).context["form"]

    assert {way for way, _label in form.fields["aggregation"].choices} == set(Aggregation.values)


def test_way_stays_once_figures_are_given(desk, client_of):
    make.make_observation(desk.report, desk.measure, by=desk.pia, value=Decimal(130))
    typed = {"name": "Learners", "unit": "learners", "aggregation": "latest", "tells": "how_much"}

    answer = client_of("cole").post(
        _url("measure_change", desk.measure), typed | {"direction": "increase", "version": 1}
    )

    assert "Members have given figures already." in answer.content.decode()
    assert Measure.objects.get(pk=desk.measure.pk).aggregation == "sum"


def _hours(desk):
    return make.make_measure(desk.goal, calendar=desk.calendar, name="Hours", unit="hours")


def test_one_measure_is_divided_by_another(desk, client_of):
    hours = _hours(desk)
    typed = {"dividend": hours.pk, "divisor": desk.measure.pk, "name": "Hours for each", "unit": "hours"}

    client_of("cole").post(
        _url("measure_divide", desk.goal), typed | {"tells": "how_well", "direction": "increase"}
    )

    derived = Measure.objects.get(name="Hours for each")
    assert (derived.dividend, derived.divisor, derived.aggregation) == (hours, desk.measure, "")


def test_measure_is_not_divided_by_itself(desk, client_of):
    same = {"dividend": desk.measure.pk, "divisor": desk.measure.pk, "name": "One", "unit": "x"}

    answer = client_of("cole").post(
        _url("measure_divide", desk.goal), same | {"tells": "how_well", "direction": "increase"}
    )

    assert "Choose two different measures." in answer.content.decode()


def test_quotient_is_changed_without_a_way_and_reported_by_nobody(desk, client_of):
    derived = make.make_derived(_hours(desk), desk.measure)
    typed = {"name": "Hours each", "unit": "hours", "tells": "how_well", "direction": "increase"}
    client = client_of("cole")

    client.post(_url("measure_change", derived), typed | {"version": 1})
    answer = client.post(
        _url("measure_assign", derived), {"members": [desk.maple.pk], "starts_on": "2017-01-01"}
    )

    assert Measure.objects.get(pk=derived.pk).name == "Hours each"
    assert "Nobody reports this measure" in answer.content.decode()


def test_figure_of_staff_counts_in_place_of_the_sum_and_may_be_put_right(desk, client_of):
    people = make.make_measure(desk.goal, calendar=desk.calendar, aggregation="unique")
    typed = {"days": "2017-01-01_2017-03-31", "value": "110", "method": "Lists compared by name."}
    client = client_of("cole")

    client.post(_url("staff_figure_add", people), typed)
    client.post(_url("staff_figure_add", people), typed | {"value": "112"})

    figure = StaffFigure.objects.get(measure=people)
    assert (figure.value, figure.ends_on) == (112, date(2017, 3, 31))
