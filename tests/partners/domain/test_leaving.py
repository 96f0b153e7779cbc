"""People who leave: their access ends, and comes back with them."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from partners.choices import AccessRole
from partners.domain.invitations import find_invitation, invite_person
from partners.domain.leaving import bring_people_back, mark_left
from partners.domain.people import end_access
from partners.domain.tokens import secret_of
from partners.models import Access, AuditEvent, Organization, Person
from tests import make

TODAY = date(2017, 4, 10)
NOW = datetime(2017, 4, 10, 18, tzinfo=UTC)
ON = date(2017, 4, 7)


@pytest.fixture
def nora(cast):
    """Reports for Maple without an end, and steps in until summer; a third access ended long ago."""
    nora = make.make_person(cast.riverton.maple, name="Nora")
    make.make_access(nora, starts_on=date(2017, 1, 1))
    make.make_access(nora, role=AccessRole.BACKUP, starts_on=date(2017, 2, 1), ends_on=date(2017, 6, 30))
    make.make_access(nora, role=AccessRole.CONTACT, starts_on=date(2016, 1, 1), ends_on=date(2016, 2, 1))
    return nora


def _ends():
    return list(Access.objects.filter(person__name="Nora").order_by("pk").values_list("ends_on", flat=True))


def _leave(cast, *people, on=ON):
    return mark_left(people, by=cast.cole.user, on=on, today=TODAY, now=NOW)


def test_whoever_leaves_has_no_access_after_that_day(cast, nora):
    (left,) = _leave(cast, nora)

    assert left.left_on == ON
    assert _ends() == [ON, ON, date(2016, 2, 1)]
    assert AuditEvent.objects.filter(action="person.left", actor=cast.cole.user).count() == 1


def test_access_that_began_later_ends_on_its_first_day(cast, nora):
    make.make_access(nora, starts_on=date(2017, 4, 9), role=AccessRole.BACKUP)

    _leave(cast, nora)

    assert _ends()[-1] == date(2017, 4, 9)


def test_coming_back_gives_back_what_leaving_ended(cast, nora):
    (left,) = _leave(cast, nora)

    (back,) = bring_people_back([left], by=cast.cole.user)

    assert back.left_on is None
    assert _ends() == [None, date(2017, 6, 30), date(2016, 2, 1)]


def test_what_staff_ended_afterwards_stays_ended(cast, nora):
    (left,) = _leave(cast, nora)
    reporter = Access.objects.filter(person=nora).order_by("pk").first()
    end_access(reporter, by=cast.cole.user, version=reporter.version, ends_on=date(2017, 4, 1))

    bring_people_back([left], by=cast.cole.user)

    assert _ends()[0] == date(2017, 4, 1)


def test_nobody_leaves_twice_or_comes_back_from_nowhere(cast, nora):
    (left,) = _leave(cast, nora)

    assert (_leave(cast, left), bring_people_back([cast.pia.user.people.get()], by=cast.cole.user)) == (
        [],
        [],
    )


def test_nobody_has_left_on_a_day_to_come(cast, nora):
    with pytest.raises(ValidationError, match="once the day has come"):
        _leave(cast, nora, on=date(2017, 4, 11))
    assert Person.objects.get(pk=nora.pk).left_on is None


def test_whoever_left_is_not_invited(cast, nora):
    nora.email = "nora@example.org"
    (left,) = _leave(cast, nora)

    with pytest.raises(ValidationError, match="Nora has left the organization"):
        invite_person(left, by=cast.cole.user, role=AccessRole.REPORTER, now=None)


def test_link_of_whoever_left_opens_nothing(cast, nora):
    nora.email = "nora@example.org"
    invitation = invite_person(nora, by=cast.cole.user, role=AccessRole.CONTACT, now=NOW)
    secret = secret_of(invitation.token)
    before = find_invitation(secret, now=NOW)

    _leave(cast, nora)

    assert (before, find_invitation(secret, now=NOW)) == (invitation, None)


def test_staff_are_not_marked_as_left(cast):
    own = Organization.objects.get(library=cast.riverton.library, is_own=True)
    colleague = make.make_person(own, name="Cole")

    with pytest.raises(ValidationError, match="Cole is of the library itself"):
        _leave(cast, colleague)
