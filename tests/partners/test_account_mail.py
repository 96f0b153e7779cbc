"""The mails that signing in sends: our words, in the reader's language, with the code in plain sight."""

import re

import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.utils import timezone, translation

from tests.make import make_user

MAILS = (
    "login_code",
    "password_reset_key",
    "email_change_agree",
    "email_change_confirm",
    "email_change_taken",
    "email_change_stopped",
    "email_changed",
    "password_changed",
    "password_reset",
    "password_set",
    "unknown_account",
)
FACTS = {
    "code": "ABC-DEF",
    "password_reset_url": "https://example.org/reset/",
    "action_url": "https://example.org/confirm/",
    "from_email": "old@example.org",
    "to_email": "new@example.org",
    "ip": "192.0.2.7",
    "user_agent": "Browser <b>",
}


FACTOR_MAILS = (
    "totp_activated",
    "totp_deactivated",
    "webauthn_added",
    "webauthn_removed",
    "recovery_codes_generated",
    "factor_reset",
    "factor_reset_done",
)


def rendered(name, part, language):
    with translation.override(language):
        return render_to_string(
            f"{'mfa' if name in FACTOR_MAILS else 'account'}/email/{name}_{part}",
            {**FACTS, "timestamp": timezone.now(), "user": None},
        ).strip()


@pytest.mark.parametrize("name", MAILS + FACTOR_MAILS)
def test_account_mail_has_subject_text_and_html_in_both_languages(name):
    parts = [rendered(name, part, "en") for part in ("subject.txt", "message.txt", "message.html")]
    spanish = [rendered(name, part, "es") for part in ("subject.txt", "message.txt", "message.html")]

    assert all(text and text != other for text, other in zip(parts, spanish, strict=True))
    assert f"<title>{parts[0]}</title>" in parts[2]
    assert '<html lang="es">' in spanish[2]
    assert "<b>" not in parts[2]
    assert "<" not in parts[1].replace("Browser <b>", "")


def test_code_stands_alone_in_the_mail_and_its_time_is_told(client, db):
    make_user("mara@example.org")

    client.post("/accounts/login/code/", {"email": "mara@example.org"})

    [sent] = mail.outbox
    [(page, kind)] = sent.alternatives
    code = re.search(r"^ {4}(\S+)$", sent.body, re.MULTILINE)[1]
    assert kind == "text/html"
    assert f">{code}</p>" in page
    assert "10 minutes" in sent.body


def test_link_for_a_new_password_is_in_both_parts(client, db):
    make_user("mara@example.org")

    client.post("/accounts/password/reset/", {"email": "mara@example.org"})

    [sent] = mail.outbox
    link = re.search(r"http\S+/accounts/password/reset/key/\S+", sent.body)[0]
    assert f'href="{link}"' in sent.alternatives[0][0]


def test_stranger_is_told_that_there_is_no_account_and_gets_no_way_in(client, db):
    client.post("/accounts/login/code/", {"email": "nobody@example.org"})

    [sent] = mail.outbox
    assert sent.to == ["nobody@example.org"]
    assert "http" not in sent.body
    assert not re.search(r"^ {4}\S+$", sent.body, re.MULTILINE)


def test_code_comes_in_the_language_of_the_person_not_of_the_browser(client, db, mailoutbox):
    make_user("rosa@example.org", language="es")

    client.post("/accounts/login/code/", {"email": "rosa@example.org"}, headers={"accept-language": "en"})

    (mail,) = mailoutbox
    assert "código" in mail.body
