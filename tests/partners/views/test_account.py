"""One's own account: who, how one signs in, and where one is signed in."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from partners.models import AuditEvent, User
from tests import make
from tests.partners.views.pages import body

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36"
OLD, NEW = "pia@example.org", "pia.new@example.org"


@pytest.fixture(autouse=True)
def _no_limits_from_other_tests(db):
    cache.clear()


def _signed_in(email, agent=DESK):
    client = Client(HTTP_USER_AGENT=agent)
    client.post(reverse("account_login"), {"login": email, "password": make.PASSWORD})
    return client


def _confirm_identity(client, next_name):
    return client.post(
        reverse("account_reauthenticate"), {"password": make.PASSWORD, "next": reverse(next_name)}
    )


def _links():
    found = {}
    for message in mail.outbox:
        link = re.search(r"/account/email/\S+/", message.body)
        if link:
            found[message.to[0]] = link.group()
    return found


@pytest.fixture
def pia(cast):
    return _signed_in(OLD)


def _ask(client, email=NEW):
    _confirm_identity(client, "email_change")
    mail.outbox.clear()
    return client.post(reverse("email_change"), {"email": email})


def test_name_language_and_zone_are_kept_and_written_down(pia):
    response = pia.post(
        reverse("account"),
        {"name": "Pia Nguyen", "language": "es", "time_zone": "America/Denver"},
        follow=True,
    )

    user = User.objects.get(email=OLD)
    assert (user.name, user.language, user.time_zone) == ("Pia Nguyen", "es", "America/Denver")
    assert "Su cuenta está guardada" in body(response)
    assert AuditEvent.objects.get(action="user.changed").actor == user


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "a\x00b"}, {"language": "xx"}, {"time_zone": "Mars/Base"}]
)
def test_what_cannot_be_is_refused_and_kept_on_the_page(pia, wrong):
    typed = {"name": "Pia", "language": "en", "time_zone": ""} | wrong

    response = pia.post(reverse("account"), typed)

    assert response.status_code == 200
    assert "<title>Error:" in body(response)
    assert not AuditEvent.objects.filter(action="user.changed").exists()


def test_change_of_address_asks_who_is_there_first(pia):
    response = pia.get(reverse("email_change"))

    assert response.url == f"{reverse('account_reauthenticate')}?next=%2Faccount%2Femail%2F"


def test_address_changes_when_both_mailboxes_have_answered(pia):
    _ask(pia)
    links = _links()
    assert set(links) == {OLD, NEW}

    stranger = Client()
    for link in links.values():
        assert stranger.get(link).status_code == 200
    assert User.objects.filter(email=OLD).exists()

    assert "One answer is still missing" in body(stranger.post(links[OLD]))
    mail.outbox.clear()
    assert "Your e-mail is changed" in body(stranger.post(links[NEW]))

    assert User.objects.filter(email=NEW).exists()
    assert sorted(message.to[0] for message in mail.outbox) == [NEW, OLD]
    assert {message.subject for message in mail.outbox} == {"Your e-mail address was changed"}
    assert _signed_in(NEW).get(reverse("account")).status_code == 200
    assert stranger.get(links[OLD]).status_code == 404


def test_old_mailbox_can_stop_the_change(pia):
    _ask(pia)
    links = _links()
    Client().post(links[NEW])

    response = Client().post(links[OLD], {"stop": "1"})

    assert "The change is stopped" in body(response)
    assert Client().post(links[OLD]).status_code == 404
    assert User.objects.filter(email=OLD).exists()
    assert mail.outbox[-1].subject == "Your e-mail address stays as it was"


def test_owner_can_stop_the_change_on_the_account_page(pia):
    _ask(pia)
    assert "waits for an answer from both addresses" in body(pia.get(reverse("account")))

    pia.post(reverse("email_change_stop"))

    assert Client().post(_links()[NEW]).status_code == 404


def test_page_does_not_tell_whether_an_address_has_an_account(pia):
    free, taken = _ask(pia, NEW), _ask(pia, "cole@example.org")

    assert (free.status_code, free.url) == (taken.status_code, taken.url)
    by_address = {message.to[0]: message for message in mail.outbox}
    assert by_address["cole@example.org"].subject == "This address has an account already"
    assert "http" not in by_address["cole@example.org"].body


def test_sessions_are_listed_in_words_and_this_one_is_marked(cast):
    _signed_in(OLD, PHONE)
    page = body(_signed_in(OLD, DESK).get(reverse("account")))

    assert re.search(r"Chrome on Windows\s*<span[^>]*>.*?This one", page, re.DOTALL)
    assert "Safari on iPhone" in page
    assert page.count("This one") == 1


def test_one_session_can_be_ended(cast):
    phone, desk = _signed_in(OLD, PHONE), _signed_in(OLD, DESK)
    end = re.search(r"/account/sessions/\d+/end/", desk.get(reverse("account")).content.decode()).group()

    response = desk.post(end, follow=True)

    assert "Signed out: Safari on iPhone." in body(response)
    assert phone.get(reverse("account")).status_code == 302
    assert AuditEvent.objects.filter(action="user.sessions_ended").count() == 1


def test_all_other_sessions_can_be_ended(cast):
    phone, tablet, desk = (_signed_in(OLD, PHONE), _signed_in(OLD, PHONE), _signed_in(OLD, DESK))

    response = desk.post(reverse("sessions_end"), follow=True)

    assert "You are signed out in 2 other places." in body(response)
    assert [client.get(reverse("account")).status_code for client in (phone, tablet, desk)] == [302, 302, 200]


def test_sessions_of_others_cannot_be_ended(cast):
    cole = _signed_in("cole@example.org")
    end = re.compile(r"/account/sessions/(\d+)/end/")
    _signed_in("cole@example.org", PHONE)
    pk = end.search(cole.get(reverse("account")).content.decode()).group(1)

    _signed_in(OLD).post(reverse("session_end", args=[pk]))

    assert cole.get(reverse("account")).status_code == 200
    assert end.search(cole.get(reverse("account")).content.decode())


def test_new_password_ends_the_other_sessions(cast):
    phone, desk = _signed_in(OLD, PHONE), _signed_in(OLD, DESK)

    response = desk.post(
        reverse("account_change_password"),
        {
            "oldpassword": make.PASSWORD,
            "password1": "seven green lanterns",
            "password2": "seven green lanterns",
        },
    )

    assert response.url == reverse("account")
    assert phone.get(reverse("account")).status_code == 302
    page = body(desk.get(reverse("account")))
    assert "Safari on iPhone" not in page
    assert "This one" in page


def test_session_that_ran_out_is_not_listed(cast):
    phone, desk = _signed_in(OLD, PHONE), _signed_in(OLD, DESK)
    Session.objects.filter(session_key=phone.session.session_key).delete()

    assert "Safari on iPhone" not in body(desk.get(reverse("account")))


@pytest.mark.parametrize(
    "path", ["/accounts/email/", "/accounts/confirm-email/", "/accounts/confirm-email/a/"]
)
def test_address_has_one_way_to_be_changed(pia, path):
    assert pia.get(path).status_code == 404
