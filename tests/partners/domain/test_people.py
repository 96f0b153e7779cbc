from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from partners.domain.people import change_person, end_access, grant_access
from partners.domain.versions import Stale
from partners.models import Access
from tests import make

DAY = date(2026, 11, 1)
NOW = datetime(2026, 11, 1, 16, tzinfo=UTC)


@pytest.fixture
def person(db):
    return make.make_person(make.make_organization(make.make_library()), email="lena@example.org")


def test_open_spell_of_the_same_role_is_kept(person):
    user = make.make_user()
    first = grant_access(person, by=user, role="reporter", on=DAY)

    assert grant_access(person, by=user, role="reporter", on=date(2026, 12, 1)) == first
    assert Access.objects.get() == first


def test_second_role_is_a_second_spell(person):
    user = make.make_user()
    grant_access(person, by=user, role="reporter", on=DAY)
    grant_access(person, by=user, role="approver", on=DAY)

    assert sorted(Access.objects.values_list("role", flat=True)) == ["approver", "reporter"]


def test_access_given_ended_and_given_again_on_one_day_is_one_spell(person):
    user = make.make_user()
    access = grant_access(person, by=user, role="reporter", on=DAY)
    end_access(access, by=user, version=1, ends_on=DAY)

    again = grant_access(person, by=user, role="reporter", on=DAY)

    assert (again, again.ends_on, Access.objects.count()) == (access, None, 1)


def test_access_cannot_end_before_it_starts(person):
    access = grant_access(person, by=make.make_user(), role="reporter", on=DAY)

    with pytest.raises(ValidationError, match="cannot end before it starts"):
        end_access(access, by=make.make_user(), version=1, ends_on=date(2026, 10, 31))


def test_access_changed_by_somebody_else_is_not_overwritten(person):
    access, user = grant_access(person, by=make.make_user(), role="reporter", on=DAY), make.make_user()
    end_access(access, by=user, version=1, ends_on=date(2026, 12, 1))

    with pytest.raises(Stale):
        end_access(access, by=user, version=1, ends_on=date(2027, 12, 1))

    assert Access.objects.get().ends_on == date(2026, 12, 1)


def test_address_of_a_person_is_kept_in_lower_case(person):
    changed = change_person(
        person, by=make.make_user(), version=1, values={"email": "lena@new.example.org"}, now=NOW
    )

    assert (changed.email, changed.version) == ("lena@new.example.org", 2)
