"""What nobody types by accident is answered with a page, not with a crash."""

from urllib.parse import urlencode

import pytest

from partners.models import Organization, Person
from tests import make
from tests.partners.views.pages import at

TYPED = {
    "nul": "a\x00b",
    "surrogate": "a\ud800b",
    "long": "x" * 100_000,
    "huge": "9" * 400,
    "right-to-left": "\u202egnirts",
    "controls": "\x01\x02\x1f",
    "markup": "<script>alert(1)</script>",
    "percent": "%_\\'\"%%s{}",
}


def _typed(text):
    """As somebody could send it: what UTF-8 cannot hold becomes bytes that are not UTF-8."""
    return text.encode("utf-8", "surrogatepass")


def _post(client, url, fields):
    return client.post(url, urlencode(fields), content_type="application/x-www-form-urlencoded")


@pytest.mark.parametrize("kind", TYPED)
@pytest.mark.parametrize(
    ("page", "fields"),
    [
        (
            "organization_add",
            [
                "name",
                "website",
                "email",
                "phone",
                "notes",
                "categories",
                "primary",
                "person_name",
                "person_email",
            ],
        ),
        ("partnership_add", ["name", "purpose", "started_on"]),
        ("staff_invite", ["email", "role"]),
    ],
)
def test_hostile_text_in_new_rows(cast, client_of, page, fields, kind):
    mara = client_of("mara")
    fine = {
        "name": "Fine",
        "categories": "youth",
        "started_on": "2026-01-01",
        "email": "a@example.org",
        "role": "viewer",
    }

    for field in fields:
        response = _post(mara, at(cast.riverton, page), fine | {field: _typed(TYPED[kind])})
        assert response.status_code in (200, 302), field


@pytest.mark.parametrize("kind", TYPED)
def test_hostile_text_in_changes(cast, client_of, kind):
    mara, setting = client_of("mara"), cast.riverton
    person = make.make_person(setting.maple)
    access = make.make_access(person)
    pages = {
        at(setting, "organization_change", setting.maple.pk): [
            "name",
            "notes",
            "categories",
            "primary",
            "version",
        ],
        at(setting, "person_change", person.pk): ["name", "email", "phone", "language", "version"],
        at(setting, "person_invite", person.pk): ["role"],
        at(setting, "access_end", access.pk): ["ends_on", "version"],
        at(setting, "partnership_change", setting.partnership.pk): [
            "name",
            "started_on",
            "ended_on",
            "version",
        ],
        at(setting, "member_add", setting.partnership.pk): ["organization", "role", "joined_on"],
        at(setting, "member_change", setting.maple.members.get().pk): ["role", "left_on", "version"],
    }
    for url, fields in pages.items():
        for field in fields:
            response = _post(mara, url, {"version": 1, "name": "Fine", field: _typed(TYPED[kind])})
            assert response.status_code in (200, 302, 409), (url, field)


@pytest.mark.parametrize("kind", TYPED)
@pytest.mark.parametrize("name", ["q", "category", "from", "after", "before"])
@pytest.mark.parametrize("page", ["organizations", "partnerships"])
def test_hostile_addresses(cast, client_of, page, name, kind):
    response = client_of("vera").get(
        f"{at(cast.riverton, page)}?{urlencode({name: _typed(TYPED[kind][:20_000])})}"
    )

    assert response.status_code == (400 if kind == "nul" else 200)


@pytest.mark.parametrize(
    "key", ["~", "maple~", "~5", "maple~0", "maple~" + "9" * 18, "maple~" + "9" * 19, "~~1"]
)
@pytest.mark.parametrize("name", ["after", "before"])
def test_made_up_page_keys(cast, client_of, name, key):
    assert client_of("vera").get(at(cast.riverton, "organizations"), {name: key}).status_code == 200


def test_huge_numbers_in_addresses_look_absent(cast, client_of):
    response = client_of("mara").get(f"{at(cast.riverton, 'organizations')}{'9' * 300}/")

    assert response.status_code == 404


def test_odd_but_honest_text_is_stored_unharmed(cast, client_of):
    given = {"name": "<b>Ñandú & Co</b>", "categories": "youth", "notes": "100 %\r\n„quoted“ \\ {{ x }}"}

    client_of("mara").post(at(cast.riverton, "organization_add"), given)

    added = Organization.objects.get(name="<b>Ñandú & Co</b>")
    assert (added.name_key, added.notes) == ("<b>nandu & co</b>", "100 %\n„quoted“ \\ {{ x }}")
    page = client_of("vera").get(at(cast.riverton, "organization", added.pk)).content.decode()
    assert "&lt;b&gt;Ñandú &amp; Co&lt;/b&gt;" in page


def test_name_of_nothing_visible_is_refused(cast, client_of):
    url = at(cast.riverton, "person_add", cast.riverton.maple.pk)

    response = client_of("mara").post(url, {"name": "\x01\x02", "language": "en"})

    assert response.context["form"].errors == {"name": ["This field is required."]}
    assert Person.objects.filter(organization=cast.riverton.maple).count() == 1
