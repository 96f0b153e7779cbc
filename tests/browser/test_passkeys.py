"""Passkeys, with the browser's own make-believe authenticator."""

import re
from urllib.parse import urlsplit

import pytest

from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def cole(visit_as):
    """Nobody yet, with a phone that has a fingerprint reader."""
    visitor = visit_as("nobody")
    driver = visitor.context.new_cdp_session(visitor.page)
    driver.send("WebAuthn.enable")
    driver.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return visitor


def _sign_in_by_password(visitor):
    visitor.open("/accounts/login/", width=390)
    visitor.page.fill("input[name=login]", "cole@example.org")
    visitor.page.fill("input[name=password]", make.PASSWORD)
    visitor.page.click("main form button[type=submit] >> nth=0")
    visitor.page.wait_for_load_state()


def _add_passkey(visitor):
    visitor.open("/accounts/2fa/passkeys/add/", width=390)
    visitor.page.fill("input[name=password]", make.PASSWORD)
    visitor.page.click("main form button[type=submit]")
    visitor.page.fill("input[name=name]", "My phone")
    with visitor.page.expect_navigation(url=re.compile("recovery-codes")):
        visitor.page.click("#add-passkey")


def _path(visitor):
    return urlsplit(visitor.page.url).path


def test_passkey_is_added_and_signs_in_alone(cole):
    _sign_in_by_password(cole)
    _add_passkey(cole)
    assert len(re.findall(r"<code>\d{8}</code>", cole.page.content())) == 10
    cole.open("/accounts/2fa/", width=390)
    assert "My phone" in cole.page.inner_text("main")

    cole.context.clear_cookies()
    cole.open("/accounts/login/", width=390)
    with cole.page.expect_navigation(url=re.compile("/libraries/")):
        cole.page.click("#use-passkey")

    assert cole.problems == []
    cole.open("/account/", width=390)
    assert "cole@example.org" in cole.page.inner_text("main")


def test_passkey_answers_after_the_password(cole):
    _sign_in_by_password(cole)
    _add_passkey(cole)
    cole.context.clear_cookies()
    _sign_in_by_password(cole)
    assert _path(cole) == "/accounts/2fa/authenticate/"
    assert cole.inspect(language="en") == []

    with cole.page.expect_navigation(url=re.compile("/libraries/")):
        cole.page.click("#use-passkey")

    assert cole.problems == []


def test_passkey_that_nobody_has_is_told_in_words(cole):
    cole.open("/accounts/login/", width=390)
    cole.page.click("#use-passkey")
    cole.page.wait_for_selector("[data-passkey-error]:visible")

    assert "The passkey did not answer" in cole.page.inner_text("main")
    assert _path(cole) == "/accounts/login/"
