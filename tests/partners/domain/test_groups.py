"""Groups of a partnership: who may be in one, who leaves and comes back, and the one backbone team."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partners import merging
from partners.choices import GroupKind
from partners.domain.groups import (
    add_group,
    add_group_people,
    change_group,
    change_group_person,
    remove_group_person,
    restore_group_person,
    withdraw_group_people,
)
from partners.domain.versions import Stale
from partners.models import AuditEvent, Group, GroupPerson
from tests import make

APRIL, JUNE = date(2017, 4, 10), date(2017, 6, 30)


@pytest.fixture
def team(cast):
    return make.make_group(cast.riverton.partnership)


@pytest.fixture
def ana(cast):
    return make.make_person(cast.riverton.maple, name="Ana Ruiz")


def _add(team, cast, *people, on=APRIL):
    return add_group_people(team, by=cast.cole.user, people=people, joined_on=on)


def test_many_are_put_in_at_once_and_nobody_twice(cast, team, ana):
    luz = make.make_person(cast.riverton.oak, name="Luz Peña")
    _add(team, cast, ana)

    added = _add(team, cast, ana, luz)

    assert [link.person for link in added] == [luz]
    assert GroupPerson.objects.filter(group=team).count() == 2


def test_people_of_organizations_outside_are_refused_by_name(cast, team, ana):
    stranger = make.make_person(cast.elm, name="Nobody Known")

    with pytest.raises(ValidationError, match="Nobody Known"):
        _add(team, cast, ana, stranger)

    assert not GroupPerson.objects.exists()


def test_whoever_leaves_is_kept_and_can_be_put_back(cast, team, ana):
    [link] = _add(team, cast, ana)

    gone = remove_group_person(link, by=cast.cole.user, version=1, on=JUNE)
    back = restore_group_person(gone, by=cast.cole.user, version=2)

    assert (gone.left_on, back.left_on, back.version) == (JUNE, None, 3)


def test_whoever_leaves_before_the_first_day_leaves_on_it(cast, team, ana):
    [link] = _add(team, cast, ana, on=JUNE)

    assert remove_group_person(link, by=cast.cole.user, version=1, on=APRIL).left_on == JUNE


def test_somebody_who_came_again_is_not_put_back_a_second_time(cast, team, ana):
    [first] = _add(team, cast, ana)
    first = remove_group_person(first, by=cast.cole.user, version=1, on=JUNE)
    _add(team, cast, ana, on=JUNE)

    with pytest.raises(ValidationError, match="in the group already"):
        restore_group_person(first, by=cast.cole.user, version=2)


def test_addition_by_mistake_is_as_if_it_had_never_been_but_for_the_history(cast, team, ana):
    links = _add(team, cast, ana)

    assert withdraw_group_people(links, by=cast.cole.user) == 1
    assert not GroupPerson.objects.exists()
    assert AuditEvent.objects.filter(action="group.person_withdrawn").count() == 1


def test_addition_that_was_worked_on_since_stays(cast, team, ana):
    [link] = _add(team, cast, ana)
    changed = change_group_person(link, by=cast.cole.user, version=1, values={"is_chair": True})

    assert withdraw_group_people([changed], by=cast.cole.user) == 0
    assert GroupPerson.objects.get().is_chair


def test_second_person_who_changes_the_same_is_told(cast, team, ana):
    [link] = _add(team, cast, ana)
    change_group_person(link, by=cast.cole.user, version=1, values={"is_chair": True})

    with pytest.raises(Stale):
        change_group_person(link, by=cast.mara.user, version=1, values={"left_on": JUNE})


def test_partnership_has_one_backbone_team(cast, team):
    change_group(team, by=cast.cole.user, version=1, values={"is_backbone": True})
    values = {"name": "Other", "kind": GroupKind.STEERING, "starts_on": APRIL, "is_backbone": True}

    with pytest.raises(ValidationError, match="backbone team already"):
        add_group(cast.riverton.partnership, by=cast.cole.user, values=values)


def test_backbone_team_that_ended_makes_room_for_another(cast, team):
    change_group(team, by=cast.cole.user, version=1, values={"is_backbone": True, "ended_on": JUNE})
    values = {"name": "Other", "kind": GroupKind.STEERING, "starts_on": JUNE, "is_backbone": True}

    assert add_group(cast.riverton.partnership, by=cast.cole.user, values=values).is_backbone


def test_backbone_team_gives_nobody_any_rights(cast, team, ana):
    change_group(team, by=cast.cole.user, version=1, values={"is_backbone": True})
    _add(team, cast, cast.pia.user.people.get())

    scope, library = cast.pia.scope, cast.riverton.library
    assert scope.backbone_ids == frozenset()
    assert list(Group.objects.visible_to(scope, library=library)) == [team]
    assert list(Group.objects.editable_by(scope, library=library)) == []


def test_people_of_groups_follow_their_organization_into_another_record(cast, team, ana):
    [link] = _add(team, cast, ana)
    double = make.make_organization(cast.riverton.library, name="Maple Club Inc.")

    merging.registry.move(double, cast.riverton.maple)

    link.refresh_from_db()
    assert (link.organization, link.person.organization) == (double, double)
