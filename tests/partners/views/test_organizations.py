import re

import pytest

from partners.models import AuditEvent, ContactEntry, Organization, Person
from tests import make
from tests.partners.views.pages import at, body, queries_of

NEW = {
    "name": "Harbor Literacy Council",
    "categories": ["education", "youth"],
    "primary": "youth",
    "website": "harbor.example.org",
    "person_name": "Lena Ortiz",
    "person_email": "Lena@example.org",
}


def _names(response):
    return [organization.name for organization in response.context["page"].rows]


def test_directory_is_searched_without_accents(cast, client_of):
    make.make_organization(cast.riverton.library, name="Círculo Niño")

    response = client_of("vera").get(at(cast.riverton, "organizations"), {"q": "CIRCULO  nino"})

    assert _names(response) == ["Círculo Niño"]


def test_directory_is_chosen_by_category(cast, client_of):
    found = make.make_organization(cast.riverton.library, name="Youth House", categories=["youth"])

    response = client_of("vera").get(at(cast.riverton, "organizations"), {"category": "youth"})

    assert response.context["page"].rows == [found]


def test_directory_shows_primary_category_people_and_current_partnerships(cast, client_of):
    response = client_of("vera").get(at(cast.riverton, "organizations"), {"q": "maple"})

    (maple,) = response.context["page"].rows
    assert (maple.primary, maple.people_count, maple.partnership_count) == (
        str(cast.riverton.maple.category_links.get().category),
        1,
        1,
    )


def test_directory_hides_archived_organizations(cast, client_of):
    Organization.objects.filter(pk=cast.riverton.maple.pk).update(archived_at="2026-01-01T00:00:00Z")

    response = client_of("vera").get(at(cast.riverton, "organizations"), {"q": "maple"})

    assert _names(response) == []


def test_directory_pages_forth_and_back_by_name(cast, client_of):
    for number in range(60):
        make.make_organization(cast.riverton.library, name=f"Partner {number:02}")
    vera, url = client_of("vera"), at(cast.riverton, "organizations")

    first = vera.get(url, {"q": "partner"})
    second = vera.get(url + first.context["page"].next_url)
    third = vera.get(url + second.context["page"].next_url)
    back = vera.get(url + third.context["page"].previous_url)

    names = [f"Partner {number:02}" for number in range(60)]
    assert [_names(page) for page in (first, second, third)] == [names[:25], names[25:50], names[50:]]
    assert _names(back) == _names(second)
    assert (first.context["page"].previous_url, third.context["page"].next_url) == ("", "")
    assert first.context["count"] == "60"


def test_directory_jumps_to_a_letter(cast, client_of):
    response = client_of("vera").get(at(cast.riverton, "organizations"), {"from": "o"})

    assert _names(response)[0] == "Oak Hill Adult School"


def test_empty_directory_has_an_example_and_a_button(cast, client_of):
    library = make.make_library(slug="new")
    make.make_staff(library, cast.mara.user)

    page = client_of("mara").get(at(library, "organizations")).content.decode()

    assert "For example: Maple Homework Club" in page
    assert page.count(f'href="{at(library, "organization_add")}"') == 1


def test_adding_takes_one_screen_with_the_first_person(cast, client_of):
    response = client_of("cole").post(at(cast.riverton, "organization_add"), NEW)

    added = Organization.objects.get(name="Harbor Literacy Council")
    person = Person.objects.get(organization=added)
    assert response.url == at(cast.riverton, "organization", added.pk)
    assert added.website == "https://harbor.example.org"
    assert list(added.category_links.values_list("category__code", "is_primary")) == [
        ("youth", True),
        ("education", False),
    ]
    assert (person.name, person.email) == ("Lena Ortiz", "lena@example.org")


def test_only_category_is_the_primary_one(cast, client_of):
    given = NEW | {"categories": ["youth"], "primary": ""}

    client_of("cole").post(at(cast.riverton, "organization_add"), given)

    added = Organization.objects.get(name="Harbor Literacy Council")
    assert added.category_links.get().is_primary


def test_adding_somebody_known_asks_first(cast, client_of):
    cole, given = client_of("cole"), NEW | {"name": "maple  homework CLUB"}

    asked = cole.post(at(cast.riverton, "organization_add"), given)
    added = cole.post(at(cast.riverton, "organization_add"), given | {"is_another": "on"})

    assert asked.context["alike"] == [cast.riverton.maple]
    assert 'value="Lena Ortiz"' in body(asked)
    assert added.status_code == 302


def test_library_never_offers_its_twins_organizations_as_the_same(cast, client_of):
    make.make_organization(cast.twin.library, name="Harbor Literacy Council")

    response = client_of("cole").post(at(cast.riverton, "organization_add"), NEW)

    assert response.status_code == 302


