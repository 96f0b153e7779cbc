"""Finding things of a library, each person within what they may see."""

import re

import pytest

from tests import make
from tests.partners.views.pages import at, queries_of


@pytest.fixture
def riverton(cast):
    goal = make.make_goal(cast.riverton.partnership, title="Más personas leen en casa")
    make.make_measure(goal, calendar=make.make_calendar(cast.riverton.partnership), name="Personas que leen")
    make.make_person(cast.riverton.oak, name="José Leonardo")
    make.make_goal(cast.other_partnership, title="Personas con trabajo")
    return cast.riverton


def found(client, riverton, typed):
    page = client.get(at(riverton, "search"), {"q": typed})
    assert page.status_code == 200
    return {group["label"]: [hit["label"] for hit in group["hits"]] for group in page.context["groups"]}


def test_staff_find_everything_of_their_library_once(riverton, client_of):
    mara = client_of("mara")

    assert found(mara, riverton, "MAPLE") == {"Organizations": ["Maple Homework Club"]}
    assert found(mara, riverton, "jose") == {"People": ["José Leonardo"]}
    assert found(mara, riverton, "  neighbors ") == {"Partnerships": ["Neighbors Learning English"]}
    assert found(mara, riverton, "más personas") == {"Goals": ["Más personas leen en casa"]}
    assert found(mara, riverton, "personas")["Measures"] == ["Personas que leen"]


def test_names_that_begin_with_the_text_come_first(riverton, client_of):
    make.make_organization(riverton.library, name="A better oak")

    assert found(client_of("mara"), riverton, "oak")["Organizations"] == [
        "Oak Hill Adult School",
        "A better oak",
    ]


def test_partners_find_what_they_see(riverton, client_of):
    pia = client_of("pia")

    assert found(pia, riverton, "oak") == {}
    assert found(pia, riverton, "jose") == {}
    assert found(pia, riverton, "maple") == {"Organizations": ["Maple Homework Club"]}
    assert found(pia, riverton, "personas") == {
        "Goals": ["Más personas leen en casa"],
        "Measures": ["Personas que leen"],
    }
    assert found(client_of("nick"), riverton, "personas") == {"Goals": ["Personas con trabajo"]}


def test_links_lead_only_where_one_may_go(riverton, client_of):
    for name in ("mara", "pia", "nick", "fay"):
        client = client_of(name)
        text = client.get(at(riverton, "search"), {"q": "e"}).content.decode()
        links = re.findall(r'<li><div><a href="(.*?)"', text)
        assert links or name == "nick"
        assert {client.get(url).status_code for url in links} <= {200}, name


def test_ten_are_shown_and_the_directory_has_the_rest(riverton, client_of):
    for number in range(11):
        make.make_organization(riverton.library, name=f"Circle {number:02}")

    page = client_of("mara").get(at(riverton, "search"), {"q": "circle"})

    (group,) = page.context["groups"]
    assert (len(group["hits"]), group["has_more"]) == (10, True)
    assert 'href="/libraries/riverton/organizations/?q=circle"' in page.content.decode()


@pytest.mark.parametrize("typed", ["", " ", "\u0301", "x" * 100_000, "%_\\'\"%%s{}", "<b>", b"\xed\xa0\x80"])
def test_odd_questions_are_answered(riverton, client_of, typed):
    assert found(client_of("mara"), riverton, typed) == {}


@pytest.mark.parametrize("name", ["mara", "pia"])
def test_search_costs_the_same_for_more(riverton, client_of, name):
    client, url = client_of(name), f"{at(riverton, 'search')}?q=circle"
    before = queries_of(client, url)
    for number in range(3):
        partnership = make.make_partnership(riverton.library, name=f"Circle {number}")
        make.make_member(partnership, riverton.maple)
        goal = make.make_goal(partnership, title=f"Circle {number}")
        make.make_measure(goal, calendar=make.make_calendar(partnership), name=f"Circle {number}")
        make.make_person(make.make_organization(riverton.library, name=f"Circle {number}"), name="Circle")

    assert before == queries_of(client, url) <= 10
