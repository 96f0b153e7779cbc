import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from partners.domain.users import close_account
from partners.models import LibraryMembership
from tests import make
from tests.partners.views.pages import at, body

THE_OWNER, A_STRANGER = "198.51.100.7", "203.0.113.9"


@pytest.fixture(autouse=True)
def _no_limits_from_other_tests(db):
    cache.clear()


def _sign_in(client, email, password=make.PASSWORD, address=THE_OWNER, **more):
    return client.post(
        reverse("account_login"), {"login": email, "password": password, **more}, REMOTE_ADDR=address
    )


def test_password_signs_in_and_leads_home(cast):
    client = Client()

    assert _sign_in(client, "Mara@Example.org").url == reverse("home")
    assert client.get(at(cast.riverton, "staff")).status_code == 200


def test_sessions_of_staff_end_when_idle(cast, settings):
    staff, partner = Client(), Client()
    for client, email in ((staff, "vera@example.org"), (partner, "pia@example.org")):
        _sign_in(client, email, remember="on")
        client.get(reverse("home"))

    assert staff.session.get_expiry_age() == settings.STAFF_IDLE_SECONDS
    assert partner.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_sign_in_has_a_new_session_key(cast):
    client = Client()
    client.get(reverse("account_login"))
    _sign_in(client, "mara@example.org")
    first = client.session.session_key
    _sign_in(client, "mara@example.org")
    client.post(reverse("account_logout"))
    _sign_in(client, "mara@example.org")

    assert client.session.session_key != first


def test_code_signs_in(cast):
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": "pia@example.org"})
    code = re.search(r"^ {4}(\S+)$", mail.outbox[0].body, re.MULTILINE)[1]

    response = client.post(reverse("account_confirm_login_code"), {"code": code})

    assert response.url == reverse("home")
    assert client.get(at(cast.riverton, "partnerships")).status_code == 200


def test_new_password_by_mail(cast, settings):
    settings.BASE_URL = "https://partners.example.org"
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "pia@example.org"})
    assert settings.BASE_URL in mail.outbox[0].body
    link = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[0].body).group()
    form = client.get(link, follow=True)
    client.post(
        form.redirect_chain[-1][0], {"password1": "seven green lanterns", "password2": "seven green lanterns"}
    )

    assert _sign_in(Client(), "pia@example.org", "seven green lanterns").status_code == 302


@pytest.mark.parametrize(
    ("name", "field"), [("account_request_login_code", "email"), ("account_reset_password", "email")]
)
def test_unknown_addresses_answer_like_known_ones(cast, name, field):
    known = Client().post(reverse(name), {field: "pia@example.org"}, follow=True)
    unknown = Client().post(reverse(name), {field: "zoe@example.org"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert body(known).replace("pia@", "zoe@") == body(unknown)
    # Both get a mail, so that both answers take as long; the stranger's opens nothing.
    assert [message.to for message in mail.outbox] == [["pia@example.org"], ["zoe@example.org"]]
    assert mail.outbox[1].subject == "There is no account for this address"


def test_wrong_password_answers_like_an_unknown_address(cast):
    known, unknown = (
        _sign_in(Client(), "pia@example.org", "wrong"),
        _sign_in(Client(), "zoe@example.org", "wrong"),
    )

    assert known.status_code == unknown.status_code == 200
    assert body(known).replace("pia@", "zoe@") == body(unknown)


def test_mail_server_that_fails_does_not_tell_known_addresses_from_unknown(cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    known, unknown = (
        Client().post(reverse("account_request_login_code"), {"email": email})
        for email in ("pia@example.org", "zoe@example.org")
    )

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_closed_account_stays_out(cast):
    close_account(cast.pia.user, by=cast.mara.user)
    client = Client()

    _sign_in(client, "pia@example.org")

    assert client.get("/home/").status_code == 302


def test_200_wrong_passwords_do_not_lock_the_owner_out(cast):
    answers = [_sign_in(Client(), "mara@example.org", "wrong", A_STRANGER) for _ in range(200)]

    assert answers[-1].status_code == 429
    assert "Too many tries" in body(answers[-1])
    assert _sign_in(Client(), "mara@example.org").url == reverse("home")


def test_limit_holds_even_for_the_right_password(cast):
    for _ in range(25):
        _sign_in(Client(), "mara@example.org", "wrong", A_STRANGER)

    assert _sign_in(Client(), "mara@example.org", address=A_STRANGER).status_code == 200


def test_forged_proxy_header_does_not_move_the_limit(cast):
    for number in range(25):
        Client().post(
            reverse("account_login"),
            {"login": "mara@example.org", "password": "wrong"},
            REMOTE_ADDR=A_STRANGER,
            HTTP_X_FORWARDED_FOR=f"192.0.2.{number}",
        )

    assert _sign_in(Client(), "mara@example.org", address=A_STRANGER).status_code == 200


def test_nobody_signs_up(db):
    shown = Client().get(reverse("account_signup"))
    tried = Client().post(
        reverse("account_signup"), {"email": "zoe@example.org", "password1": "seven green lanterns"}
    )

    assert "Accounts are by invitation" in body(shown)
    assert "Accounts are by invitation" in body(tried)
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "account_change_password",
        "account_set_password",
        "account_logout",
        "account_reauthenticate",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_request_login_code",
        "account_confirm_login_code",
    ],
)
def test_pages_about_the_account_open_or_lead_on(cast, client_of, name):
    for client in (client_of("pia"), Client()):
        assert client.get(reverse(name), follow=True).status_code == 200


def test_admin_is_behind_the_same_sign_in(db):
    assert Client().get("/admin/login/?next=/admin/").url == f"{reverse('account_login')}?next=%2Fadmin%2F"
    assert Client().get("/admin/").url.startswith("/admin/login/")


def test_admin_refuses_everybody_else_without_a_circle(cast, client_of):
    response = client_of("mara").get("/admin/", follow=True)

    assert response.status_code == 403
    assert "mara@example.org" in body(response)


def test_admin_opens_for_site_administrators(db):
    admin = make.make_user(is_staff=True, is_superuser=True)
    client = Client()
    _sign_in(client, admin.email, next="/admin/")

    assert client.get("/admin/").status_code == 200
    assert client.session["is_staff_session"] is True
    assert not LibraryMembership.objects.filter(user=admin).exists()