def test_two_people_save_one_organization(cast, client_of):
    mara, cole = client_of("mara"), client_of("cole")
    url = at(cast.riverton, "organization_change", cast.riverton.maple.pk)
    given = {"name": "Maple Homework Club", "categories": ["education"], "version": 1}
    cole.post(url, given | {"notes": "Cole was here"})

    second = mara.post(url, given | {"notes": "Mara was here"})

    page = body(second)
    assert second.status_code == 409
    assert second.context["conflict"]["who"] == "Cole"
    assert second.context["conflict"]["rows"] == [
        {"label": "Notes", "theirs": "Cole was here", "yours": "Mara was here"}
    ]
    assert ">\nMara was here</textarea>" in page
    assert 'name="version" value="2"' in page

    mara.post(url, given | {"notes": "Mara was here", "version": 2})
    assert Organization.objects.get(pk=cast.riverton.maple.pk).notes == "Mara was here"


def test_other_categories_count_as_a_change(cast, client_of):
    mara, cole = client_of("mara"), client_of("cole")
    url = at(cast.riverton, "organization_change", cast.riverton.maple.pk)
    given = {"name": "Maple Homework Club", "version": 1}
    cole.post(url, given | {"categories": ["youth"]})

    second = mara.post(url, given | {"categories": ["education"]})

    assert second.status_code == 409
    assert [row["label"] for row in second.context["conflict"]["rows"]] == ["Categories", "Primary category"]


def test_detail_tells_the_history_in_words(cast, client_of):
    cole = client_of("cole")
    cole.post(
        at(cast.riverton, "organization_change", cast.riverton.maple.pk),
        {"name": "Maple Club", "categories": ["education"], "version": 1},
    )

    events = cole.get(at(cast.riverton, "organization", cast.riverton.maple.pk)).context["events"]

    assert [(event["who"], event["what"], event["changes"]) for event in events] == [
        (
            "Cole",
            "Organization changed",
            [{"label": "Name", "before": "Maple Homework Club", "after": "Maple Club"}],
        )
    ]


def test_detail_shows_access_and_invitation(cast, client_of):
    person = make.make_person(cast.riverton.maple, name="Lena Ortiz", email="lena@example.org")
    mara = client_of("mara")
    mara.post(at(cast.riverton, "person_invite", person.pk), {"role": "approver"})

    people = mara.get(at(cast.riverton, "organization", cast.riverton.maple.pk)).context["people"]

    assert [
        (one["name"], [str(access["role"]) for access in one["accesses"]], one["invitation"])
        for one in people
    ] == [("Lena Ortiz", [], "pending"), ("Pia", ["Reporter"], "")]


@pytest.mark.parametrize("number", [1, 3])
def test_list_and_detail_cost_the_same_for_one_row_and_three(cast, client_of, number):
    library = make.make_library(slug="counting")
    make.make_staff(library, cast.vera.user)
    partnership = make.make_partnership(library)
    for _ in range(number):
        organization = make.make_organization(library, categories=["youth", "education"])
        make.make_member(partnership, organization)
    for _ in range(number):
        make.make_access(make.make_person(organization))
    AuditEvent.objects.create(
        library=library,
        actor=cast.mara.user,
        action="organization.added",
        subject_type="partners.organization",
        subject_id=organization.pk,
        at="2026-01-01T00:00:00Z",
    )
    vera = client_of("vera")

    assert queries_of(vera, at(library, "organizations")) == 9
    assert queries_of(vera, at(library, "organization", organization.pk)) == 11
    assert queries_of(vera, at(library, "partnerships")) == 7


def test_first_meeting_is_written_on_one_screen(cast, client_of):
    typed = {"person_name": "Ana", "second_name": "Ben", "talk_kind": "meeting", "talk_note": "Lend a room"}

    client_of("cole").post(at(cast.riverton, "organization_add"), NEW | typed)

    entry = ContactEntry.objects.get()
    assert (entry.kind, entry.direction, entry.visibility, entry.note) == (
        "meeting",
        "two_way",
        "staff",
        "Lend a room",
    )
    assert sorted(entry.people.values_list("name", flat=True)) == ["Ana", "Ben"]
    assert list(entry.staff.all()) == [cast.cole.user]


def test_note_without_a_talk_writes_nothing(cast, client_of):
    before = Organization.objects.count()

    answer = client_of("cole").post(at(cast.riverton, "organization_add"), NEW | {"talk_note": "Lend a room"})

    assert "Choose how you talked" in answer.content.decode()
    assert Organization.objects.count() == before


def _folds(page):
    return re.findall(r'<details class="(fold|more)"( open)?>', page.content.decode())


def test_first_meeting_is_folded_to_what_is_asked_first(cast, client_of):
    page = client_of("cole").get(at(cast.riverton, "organization_add"))

    assert not any(is_open for _kind, is_open in _folds(page))
    assert "Choose at least one." in body(page)


def test_what_is_folded_opens_where_something_is_wrong(cast, client_of):
    url, typed = at(cast.riverton, "organization_add"), {"name": "Fir", "email": "nobody"}

    page = client_of("cole").post(url, typed)

    assert [is_open for kind, is_open in _folds(page) if kind == "fold"] == [" open"]
    assert len([is_open for _kind, is_open in _folds(page) if is_open]) == 2


def test_fold_says_what_is_chosen(cast, client_of):
    organization = make.make_organization(cast.riverton.library, name="Fir", categories=["youth", "seniors"])

    page = client_of("cole").get(at(cast.riverton, "organization_change", organization.pk))

    assert re.search(r'class="fold-now">[^<]*Youth', page.content.decode())
