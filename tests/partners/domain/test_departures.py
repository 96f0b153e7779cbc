"""Leaving a partnership: dates, reasons, lists, thanks, and partnerships that end."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partners.domain.departures import (
    close_partnership,
    draft_thanks,
    end_membership,
    keep_member,
    list_hand_backs,
    reopen_partnership,
    tick_hand_back,
)
from partners.domain.partnerships import add_member
from partners.models import HandBack, Member
from tests import make

pytestmark = pytest.mark.django_db
JUNE = date(2017, 6, 30)


@pytest.fixture
def maple(cast):
    return cast.riverton.maple.members.get()


def test_member_leaves_with_a_list_and_may_come_back(cast, maple):
    by = cast.cole.user
    left = end_membership(
        maple, by=by, version=1, left_on=JUNE, reason="Moved.", things=["Key", "Key", "Laptop"]
    )
    again = add_member(
        maple.partnership, by=by, organization=maple.organization, role="partner", joined_on=date(2017, 9, 1)
    )

    things = HandBack.objects.filter(member=maple).values_list("thing", flat=True)
    assert (left.left_on, left.leaving_reason, list(things)) == (JUNE, "Moved.", ["Key", "Laptop"])
    assert again.pk != maple.pk
    with pytest.raises(ValidationError):
        keep_member(left, by=by, version=left.version)


def test_thing_is_ticked_off_and_taken_back(cast, maple):
    thing = list_hand_backs(maple, by=cast.cole.user, things=["Key"])[0]

    thing = tick_hand_back(thing, by=cast.cole.user, version=1, on=JUNE)
    outstanding = HandBack.objects.outstanding().count()
    thing = tick_hand_back(thing, by=cast.cole.user, version=2, on=None)

    assert (outstanding, thing.returned_on) == (0, None)


def test_draft_of_the_letter_names_who_is_thanked(cast, maple):
    subject, text = draft_thanks(maple, by=cast.mara.user)

    assert subject == "Thank you, Maple Homework Club"
    assert "Neighbors Learning English" in text
    assert "{" not in text


def test_closed_partnership_ends_its_memberships_and_opens_again_with_them(cast):
    partnership, by = cast.riverton.partnership, cast.cole.user
    gone = make.make_member(partnership, cast.elm, left_on=date(2016, 1, 1))
    members = partnership.members.exclude(pk=gone.pk)

    closed = close_partnership(
        partnership, by=by, version=1, ended_on=JUNE, reason="Goal reached.", things=["Key"]
    )

    assert set(members.values_list("left_on", "leaving_reason")) == {(JUNE, "Goal reached.")}
    assert HandBack.objects.filter(partnership=partnership).count() == members.count()
    reopen_partnership(closed, by=by, version=closed.version)
    assert set(members.values_list("left_on", flat=True)) == {None}
    assert Member.objects.get(pk=gone.pk).left_on == date(2016, 1, 1)


def test_nobody_can_leave_before_joining(cast, maple):
    with pytest.raises(ValidationError):
        end_membership(maple, by=cast.cole.user, version=1, left_on=date(2014, 1, 1), reason="x")
