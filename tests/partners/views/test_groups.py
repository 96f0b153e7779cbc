"""The pages of groups: listed, filled with people, undone, printed and taken away."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from partners.choices import GroupKind
from partners.models import Group, GroupPerson
from tests import make

pytestmark = pytest.mark.usefixtures("july")


@pytest.fixture
def july():
    with time_machine.travel("2017-07-10 17:00:00Z", tick=False):
        yield


@pytest.fixture
def team(cast):
    return make.make_group(cast.riverton.partnership, is_backbone=True)


def _url(name, pk):
    return reverse(name, args=["riverton", pk])


def _text(answer):
    return " ".join(answer.content.decode().split())


def test_groups_at_work_stand_apart_from_those_that_ended(cast, client_of, team):
    ended = make.make_group(
        cast.riverton.partnership,
        name="Childcare",
        kind=GroupKind.TASK_FORCE,
        ended_on=date(2017, 6, 30),
    )

    answer = client_of("pia").get(_url("groups", cast.riverton.partnership.pk))

    assert (answer.context["current"], answer.context["ended"]) == ([team], [ended])


def test_empty_list_offers_a_button_to_those_who_may(cast, client_of):
    url = _url("groups", cast.riverton.partnership.pk)

    assert "No groups yet" in _text(client_of("pia").get(url))
    assert _url("group_add", cast.riverton.partnership.pk) in _text(client_of("bea").get(url))
    assert _url("group_add", cast.riverton.partnership.pk) not in _text(client_of("pia").get(url))


def test_group_is_begun_and_filled(cast, client_of):
    client = client_of("cole")
    ana = make.make_person(cast.riverton.maple, name="Ana Ruiz")
    values = {"name": "Comité de cuidado infantil", "kind": "task_force", "starts_on": "2017-04-01"}

    begun = client.post(_url("group_add", cast.riverton.partnership.pk), values)
    group = Group.objects.get()
    client.post(_url("group_people_add", group.pk), {"people": [ana.pk], "joined_on": "2017-04-03"})

    assert begun["Location"] == _url("group_people_add", group.pk)
    assert list(group.person_links.values_list("person__name", "joined_on")) == [
        ("Ana Ruiz", date(2017, 4, 3))
    ]


def test_only_people_of_members_are_offered(cast, client_of, team):
    make.make_person(cast.elm, name="Elmer")
    make.make_person(cast.riverton.oak, name="Olga")

    answer = client_of("mara").get(_url("group_people_add", team.pk))

    names = {person.name for person in answer.context["form"].people.values()}
    assert "Olga" in names
    assert "Elmer" not in names


def test_people_of_others_cannot_be_slipped_in(cast, client_of, team):
    stranger = make.make_person(cast.twin.maple)

    answer = client_of("mara").post(
        _url("group_people_add", team.pk), {"people": [stranger.pk], "joined_on": "2017-04-03"}
    )

    assert answer.status_code == 200
    assert not GroupPerson.objects.exists()


def test_adding_is_undone_with_one_button(cast, client_of, team):
    client = client_of("mara")
    person = make.make_person(cast.riverton.oak, name="Olga")

    page = client.post(
        _url("group_people_add", team.pk), {"people": [person.pk], "joined_on": "2017-04-03"}, follow=True
    )
    undo = f"{_url('group_people_undo', team.pk)}?pk={GroupPerson.objects.get().pk}"
    client.post(undo)

    assert undo in page.content.decode()
    assert not GroupPerson.objects.exists()


def test_taking_out_is_undone_with_one_button(cast, client_of, team):
    client = client_of("bea")
    link = make.make_group_person(team, cast.pia.user.people.get())

    page = client.post(_url("group_person_remove", link.pk), {"version": 1}, follow=True)
    link.refresh_from_db()
    gone_on = link.left_on
    client.post(f"{_url('group_person_restore', link.pk)}?version=2")

    link.refresh_from_db()
    assert page.context["former"] == [link]
    assert (gone_on, link.left_on) == (date(2017, 7, 10), None)


def test_taking_out_what_somebody_changed_is_refused(cast, client_of, team):
    link = make.make_group_person(team, cast.pia.user.people.get())

    answer = client_of("mara").post(_url("group_person_remove", link.pk), {"version": 9}, follow=True)

    link.refresh_from_db()
    assert "Somebody else has changed this" in _text(answer)
    assert link.left_on is None


def test_second_saver_of_a_group_sees_both_texts(cast, client_of, team):
    values = {"kind": "steering", "starts_on": "2015-01-01", "version": 1}
    client_of("mara").post(_url("group_change", team.pk), values | {"name": "Mesa directiva"})

    answer = client_of("cole").post(_url("group_change", team.pk), values | {"name": "Steering circle"})

    assert answer.status_code == 409
    assert "Mesa directiva" in _text(answer)
    assert "Steering circle" in _text(answer)


def test_task_force_says_how_often_it_met(cast, client_of):
    force = make.make_group(cast.riverton.partnership, name="Task force", kind=GroupKind.TASK_FORCE)
    for month, cancelled in ((4, {}), (5, {}), (6, {}), (8, {})):
        make.make_meeting(cast.riverton.partnership, group=force, on=date(2017, month, 11), **cancelled)

    answer = client_of("mara").get(_url("group", force.pk))

    assert "Met 3 times, April 2017 – June 2017" in _text(answer)
    assert [meeting.on.month for meeting in answer.context["coming"]] == [8]


def test_partner_sees_no_meeting_that_they_were_not_invited_to(cast, client_of, team):
    make.make_meeting(cast.riverton.partnership, group=team, title="Behind closed doors")

    assert "Behind closed doors" in _text(client_of("mara").get(_url("group", team.pk)))
    assert "Behind closed doors" not in _text(client_of("pia").get(_url("group", team.pk)))


def test_roster_is_taken_away_without_addresses(cast, client_of, team):
    make.make_group_person(team, cast.pia.user.people.get(), is_chair=True)
    url = reverse("export", args=["riverton", "group_people"]) + f"?group={team.pk}&format=csv"

    text = client_of("bea").get(url).content.decode("utf-8-sig")

    assert (
        text.splitlines()[1]
        == "Neighbors Learning English,Steering team,Pia,Maple Homework Club,Yes,2015-01-01,"
    )
    assert "example.org" not in text


def test_hub_names_the_backbone_team_to_members_only(cast, client_of, team):
    hub = _url("partnership", cast.riverton.partnership.pk)

    assert "Steering team</a><span>backbone team</span>" in _text(client_of("pia").get(hub))
    assert "Steering team" not in _text(client_of("fay").get(hub))


def test_organization_and_person_name_their_groups(cast, client_of, team):
    person = cast.pia.user.people.get()
    make.make_group_person(team, person, is_chair=True)
    client = client_of("mara")

    assert "Pia · chairs the group" in _text(client.get(_url("organization", cast.riverton.maple.pk)))
    assert "In these groups: Steering team" in _text(client.get(_url("person_change", person.pk)))
