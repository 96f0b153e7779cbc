"""Measures to start from: the shipped list, in both languages."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from measurements.choices import Aggregation, Direction, Kind
from measurements.domain.starters import add_starters
from measurements.models import Measure
from measurements.starters import read_starters


def _add(desk, *keys, language="en"):
    known = read_starters().by_key
    return add_starters(
        desk.goal,
        by=desk.cole,
        calendar=desk.calendar,
        starters=[known[key] for key in keys],
        known=known,
        language=language,
    )


def test_list_fits_the_choices_of_measures():
    starters = read_starters().by_key.values()

    assert {row.kind for row in starters} <= set(Kind.values)
    assert {row.direction for row in starters} <= set(Direction.values)
    assert {row.aggregation for row in starters} <= {"", *Aggregation.values}
    assert [row.key for row in starters if not (row.name.es and row.unit.es)] == []


def test_quotient_brings_its_parts(desk):
    _add(desk, "hours_each")

    quotient = Measure.objects.get(name="Hours for each learner")
    assert (quotient.dividend.name, quotient.divisor.name) == ("Hours of tutoring", "Learners enrolled")
    assert (quotient.dividend.aggregation, quotient.divisor.aggregation) == ("sum", "unique")


def test_measures_are_added_in_the_language_they_were_read_in(desk):
    (measure,) = _add(desk, "households", language="es-us")

    assert (measure.name, measure.unit) == ("Hogares atendidos", "hogares")


def test_what_is_there_is_not_added_twice(desk):
    _add(desk, "learners")

    with pytest.raises(ValidationError, match="all of these measures already"):
        _add(desk, "learners")


def test_every_starter_can_be_added_at_once(desk):
    known = read_starters().by_key

    assert len(_add(desk, *known)) == len(known)


def test_coordinator_ticks_measures_on_the_page(desk, april):
    client = Client()
    client.force_login(desk.cole)
    path = f"/libraries/riverton/goals/{desk.goal.pk}/measures/start/"

    nothing = client.post(path, {"calendar": desk.calendar.pk}).context["form"].errors
    client.post(path, {"calendar": desk.calendar.pk, "starters": ["referrals_made", "books"]})

    assert nothing == {"starters": ["Choose one measure at least."]}
    names = Measure.objects.filter(calendar=desk.calendar).order_by("pk").values_list("name", flat=True)
    assert list(names) == [desk.measure.name, "Referrals made", "Books given to keep"]
    versions = [row.versions.get().starts_on for row in Measure.objects.filter(name="Referrals made")]
    assert versions == [date(2017, 1, 1)]
