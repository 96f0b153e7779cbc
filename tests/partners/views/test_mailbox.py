"""What one can do from a mailbox: only switch off, only ask, and nothing by looking."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partners.choices import StopKind
from partners.domain.invitations import invite_person, withdraw_invitation
from partners.domain.links import choice_secrets
from partners.domain.tokens import secret_of
from partners.models import Delivery, ReminderStop, Task, Token
from tests import make
from tests.partners.views.pages import at, body

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def _no_limits_from_other_tests(db):
    cache.clear()


@pytest.fixture
def pia(cast):
    return cast.pia.user.people.get()


@pytest.fixture
def secret(pia):
    return choice_secrets([pia], now=timezone.now())[pia.pk]


def url(name, secret):
    return reverse(name, args=[secret])


def stops():
    return list(ReminderStop.objects.values_list("kind", "source", "set_by"))


def test_one_click_stops_courtesies_without_a_cookie(secret):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(url("mail_stop", secret), ONE_CLICK)

    assert (answer.status_code, stops()) == (200, [(StopKind.OPT_OUT, "", None)])
    assert not client.cookies


@pytest.mark.parametrize("name", ["mail_choices", "mail_stop", "mail_pause", "mail_not_me"])
def test_looking_changes_nothing_and_tells_nobody(secret, name):
    for method in ("get", "head"):
        answer = getattr(Client(), method)(url(name, secret))

        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer.headers["X-Robots-Tag"]
    assert (stops(), Task.objects.count()) == ([], 0)


def test_page_masks_whose_mails_they_are_and_leads_nowhere(secret):
    page = body(Client().get(url("mail_choices", secret)))

    assert "P•••" in page
    assert "p•••@example.org" in page
    assert "pia@example.org" not in page
    assert "Maple Homework Club" not in page
    assert "/libraries/" not in page


def test_page_names_whom_to_ask_about_obligations(cast, secret):
    cast.riverton.maple.owner = cast.cole.user
    cast.riverton.maple.save()

    page = body(Client().get(url("mail_choices", secret)))

    assert "Report due" in page
    assert 'href="mailto:cole@example.org"' in page


def test_page_speaks_the_persons_language_or_the_chosen_one(pia, secret):
    pia.language = "es"
    pia.save()

    pages = [body(Client().get(url("mail_choices", secret) + query)) for query in ("", "?language=en")]

    assert ['<html lang="es"' in page for page in pages] == [True, False]


def test_page_never_switches_on_again(secret):
    client = Client()
    client.post(url("mail_stop", secret))

    for data in ({"do": "resume"}, {"source": "", "do": "resume"}):
        client.post(url("mail_stop", secret), data)

    assert stops() == [(StopKind.OPT_OUT, "", None)]
    assert "Stop all of these" not in body(client.get(url("mail_choices", secret)))


def test_obligation_is_never_stopped_from_a_mailbox(secret):
    Client().post(url("mail_stop", secret), {"source": "report_due"})

    assert stops() == [(StopKind.OPT_OUT, "", None)]


def test_not_me_goes_to_the_owner(cast, secret):
    answer = Client().post(url("mail_not_me", secret), {"words": "Rosa Diaz"})

    assert "Thank you" in body(answer)
    assert Task.objects.get().data == {"title": "Rosa Diaz"}


def test_not_me_without_a_word_keeps_the_form(secret):
    assert "Error:" in body(Client().post(url("mail_not_me", secret), {"words": " "}))
    assert not Task.objects.exists()


def test_unknown_and_withdrawn_links_look_the_same(secret):
    Token.objects.update(revoked_at=timezone.now())

    answers = [Client().get(url("mail_choices", text)) for text in (secret, "unknown", "%00x", "ñ" * 200)]

    assert {(answer.status_code, body(answer)) for answer in answers[:2]} == {(404, body(answers[0]))}
    assert all(answer.status_code in {400, 404} for answer in answers)


def test_mailbox_is_limited_by_network_address(secret, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"mailbox": "2/m/ip"}

    statuses = [Client().post(url("mail_stop", secret), ONE_CLICK).status_code for _ in range(3)]

    assert statuses == [200, 200, 429]


def test_account_switches_courtesies_off_and_on_again(cast, client_of, pia):
    client, change = client_of("pia"), reverse("account_mail_change", args=[pia.pk])

    client.post(change, {"do": "stop"})
    assert stops() == [(StopKind.OPT_OUT, "", cast.pia.user.pk)]

    client.post(change, {"do": "resume"})
    assert stops() == []
    assert "Maple Homework Club" in body(client.get(reverse("account_mails")))


def test_nobody_changes_the_mails_of_another(client_of, pia):
    assert client_of("nick").post(reverse("account_mail_change", args=[pia.pk])).status_code == 404
    assert stops() == []


def test_staff_pause_reminders_with_a_reason_and_resume_them(cast, client_of, pia):
    client, page = client_of("cole"), at(cast.riverton, "person_mail_pauses", pia.pk)
    client.post(page, {"source": "report_due", "until": "2099-06-30", "reason": "Parental leave"})

    assert "Parental leave" in body(client.get(page))
    assert "Reminders paused" in body(client.get(at(cast.riverton, "organization", cast.riverton.maple.pk)))

    client.post(at(cast.riverton, "person_mail_resume", pia.pk), {"source": "report_due"})
    assert stops() == []


def test_pause_needs_a_reason_and_a_day_ahead(cast, client_of, pia):
    client, page = client_of("cole"), at(cast.riverton, "person_mail_pauses", pia.pk)

    for wrong in ({"reason": ""}, {"until": "2001-01-01"}):
        typed = {"source": "report_due", "reason": "Leave"} | wrong
        assert "Error:" in body(client.post(page, typed))
    assert stops() == []


def test_staff_never_switch_courtesies_on_for_somebody(cast, client_of, pia):
    make.make_stop(pia, by=None, kind=StopKind.OPT_OUT, source="")

    client_of("cole").post(at(cast.riverton, "person_mail_resume", pia.pk), {"source": ""})

    assert stops() == [(StopKind.OPT_OUT, "", None)]


@pytest.fixture
def invitation(cast):
    person = make.make_person(cast.riverton.maple, name="Nora Quist", email="nora@example.org")
    return invite_person(person, by=cast.cole.user, role="approver", now=timezone.now())


def again(invitation_or_secret):
    secret = getattr(invitation_or_secret, "token", None)
    text = secret_of(secret) if secret else invitation_or_secret
    return Client().post(reverse("invitation_again", args=[text]))


def expire(invitation):
    Token.objects.filter(pk=invitation.token_id).update(expires_at=timezone.now())


def test_expired_invitation_sends_a_new_one_to_the_same_address(invitation):
    expire(invitation)

    again(invitation)
    again(invitation)

    assert list(Delivery.objects.values_list("to_email", flat=True)) == ["nora@example.org"] * 2


def test_other_invitations_answer_the_same_and_send_nothing(cast, invitation):
    known = body(again(invitation))
    withdraw_invitation(invitation, by=cast.cole.user, now=timezone.now())

    assert {body(again(text)) for text in (invitation, "unknown")} == {known}
    assert Delivery.objects.count() == 1


def test_expired_invitation_stays_over_when_the_address_changed_or_the_host_left(cast, invitation):
    expire(invitation)
    cast.cole.user.library_memberships.all().delete()

    again(invitation)

    assert Delivery.objects.count() == 1
