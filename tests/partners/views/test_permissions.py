"""Every page of the app, asked by everybody."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from partners.domain.invitations import invite_staff
from tests import make
from tests.cast import PERSONAS
from tests.partners.views.pages import at, body

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
# Who is answered how; everybody else gets 404, and nobody is sent to the sign-in.
READERS = {"mara": 200, "cole": 200, "vera": 200}
EDITORS = {"mara": 200, "cole": 200, "vera": 403}
MANAGERS = {"mara": 200, "cole": 403, "vera": 403}
EVERYBODY = READERS | {"pia": 200, "bea": 200, "nick": 200, "fay": 200}
BACKBONE = EDITORS | {"bea": 200, "pia": 403, "fay": 403}

PAGES = {
    "organizations": READERS,
    "organization_add": EDITORS,
    "organization": READERS,
    "organization_change": EDITORS,
    "person_add": EDITORS,
    "person_change": EDITORS,
    "person_invite": EDITORS,
    "access_end": EDITORS,
    "partnerships": EVERYBODY,
    "partnership_add": EDITORS,
    "partnership_change": BACKBONE,
    "member_add": EDITORS,
    "member_change": BACKBONE,
    "staff": MANAGERS,
    "staff_invite": MANAGERS,
    "staff_role": MANAGERS,
}
POSTS = {
    "staff_remove": MANAGERS,
    "invitation_resend": MANAGERS,
    "invitation_withdraw": MANAGERS,
}
# The kind of row that the address of a page names.
ROWS = {
    "organization": "organization",
    "organization_change": "organization",
    "person_add": "organization",
    "person_change": "person",
    "person_invite": "person",
    "access_end": "access",
    "partnership_change": "partnership",
    "member_add": "partnership",
    "member_change": "member",
    "staff_role": "membership",
    "staff_remove": "membership",
    "invitation_resend": "invitation",
    "invitation_withdraw": "invitation",
}


def _rows(cast, setting):
    """One row of each kind in a setting's library."""
    person = make.make_person(setting.maple, name="Lena Ortiz")
    manager = make.make_user()
    return {
        "organization": setting.maple,
        "person": person,
        "access": make.make_access(person),
        "partnership": setting.partnership,
        "member": setting.maple.members.get(),
        "membership": make.make_staff(setting.library, manager),
        "invitation": invite_staff(
            setting.library, by=manager, email="new@example.org", role="viewer", now=NOW
        ),
    }


def _address(name, setting, rows):
    return at(setting, name, *([rows[ROWS[name]].pk] if name in ROWS else []))


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("name", PAGES)
def test_page_opens_for_those_it_is_for(cast, client_of, name, persona):
    url = _address(name, cast.riverton, _rows(cast, cast.riverton))

    response = client_of(persona).get(url)

    if persona == "nobody":
        assert (response.status_code, response.url) == (302, f"{reverse('account_login')}?next={url}")
    else:
        assert response.status_code == PAGES[name].get(persona, 404)


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("name", POSTS)
def test_button_works_for_those_it_is_for(cast, client_of, name, persona):
    url = _address(name, cast.riverton, _rows(cast, cast.riverton))

    response = client_of(persona).post(url, {"version": 1})

    expected = {200: 302}.get(POSTS[name].get(persona, 404), POSTS[name].get(persona, 404))
    assert response.status_code == (302 if persona == "nobody" else expected)


@pytest.mark.parametrize("name", POSTS)
def test_button_does_nothing_when_only_looked_at(cast, client_of, name):
    url = _address(name, cast.riverton, _rows(cast, cast.riverton))

    assert client_of("mara").get(url).status_code == 405


@pytest.mark.parametrize("name", ROWS)
def test_row_of_another_library_looks_absent(cast, client_of, name):
    rows = _rows(cast, cast.twin)
    mara, method = client_of("mara"), "post" if name in POSTS else "get"
    foreign = getattr(mara, method)(_address(name, cast.riverton, rows))
    absent = getattr(mara, method)(at(cast.riverton, name, 987654321))

    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert body(foreign) == body(absent)
    assert "mara@example.org" in body(foreign)


def test_library_out_of_reach_looks_absent(cast, client_of):
    mara = client_of("mara")
    foreign = mara.get(at(cast.twin, "organizations"))
    absent = mara.get("/libraries/no-such-library/organizations/")

    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert body(foreign) == body(absent)


def test_page_that_may_not_be_changed_says_which_account_is_signed_in(cast, client_of):
    response = client_of("vera").get(at(cast.riverton, "organization_add"))

    assert response.status_code == 403
    assert "vera@example.org" in body(response)


def test_person_invitations_are_the_coordinators_business(cast, client_of):
    person = make.make_person(cast.riverton.maple, name="Lena Ortiz")
    cole = client_of("cole")
    cole.post(at(cast.riverton, "person_invite", person.pk), {"role": "reporter"})
    invitation = person.invitations.get()

    response = cole.post(at(cast.riverton, "invitation_withdraw", invitation.pk))

    assert response.url == at(cast.riverton, "organization", cast.riverton.maple.pk)
    invitation.token.refresh_from_db()
    assert invitation.token.revoked_at is not None


def test_library_home_leads_to_the_partnerships(cast, client_of):
    response = client_of("pia").get(at(cast.riverton, "library_home"))

    assert response.url == at(cast.riverton, "partnerships")
