import pytest
from django.test import Client

from partners.models import Delivery, Invitation, Library, Organization
from tests import make

FORM = {
    "name": "Cedar Library",
    "slug": "cedar",
    "time_zone": "America/Denver",
    "language": "en",
    "first_manager_email": "Head@Example.org",
}


@pytest.fixture
def administrator(db):
    client = Client()
    client.force_login(make.make_user(is_staff=True, is_superuser=True))
    return client


def test_administrator_founds_a_library_and_its_manager_is_invited(administrator):
    administrator.post("/admin/partners/library/add/", FORM)

    library = Library.objects.get()
    invitation = Invitation.objects.get()
    assert (library.slug, library.time_zone, library.name_key) == ("cedar", "America/Denver", "cedar library")
    assert list(Organization.objects.values_list("name", "is_own")) == [("Cedar Library", True)]
    assert (invitation.email, invitation.staff_role) == ("head@example.org", "manager")
    assert [delivery.to_email for delivery in Delivery.objects.all()] == ["head@example.org"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("slug", "cedar"), ("time_zone", "Mars/Olympus"), ("first_manager_email", ""), ("name", "")],
)
def test_founding_refuses_what_cannot_be(administrator, field, value):
    make.make_library(slug="cedar")

    response = administrator.post("/admin/partners/library/add/", FORM | {"slug": "other", field: value})

    assert field in response.context["adminform"].form.errors
    assert Library.objects.count() == 1


def test_changing_a_library_invites_nobody(administrator):
    library = make.make_library(slug="cedar")

    administrator.post(
        f"/admin/partners/library/{library.pk}/change/",
        {"name": "Cedar Falls Library", "slug": "cedar", "time_zone": "America/Chicago", "language": "es"},
    )

    library.refresh_from_db()
    assert (library.name, library.language, library.version) == ("Cedar Falls Library", "es", 2)
    assert Invitation.objects.count() == 0


def test_first_invitation_is_sent_again_until_there_is_a_manager(administrator):
    administrator.post("/admin/partners/library/add/", FORM)
    library = Library.objects.get()
    action = {"action": "resend_first_invitation", "_selected_action": [library.pk]}

    administrator.post("/admin/partners/library/", action)
    make.make_staff(library)
    administrator.post("/admin/partners/library/", action)

    assert Invitation.objects.count() == 2
    assert Invitation.objects.filter(token__revoked_at=None).count() == 1


@pytest.mark.parametrize("path", ["partners/organization", "partners/person", "measurements/observation"])
def test_rows_with_domain_functions_are_read_only(administrator, path):
    assert administrator.get(f"/admin/{path}/").status_code == 200
    assert administrator.get(f"/admin/{path}/add/").status_code == 403
