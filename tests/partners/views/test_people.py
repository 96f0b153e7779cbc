from datetime import date

import pytest

from partners.models import Access, Person
from tests import make
from tests.partners.views.pages import at, body

LENA = {"name": " Lena\tOrtiz ", "email": "LENA@example.org", "language": "es", "job_title": "Director"}


def test_person_is_noted_at_the_organization(cast, client_of):
    response = client_of("cole").post(at(cast.riverton, "person_add", cast.riverton.maple.pk), LENA)

    person = Person.objects.get(email="lena@example.org")
    assert response.url == at(cast.riverton, "organization", cast.riverton.maple.pk)
    assert (person.name, person.organization, person.language, person.job_title) == (
        "Lena Ortiz",
        cast.riverton.maple,
        "es",
        "Director",
    )


def test_second_writer_sees_both_versions_of_a_person(cast, client_of):
    person = make.make_person(cast.riverton.maple, name="Lena Ortiz", email="lena@example.org")
    url = at(cast.riverton, "person_change", person.pk)
    given = {"name": "Lena Ortiz", "email": "lena@example.org", "language": "en", "version": 1}
    client_of("cole").post(url, given | {"language": "es"})

    response = client_of("mara").post(url, given | {"phone": "555-0100"})

    assert response.status_code == 409
    assert response.context["conflict"]["rows"] == [
        {"label": "Phone", "theirs": "", "yours": "555-0100"},
        {"label": "Language of mails", "theirs": "Español", "yours": "English"},
    ]
    assert Person.objects.get(pk=person.pk).phone == ""


def test_invitation_page_names_the_address_and_sends_nothing(cast, client_of):
    person = make.make_person(cast.riverton.maple, name="Lena Ortiz", email="lena@example.org")

    page = body(client_of("cole").get(at(cast.riverton, "person_invite", person.pk)))

    assert "The invitation goes to lena@example.org." in page
    assert person.invitations.count() == 0


def test_invitation_goes_to_the_person(cast, client_of):
    person = make.make_person(cast.riverton.maple, name="Lena Ortiz", email="lena@example.org")

    client_of("cole").post(at(cast.riverton, "person_invite", person.pk), {"role": "approver"})

    invitation = person.invitations.get()
    assert (invitation.email, invitation.access_role, invitation.deliveries.count()) == (
        "lena@example.org",
        "approver",
        1,
    )


def test_person_without_address_cannot_be_invited(cast, client_of):
    person = make.make_person(cast.riverton.maple, name="Lena Ortiz", email="")

    response = client_of("cole").post(at(cast.riverton, "person_invite", person.pk), {"role": "approver"})

    assert response.context["form"].non_field_errors() == ["Give this person an e-mail address first."]


def test_access_ends_on_a_day(cast, client_of):
    access = make.make_access(make.make_person(cast.riverton.maple))

    client_of("cole").post(
        at(cast.riverton, "access_end", access.pk), {"ends_on": "2026-11-30", "version": 1}
    )

    assert Access.objects.get(pk=access.pk).ends_on == date(2026, 11, 30)


def test_access_cannot_end_before_it_starts(cast, client_of):
    access = make.make_access(make.make_person(cast.riverton.maple), starts_on=date(2026, 1, 1))

    response = client_of("cole").post(
        at(cast.riverton, "access_end", access.pk), {"ends_on": "2025-12-31", "version": 1}
    )

    assert response.context["form"].non_field_errors() == ["Access cannot end before it starts."]


@pytest.mark.parametrize("typed", ["", "2026-02-30", "tomorrow", "9" * 40])
def test_access_needs_a_real_day(cast, client_of, typed):
    access = make.make_access(make.make_person(cast.riverton.maple))

    response = client_of("cole").post(
        at(cast.riverton, "access_end", access.pk), {"ends_on": typed, "version": 1}
    )

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["ends_on"])
