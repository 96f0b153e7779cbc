import pytest
from django.test import Client

from partners.models import AuditEvent
from tests import make


@pytest.fixture
def administrator(db):
    return make.make_user(is_staff=True, is_superuser=True)


def _act(administrator, action, *users):
    client = Client()
    client.force_login(administrator)
    client.post("/admin/partners/user/", {"action": action, "_selected_action": [user.pk for user in users]})


def test_closed_account_cannot_sign_in_until_it_is_opened_again(administrator):
    user = make.make_user("leaver@example.org")

    _act(administrator, "close_accounts", user)
    closed = Client().login(username="leaver@example.org", password=make.PASSWORD)
    _act(administrator, "reopen_accounts", user)
    reopened = Client().login(username="leaver@example.org", password=make.PASSWORD)

    assert (closed, reopened) == (False, True)
    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True)) == [
        "user.closed",
        "user.reopened",
    ]


def test_administrator_cannot_close_the_own_account(administrator):
    _act(administrator, "close_accounts", administrator)

    administrator.refresh_from_db()
    assert administrator.is_active


def test_session_of_a_closed_account_ends_with_the_next_request(administrator):
    user = make.make_user("leaver@example.org")
    client = Client()
    client.force_login(user)

    _act(administrator, "close_accounts", user)

    assert client.get("/home/").status_code == 302


def test_only_administrators_reach_the_admin(cast, client_of):
    assert client_of("mara").get("/admin/").status_code in {302, 403}
    assert client_of("pia").get("/admin/").status_code in {302, 403}
