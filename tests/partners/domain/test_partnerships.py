from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partners.choices import MemberRole
from partners.domain.partnerships import add_member, change_member, start_partnership
from tests import make

START = date(2026, 9, 1)


@pytest.fixture
def library(db):
    return make.make_library()


@pytest.fixture
def partnership(library):
    values = {"name": "Reading Buddies", "started_on": START}
    return start_partnership(library, by=make.make_user(), values=values)


def _join(partnership, organization, on):
    return add_member(
        partnership, by=make.make_user(), organization=organization, role=MemberRole.PARTNER, joined_on=on
    )


def test_library_is_the_convenor_from_the_first_day(partnership):
    (member,) = partnership.members.all()

    assert (member.organization.is_own, member.role, member.joined_on) == (True, MemberRole.CONVENOR, START)


def test_member_joins_once(partnership, library):
    maple = make.make_organization(library)
    _join(partnership, maple, START)

    with pytest.raises(ValidationError, match="is a member already"):
        _join(partnership, maple, date(2027, 1, 1))


def test_member_comes_back_after_leaving(partnership, library):
    maple = make.make_organization(library)
    first = _join(partnership, maple, START)
    change_member(first, by=make.make_user(), version=1, values={"left_on": date(2026, 12, 31)})

    with pytest.raises(ValidationError, match="still a member on that day"):
        _join(partnership, maple, date(2026, 12, 31))
    _join(partnership, maple, date(2027, 1, 1))

    assert maple.members.count() == 2


@pytest.mark.parametrize("left_on", [None, date(2027, 1, 1), date(2028, 1, 1)])
def test_earlier_spell_cannot_grow_into_the_later_one(partnership, library, left_on):
    maple = make.make_organization(library)
    first = make.make_member(partnership, maple, joined_on=START, left_on=date(2026, 12, 31))
    make.make_member(partnership, maple, joined_on=date(2027, 1, 1))

    with pytest.raises(ValidationError, match="has joined again since"):
        change_member(first, by=make.make_user(), version=1, values={"left_on": left_on})


def test_organization_of_another_library_cannot_join(partnership):
    stranger = make.make_organization(make.make_library())

    with pytest.raises(ValidationError, match="belongs to another library"):
        _join(partnership, stranger, START)


def test_member_cannot_leave_before_joining(partnership, library):
    member = _join(partnership, make.make_organization(library), START)

    with pytest.raises(ValidationError, match="cannot leave before it joins"):
        change_member(member, by=make.make_user(), version=1, values={"left_on": date(2026, 8, 31)})
