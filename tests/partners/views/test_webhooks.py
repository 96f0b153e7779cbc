"""Postmark's reports, as django-anymail's own tests have them."""

import json
from base64 import b64encode
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partners.choices import DeliveryState
from partners.domain.deliveries import queue_delivery
from partners.models import Bounce, Delivery, Person
from tests import make

pytest.importorskip("anymail")
URL = "/mail/webhooks/postmark/"
SECRET = "postmark:open sesame"


@pytest.fixture
def provider(settings):
    settings.MAIL_WEBHOOK_PROVIDERS = ["postmark"]
    settings.WEBHOOK_SECRET = SECRET
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}


@pytest.fixture
def pia(cast):
    return cast.pia.user.people.get()


def mail_to(person):
    now = timezone.now() - timedelta(hours=1)
    mail = queue_delivery(
        "digest", library=person.library, to_email=person.email, language="en", now=now, person=person
    )
    Delivery.objects.filter(pk=mail.pk).update(state=DeliveryState.SENT, accepted_at=now)
    return mail


def told(email="pia@example.org", **changed):
    return {
        "ID": 901542550,
        "Type": "HardBounce",
        "RecordType": "Bounce",
        "TypeCode": 1,
        "Name": "Hard bounce",
        "MessageID": "2706ee8a-737c-4285-b032-ccd317af53ed",
        "ServerID": 123456,
        "Description": "The server was unable to deliver your message (ex: unknown user, mailbox not found).",
        "Details": "smtp;550 5.1.1 The email account that you tried to reach does not exist.",
        "Email": email,
        "From": "sender@example.com",
        "BouncedAt": "2016-04-27T16:28:50.3963933-04:00",
        "DumpAvailable": True,
        "Inactive": True,
        "CanActivate": True,
        "Subject": "Postmark event test",
        "Content": "...",
    } | changed


def post(data, *, secret=SECRET, url=URL):
    body = data if isinstance(data, str) else json.dumps(data)
    headers = {"Authorization": f"Basic {b64encode(secret.encode()).decode()}"} if secret else {}
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    return client.post(url, body, content_type="application/json", headers=headers).status_code


def test_hard_bounce_is_written_down_once(provider, pia):
    mail = mail_to(pia)

    answers = [post(told()), post(told())]

    bounce = Bounce.objects.get()
    assert answers == [200, 200]
    assert (bounce.delivery, bounce.person, bounce.kind) == (mail, pia, "hard")
    assert "550 5.1.1" in bounce.reason
    assert Person.objects.get(pk=pia.pk).is_bouncing


@pytest.mark.parametrize("secret", ["", "postmark:guess", "nobody"], ids=["none", "wrong", "garbled"])
def test_wrong_secret_changes_nothing(provider, pia, secret):
    mail_to(pia)

    assert (post(told(), secret=secret), Bounce.objects.count()) == (403, 0)


def test_only_the_library_that_sent_is_concerned(provider, cast, pia):
    namesake = make.make_person(cast.twin.maple, email=pia.email)
    mail_to(pia)

    post(told())

    assert [Person.objects.get(pk=person.pk).is_bouncing for person in (pia, namesake)] == [True, False]


def test_mail_that_is_not_ours_is_nobodys(provider, pia):
    mail_to(pia)

    assert (post(told("stranger@example.com")), Bounce.objects.count()) == (200, 0)


@pytest.mark.parametrize(
    ("changed", "kinds"),
    [
        ({"Type": "SoftBounce"}, ["soft"]),
        ({"Type": "Transient"}, ["soft"]),
        ({"RecordType": "SpamComplaint", "Type": "SpamComplaint"}, ["complaint"]),
        ({"Type": "AutoResponder"}, []),
        ({"Type": "Blocked"}, []),
        ({"RecordType": "Delivery"}, []),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else "",
)
def test_reports_are_told_apart(provider, pia, changed, kinds):
    mail_to(pia)

    assert post(told(**changed)) == 200
    assert list(Bounce.objects.values_list("kind", flat=True)) == kinds


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"x"', '{"RecordType": 5}'])
def test_unreadable_reports_answer_with_no_fault_of_ours(provider, db, body):
    assert post(body) in {200, 400}


@pytest.mark.parametrize(
    "changed",
    [{"WEBHOOK_SECRET": ""}, {"MAIL_WEBHOOK_PROVIDERS": []}, {"MAIL_WEBHOOK_PROVIDERS": ["mailgun"]}],
    ids=["no secret", "no provider", "another provider"],
)
def test_address_is_not_there_before_it_is_set_up(provider, settings, db, changed):
    for name, value in changed.items():
        setattr(settings, name, value)

    assert post(told()) == 404


def test_staff_note_a_bounce_and_take_it_back(cast, client_of, pia):
    client, page = client_of("cole"), reverse("person_mail_reasons", args=["riverton", pia.pk])

    client.post(reverse("person_bounces", args=["riverton", pia.pk]), {"reason": "She changed jobs."})
    noted = client.get(page).context["against"]
    client.post(reverse("person_works_again", args=["riverton", pia.pk]))

    assert "Mail to pia@example.org bounces since" in noted[0]["text"]
    assert client.get(page).context["against"] == []


def test_note_without_a_reason_changes_nothing(cast, client_of, pia):
    client_of("cole").post(reverse("person_bounces", args=["riverton", pia.pk]), {"reason": " "})

    assert not Person.objects.get(pk=pia.pk).is_bouncing
