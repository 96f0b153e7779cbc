"""Second factors: added, asked for, required, lost."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from partners.models import AuditEvent, Library
from tests import make
from tests.partners.views.pages import at, body

MARA, COLE = "mara@example.org", "cole@example.org"


@pytest.fixture(autouse=True)
def _no_limits_from_other_tests(db):
    cache.clear()


def _sign_in(email, client=None, **more):
    client = client or Client()
    client.last = client.post(reverse("account_login"), {"login": email, "password": make.PASSWORD, **more})
    return client


def _code(secret, *, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def _add_app(client):
    """Through the pages, as a person does; returns the secret and the recovery codes."""
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    shown = client.post(reverse("mfa_activate_totp"), {"code": _code(secret)}, follow=True)
    return secret, re.findall(r"<code>(\d{8})</code>", body(shown))


def _answer(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def _require(library, **values):
    Library.objects.filter(pk=library.pk).update(**values)


def test_app_is_added_told_and_written_down(cast, django_capture_on_commit_callbacks):
    client = _sign_in(MARA)
    with django_capture_on_commit_callbacks(execute=True):
        secret, codes = _add_app(client)

    assert len(set(codes)) == 10
    assert mail.outbox[-1].subject == "An authenticator app was added to your account"
    assert AuditEvent.objects.filter(action="user.factor_added", actor=cast.mara.user).count() == 1
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored


def test_picture_and_secret_are_on_the_page_without_script(cast):
    client = _sign_in(MARA)
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    response = client.get(reverse("mfa_activate_totp"))

    page = body(response)
    assert 'src="data:image/svg+xml;base64,' in page
    assert response.context["form"].secret in page
    assert "script-src" not in response["Content-Security-Policy"]


def test_code_of_the_app_is_asked_for_and_works_once(cast):
    secret, _codes = _add_app(_sign_in(MARA))
    client = _sign_in(MARA)
    assert client.last.url == reverse("mfa_authenticate")
    assert client.get(reverse("account")).status_code == 302

    code = _code(secret, steps=1)
    assert _answer(client, code).url == reverse("home")
    assert client.get(reverse("account")).status_code == 200
    assert _answer(_sign_in(MARA), code).status_code == 200


def test_recovery_codes_are_shown_once_and_each_works_once(cast):
    client = _sign_in(MARA)
    _secret, codes = _add_app(client)

    again = body(client.get(reverse("mfa_view_recovery_codes")))
    assert not any(code in again for code in codes)
    assert _answer(_sign_in(MARA), codes[0]).url == reverse("home")
    assert _answer(_sign_in(MARA), codes[0]).status_code == 200


def test_code_by_mail_does_not_go_round_the_second_factor(cast):
    _add_app(_sign_in(MARA))
    mail.outbox.clear()
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": MARA})
    code = re.search(r"^ {4}(\S+)$", mail.outbox[0].body, re.MULTILINE)[1]

    assert client.post(reverse("account_confirm_login_code"), {"code": code}).url == reverse(
        "mfa_authenticate"
    )


def test_admin_is_behind_the_second_factor(db):
    ada = make.make_user(is_staff=True, is_superuser=True)
    secret, _codes = _add_app(_sign_in(ada.email))
    client = _sign_in(ada.email, next="/admin/")

    assert client.get("/admin/").url.startswith("/admin/login/")
    _answer(client, _code(secret, steps=1))
    assert client.get("/admin/").status_code == 200


def test_guessing_codes_is_limited(cast):
    _add_app(_sign_in(MARA))
    cache.clear()
    client = _sign_in(MARA)
    answers = [_answer(client, f"{number:06}") for number in range(25)]

    assert "Too many" in body(answers[-1])
    assert client.get(reverse("account")).status_code == 302


def test_factor_is_removed_only_by_who_has_it(cast):
    client = _sign_in(MARA)
    _secret, codes = _add_app(client)
    newcomer = _sign_in(MARA)
    _answer(newcomer, codes[0])

    asked = newcomer.get(reverse("mfa_deactivate_totp"))
    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    # The password is no way round.
    refused = newcomer.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    assert refused.url.startswith(reverse("mfa_reauthenticate"))

    newcomer.post(reverse("mfa_reauthenticate"), {"code": codes[1]})
    newcomer.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert AuditEvent.objects.filter(action="user.factor_removed").count() == 1
    assert mail.outbox[-1].subject == "The authenticator app was removed from your account"


@pytest.mark.parametrize("name", ["staff", "settings", "organizations"])
def test_manager_without_a_factor_is_led_to_add_one(cast, name):
    _require(cast.riverton.library, requires_second_factor=True)
    client = _sign_in(MARA)

    assert client.get(at(cast.riverton, name)).url == reverse("mfa_index")
    assert client.post(at(cast.riverton, name)).url == reverse("mfa_index")
    assert "asks for a second factor" in body(client.get(reverse("mfa_index")))


@pytest.mark.parametrize("name", ["account", "mfa_index", "lost_factor", "account_logout"])
def test_manager_without_a_factor_keeps_the_account_pages_and_the_way_out(cast, name):
    _require(cast.riverton.library, requires_second_factor=True)

    assert _sign_in(MARA).get(reverse(name)).status_code == 200


def test_manager_who_added_one_goes_on(cast):
    _require(cast.riverton.library, requires_second_factor=True)
    client = _sign_in(MARA)
    _add_app(client)

    assert client.get(at(cast.riverton, "staff")).status_code == 200


def test_requirement_is_for_managers_of_that_library_only(cast, client_of):
    _require(cast.riverton.library, requires_second_factor=True)

    for name in ("cole", "pia", "otto"):
        assert client_of(name).get(reverse("account")).status_code == 200
        assert client_of(name).get("/home/").headers.get("Location") != reverse("mfa_index")


def test_rule_is_set_by_managers_and_written_down(cast, client_of):
    library = Library.objects.get(pk=cast.riverton.library.pk)
    mara = client_of("mara")
    page = mara.get(at(cast.riverton, "settings"))
    typed = {name: value or "" for name, value in page.context["form"].initial.items()}
    typed |= {"requires_second_factor": "on", "allows_remembering": "on", "version": library.version}

    mara.post(at(cast.riverton, "settings"), typed)

    assert Library.objects.get(pk=library.pk).requires_second_factor
    event = AuditEvent.objects.filter(action="library.changed").latest("pk")
    assert event.changes["requires_second_factor"] == [False, True]


def test_last_administrator_is_led_and_never_locked_out(db, settings):
    settings.REQUIRE_SECOND_FACTOR_FOR_ADMIN = True
    ada = make.make_user(is_staff=True, is_superuser=True)
    client = _sign_in(ada.email)
    assert client.get("/admin/").url == reverse("mfa_index")
    _add_app(client)
    assert client.get("/admin/").status_code == 200

    # The phone and the codes are gone: whoever runs the server helps.
    call_command("reset_second_factor", ada.email)

    again = _sign_in(ada.email)
    assert again.get("/admin/").url == reverse("mfa_index")
    _add_app(again)
    assert again.get("/admin/").status_code == 200


@pytest.fixture
def mara_who_confirmed(cast):
    client = _sign_in(MARA)
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    return client


def _reset_url(cast, name):
    membership = cast.riverton.library.memberships.get(user=getattr(cast, name).user)
    return at(cast.riverton, "staff_factor_reset", membership.pk)


def test_manager_helps_a_colleague_who_lost_the_factor(cast, mara_who_confirmed):
    cole = _sign_in(COLE)
    _add_app(cole)
    mail.outbox.clear()

    response = mara_who_confirmed.post(_reset_url(cast, "cole"), follow=True)

    assert "Cole signs in without a second factor" in body(response)
    assert sorted(message.to[0] for message in mail.outbox) == [COLE, MARA]
    event = AuditEvent.objects.get(action="user.factor_reset")
    assert (event.actor, event.library) == (cast.mara.user, cast.riverton.library)
    assert cole.get(reverse("account")).status_code == 302
    assert _sign_in(COLE).last.url == reverse("home")


def test_nobody_resets_the_own_factor(cast):
    client = _sign_in(MARA)
    _secret, codes = _add_app(client)
    client.post(reverse("mfa_reauthenticate"), {"code": codes[0]})

    response = client.post(_reset_url(cast, "mara"), follow=True)

    assert "on your account" in body(response)
    assert Authenticator.objects.exists()


def test_manager_takes_no_factor_that_opens_more_than_the_library(cast, mara_who_confirmed):
    make.make_staff(cast.twin.library, cast.cole.user)
    _add_app(_sign_in(COLE))

    response = mara_who_confirmed.post(_reset_url(cast, "cole"), follow=True)

    assert "only a site administrator" in body(response)
    assert Authenticator.objects.exists()


@pytest.mark.parametrize(("name", "status"), [("cole", 403), ("vera", 403), ("pia", 404), ("otto", 404)])
def test_only_managers_help(cast, client_of, name, status):
    assert client_of(name).post(_reset_url(cast, "vera")).status_code == status


def test_site_administrator_helps_in_the_administration(cast):
    _add_app(_sign_in(COLE))
    ada = make.make_user(is_staff=True, is_superuser=True)
    client = _sign_in(ada.email)
    client.post(
        "/admin/partners/user/", {"action": "reset_factors", "_selected_action": [cast.cole.user.pk, ada.pk]}
    )

    assert not Authenticator.objects.exists()
    assert AuditEvent.objects.get(action="user.factor_reset").subject_id == cast.cole.user.pk


def test_way_back_names_colleagues_to_those_who_gave_their_password_only(cast):
    _add_app(_sign_in(COLE))

    assert MARA in body(_sign_in(COLE).get(reverse("lost_factor")))
    assert "@example.org" not in body(Client().get(reverse("lost_factor")))


def test_last_manager_is_sent_to_the_site_administrator(cast):
    _add_app(_sign_in(MARA))

    assert "ask the site administrator" in body(_sign_in(MARA).get(reverse("lost_factor")))


def test_factor_that_cannot_be_read_any_more_opens_nothing_and_breaks_nothing(cast, settings):
    secret, _codes = _add_app(_sign_in(MARA))
    settings.SECRET_KEY = "another key"

    assert _answer(_sign_in(MARA), _code(secret, steps=1)).status_code == 200


@pytest.mark.parametrize(
    "credential",
    ["", "{}", "[]", "null", "x" * 100_000, '{"id": "a"}', '{"id": "a", "response": {"userHandle": "zz"}}'],
)
def test_garbled_passkeys_are_refused(cast, credential):
    client = Client()
    client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})

    response = client.post(reverse("mfa_login_webauthn"), {"credential": credential})

    assert (response.status_code, response.url) == (302, reverse("account_login"))
    assert client.get(reverse("account")).status_code == 302


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("archive", "The archive holds everything of the library"),
        ("email_change", "this changes how your account is protected"),
    ],
)
def test_page_that_asks_again_says_why(cast, client_of, name, sentence):
    mara = client_of("mara")
    args = [cast.riverton.library.slug] if name == "archive" else []

    page = mara.get(reverse(name, args=args), follow=True)

    assert sentence in page.content.decode()
