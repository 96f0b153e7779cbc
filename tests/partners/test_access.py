import pytest
from django.contrib.auth.models import AnonymousUser

from partners.access import Scope
from partners.choices import LibraryRole
from partners.models import Member, Organization, Partnership, Person
from tests import make


def test_anonymous_reaches_nothing(cast):
    assert Scope.of(AnonymousUser()) == Scope()


def test_scope_takes_two_queries(cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        Scope.of(cast.pia.user)


def test_staff_see_all_of_their_library_and_nothing_of_another(cast):
    seen = Organization.objects.visible_to(cast.vera.scope, library=cast.riverton.library)

    assert {row.library_id for row in seen} == {cast.riverton.library.pk}
    assert seen.count() == Organization.objects.filter(library=cast.riverton.library).count()


def test_manager_of_another_library_sees_nothing(cast):
    assert not Organization.objects.visible_to(cast.otto.scope, library=cast.riverton.library).exists()


def test_partner_sees_only_own_organization_and_partnership(cast):
    scope, library = cast.pia.scope, cast.riverton.library

    assert list(Organization.objects.visible_to(scope, library=library)) == [cast.riverton.maple]
    assert list(Partnership.objects.visible_to(scope, library=library)) == [cast.riverton.partnership]


def test_partner_does_not_see_people_of_other_members(cast):
    make.make_person(cast.riverton.oak, name="Olga")

    seen = Person.objects.visible_to(cast.pia.scope, library=cast.riverton.library)

    assert [person.name for person in seen] == ["Pia"]


@pytest.mark.parametrize("ends_on", ["2020-01-01"])
def test_ended_access_reaches_nothing(cast, ends_on):
    cast.pia.user.people.get().accesses.update(ends_on=ends_on)

    assert Scope.of(cast.pia.user) == Scope(user_id=cast.pia.user.pk)


def test_member_who_left_loses_the_partnership_but_keeps_its_own_records(cast):
    Member.objects.filter(organization=cast.riverton.maple).update(left_on="2020-01-01")

    scope = cast.pia.scope

    assert scope.partnership_ids == frozenset()
    assert scope.organization_ids == {cast.riverton.maple.pk}


def test_viewer_changes_nothing_and_coordinator_does(cast):
    library = cast.riverton.library

    assert not Organization.objects.editable_by(cast.vera.scope, library=library).exists()
    assert Organization.objects.editable_by(cast.cole.scope, library=library).exists()
    assert cast.cole.scope.is_staff_of(library.pk, LibraryRole.COORDINATOR)
    assert not cast.cole.scope.is_staff_of(library.pk, LibraryRole.MANAGER)


def test_backbone_may_change_its_partnership_only(cast):
    rows = Partnership.objects.editable_by(cast.bea.scope, library=cast.riverton.library)

    assert list(rows) == [cast.riverton.partnership]
