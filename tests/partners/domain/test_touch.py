from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partners.domain.touch import set_interval, stop_interval
from partners.domain.versions import Stale
from partners.models import AuditEvent, KeepInTouch, Organization

ON = date(2017, 4, 10)


def set_for(cast, *, version=0, on=ON, **changed):
    values = {"ideal_days": 30, "maximum_days": 60} | changed
    return set_interval(cast.riverton.maple, by=cast.mara.user, on=on, version=version, values=values)


def test_first_interval_counts_from_its_day(cast):
    interval = set_for(cast)

    assert (interval.set_on, interval.version) == (ON, 1)
    assert AuditEvent.objects.get(action="touch.set").actor == cast.mara.user


def test_changed_interval_keeps_its_day(cast):
    set_for(cast)

    changed = set_for(cast, version=1, on=date(2017, 5, 1), maximum_days=90)

    assert (changed.maximum_days, changed.set_on, changed.version) == (90, ON, 2)


def test_second_first_interval_is_told_of_the_other(cast):
    set_for(cast)

    with pytest.raises(Stale):
        set_for(cast, ideal_days=7)


def test_whoever_sets_an_interval_becomes_the_owner_where_there_is_none(cast):
    set_for(cast)

    organization = Organization.objects.get(pk=cast.riverton.maple.pk)
    told = AuditEvent.objects.get(action="organization.owned").changes
    assert (organization.owner, organization.version) == (cast.mara.user, 2)
    assert told == {"owner": [None, "mara@example.org"]}


def test_interval_leaves_the_owner_who_is_there(cast):
    Organization.objects.filter(pk=cast.riverton.maple.pk).update(owner=cast.cole.user)

    set_for(cast)

    assert Organization.objects.get(pk=cast.riverton.maple.pk).owner == cast.cole.user


@pytest.mark.parametrize(("ideal", "longest"), [(30, 29), (0, 5)])
def test_longest_is_not_shorter_than_ideal(cast, ideal, longest):
    with pytest.raises(ValidationError):
        set_for(cast, ideal_days=ideal, maximum_days=longest)


def test_stopped_interval_is_gone_and_written_down(cast):
    interval = set_for(cast)

    stop_interval(interval, by=cast.cole.user, version=1)

    assert not KeepInTouch.objects.exists()
    assert AuditEvent.objects.get(action="touch.stopped").changes["ideal_days"] == [30, None]


def test_stale_interval_is_not_stopped(cast):
    interval = set_for(cast)
    set_for(cast, version=1, ideal_days=14)

    with pytest.raises(Stale):
        stop_interval(interval, by=cast.cole.user, version=1)
