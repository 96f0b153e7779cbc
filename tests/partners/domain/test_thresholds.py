from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from partners.domain.thresholds import set_threshold, thresholds_of
from partners.models import AuditEvent, Threshold
from partners.thresholds import BAND_STRENGTH, DEFAULTS
from tests import make

DAY = date(2026, 11, 1)


@pytest.fixture
def library(db):
    return make.make_library()


def _set(library, value, *, on=DAY, **more):
    return set_threshold(
        library, by=make.make_user(), name=BAND_STRENGTH, value=Decimal(value), valid_from=on, **more
    )


def _strength(library, *, on=DAY, **more):
    return thresholds_of(library, on=on, **more)[BAND_STRENGTH]


def test_defaults_hold_until_somebody_sets_a_value(library):
    assert thresholds_of(library, on=DAY) == DEFAULTS


def test_value_holds_from_its_day_on(library):
    _set(library, "4.5")

    assert (_strength(library, on=date(2026, 10, 31)), _strength(library)) == (Decimal("4.0"), Decimal("4.5"))


def test_partnerships_own_value_is_closer(library):
    partnership, other = make.make_partnership(library), make.make_partnership(library)
    _set(library, "4.5", on=date(2027, 1, 1))
    _set(library, "3.5", partnership=partnership)

    day = date(2027, 6, 1)
    assert _strength(library, on=day, partnership=partnership) == Decimal("3.5")
    assert _strength(library, on=day, partnership=other) == Decimal("4.5")


def test_second_value_of_one_day_replaces_the_first_and_is_written_down(library):
    _set(library, "4.5")
    _set(library, "4.2")

    event = AuditEvent.objects.order_by("pk").last()
    assert Threshold.objects.get().value == Decimal("4.2")
    assert event.changes == {"value": ["4.5", "4.2"]}


@pytest.mark.parametrize("value", ["0.9", "5.1", "-1"])
def test_impossible_value_is_refused(library, value):
    with pytest.raises(ValidationError, match=r"Choose a value from 1\.0 to 5\.0"):
        _set(library, value)


def test_unknown_name_is_refused(library):
    with pytest.raises(ValidationError, match="no threshold of this name"):
        set_threshold(library, by=make.make_user(), name="luck", value=Decimal(1), valid_from=DAY)


def test_other_librarys_value_does_not_count(library):
    _set(make.make_library(), "4.5")

    assert _strength(library) == Decimal("4.0")
