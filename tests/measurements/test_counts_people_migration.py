"""Measures that were there before are asked by their unit whether they count people."""

from importlib import import_module

import pytest
from django.apps import apps

from measurements.models import Measure
from tests import make

move = import_module("measurements.migrations.0011_what_counts_things").mark_things


@pytest.mark.parametrize(
    ("way", "unit", "expected"),
    [
        ("sum", "hours", False),
        ("sum", "learners", True),
        ("unique", "sessions", True),
        ("latest", "Horas", False),
    ],
)
def test_small_totals_of_things_are_no_longer_hidden(desk, way, unit, expected):
    measure = make.make_measure(desk.goal, calendar=desk.calendar, name="x", aggregation=way, unit=unit)

    move(apps, None)

    assert Measure.objects.get(pk=measure.pk).counts_people == expected
