"""The list of people, and what is done with several of them."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from partners.models import Access, Person
from tests import make
from tests.partners.views.pages import at, body, queries_of


@pytest.fixture
def people(cast):
    """At Oak: Ana without an address, Ben whose mail comes back, Zoë, and Old, who left."""
    oak = cast.riverton.oak
    make.make_person(oak, name="Ana", email="")
    ben = {"email": "ben@example.org", "bouncing_email": "ben@example.org"}
    make.make_person(oak, name="Ben", **ben)
    make.make_person(oak, name='Zoë "Z" Ruiz', email="zoe@example.org")
    make.make_person(oak, name="Old", email="old@example.org", left_on=date(2017, 1, 1))
    make.make_tag(cast.riverton.library, oak, name="rooms")
    return {person.name: person for person in Person.objects.filter(organization=oak)}


def _offered(response):
    menu = re.search(r'<select[^>]*id="id_action">(.*?)</select>', response.content.decode(), re.DOTALL)
    return re.findall(r'value="(\w+)"', menu[1])


def _names(response):
    return [person.name for person in response.context["page"].rows]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"q": "zoe"}, ['Zoë "Z" Ruiz']),
        ({"q": "BEN@example"}, ["Ben"]),
        ({"status": "no_address"}, ["Ana"]),
        ({"status": "bounces"}, ["Ben"]),
        ({"status": "left"}, ["Old"]),
        ({"status": "signs_in"}, ["Bea", "Fay", "Nick", "Pia"]),
        ({"tag": "rooms"}, ["Ana", "Ben", 'Zoë "Z" Ruiz']),
        ({"status": "bad"}, []),
        ({}, ["Ana", "Bea", "Ben", "Fay", "Nick", "Pia", 'Zoë "Z" Ruiz']),
    ],
)
def test_people_are_found(cast, client_of, people, given, expected):
    if given.get("tag"):
        given = {"tag": cast.riverton.oak.tag_links.get().tag_id}

    page = client_of("vera").get(at(cast.riverton, "people"), given)

    assert _names(page) == expected


def test_addresses_are_those_that_may_be_written_to(cast, client_of, people):
    page = client_of("vera").get(
        at(cast.riverton, "people_bulk"),
        {"action": "addresses", "pk": [person.pk for person in people.values()]},
    )

    assert page.context["addresses"] == "\"Zoë 'Z' Ruiz\" <zoe@example.org>"
    assert [(person.name, why) for person, why in page.context["left_out"]] == [
        ("Ana", "has no e-mail address"),
        ("Ben", "mail comes back"),
        ("Old", "has left"),
    ]


def test_whoever_wants_no_news_is_left_out(cast, client_of):
    pia = cast.pia.user.people.get()
    make.make_stop(pia, by=None, kind="opt_out", source="", until=None)

    page = client_of("cole").get(at(cast.riverton, "people_bulk"), {"pk": pia.pk})

    assert page.context["addresses"] == ""
    assert [why for _person, why in page.context["left_out"]] == ["does not want mails with news"]


def test_chosen_people_are_taken_away(cast, client_of, people):
    given = {"action": "export", "pk": [people["Ana"].pk, people["Old"].pk]}

    taken = client_of("vera").get(at(cast.riverton, "people_bulk"), given, follow=True)

    lines = taken.content.decode("utf-8-sig").splitlines()[1:]
    assert [line.split(",")[1] for line in lines] == ["Ana", "Old"]


def test_chosen_organizations_are_taken_away(cast, client_of):
    given = {"action": "export", "pk": [cast.riverton.oak.pk, cast.twin.maple.pk]}

    taken = client_of("cole").get(at(cast.riverton, "organizations_bulk"), given, follow=True)

    assert len(taken.content.decode("utf-8-sig").splitlines()) == 2


def test_people_are_marked_as_left_and_brought_back(cast, client_of):
    pia, nick = cast.pia.user.people.get(), cast.nick.user.people.get()
    cole, url = client_of("cole"), at(cast.riverton, "people_bulk")
    given = {"action": "left", "pk": [pia.pk, nick.pk]}
    today = timezone.localdate()

    looked = cole.get(url, given)
    assert (looked.context["people"], Person.objects.exclude(left_on=None).count()) == ([nick, pia], 0)
    listed = cole.post(url, given | {"left_on": today.isoformat()}, follow=True)
    undo = f"{at(cast.riverton, 'people_bring_back')}?pk={nick.pk}&amp;pk={pia.pk}"

    assert "2 people have left." in body(listed)
    assert f'action="{undo}"' in listed.content.decode()
    assert not Access.objects.filter(person__in=[pia, nick]).filter(ends_on=None).exists()
    cole.post(undo.replace("&amp;", "&"))
    assert Person.objects.filter(left_on=None, pk__in=[pia.pk, nick.pk]).count() == 2
    assert Access.objects.filter(person__in=[pia, nick], ends_on=None).count() == 2


@pytest.mark.parametrize("day", ["", "x", "tomorrow"])
def test_impossible_day_of_leaving_is_refused(cast, client_of, day):
    pia = cast.pia.user.people.get()
    if day == "tomorrow":
        day = (timezone.localdate() + timedelta(days=2)).isoformat()

    page = client_of("cole").post(
        at(cast.riverton, "people_bulk"), {"action": "left", "pk": pia.pk, "left_on": day}
    )

    assert page.context["form"].errors["left_on"]
    assert not Person.objects.exclude(left_on=None).exists()


def test_who_may_only_look_marks_nobody(cast, client_of):
    pia, vera = cast.pia.user.people.get(), client_of("vera")
    typed = {"action": "left", "pk": pia.pk, "left_on": "2017-01-01"}

    answer = vera.post(at(cast.riverton, "people_bulk"), typed)

    assert answer.status_code == 403
    assert _offered(vera.get(at(cast.riverton, "people"))) == ["addresses", "export"]
    assert not Person.objects.exclude(left_on=None).exists()


@pytest.mark.parametrize("pk", ["x", "9" * 30, "٣", "-1"])
def test_ticks_may_be_anything(cast, client_of, pk):
    page = client_of("cole").get(at(cast.riverton, "people_bulk"), {"pk": pk})

    assert "Nobody chosen" in body(page)


def test_whoever_left_is_not_offered_for_a_new_contact(cast, client_of, people):
    page = client_of("cole").get(at(cast.riverton, "contact_add", cast.riverton.oak.pk))

    assert [label for _pk, label in page.context["form"].fields["people"].choices] == [
        "Ana",
        "Ben",
        'Zoë "Z" Ruiz',
    ]


def test_organization_shows_who_left_last_and_brings_them_back(cast, client_of, people):
    url = at(cast.riverton, "organization", cast.riverton.oak.pk)
    cole = client_of("cole")

    page = cole.get(url)
    cole.post(f"{at(cast.riverton, 'people_bring_back')}?pk={people['Old'].pk}")

    assert [person["name"] for person in page.context["people"]] == ["Ana", "Ben", 'Zoë "Z" Ruiz', "Old"]
    assert "January 1, 2017" in body(page)
    assert [person["left_on"] for person in cole.get(url).context["people"]] == [None] * 4


def test_list_offers_what_is_done_with_the_chosen_ones(cast, client_of):
    page = client_of("cole").get(at(cast.riverton, "people"))

    assert _offered(page) == ["addresses", "export", "left"]


def test_list_is_constant_in_queries(cast, client_of):
    client, url = client_of("mara"), at(cast.riverton, "people")
    with_few = queries_of(client, url)
    for number in range(5):
        make.make_access(make.make_person(cast.riverton.oak, name=f"Person {number}"))

    assert queries_of(client, url) == with_few <= 9
