from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partners.domain.deliveries import queue_delivery
from partners.domain.links import Asked, action_secrets
from partners.models import Access, AuditEvent, Organization, Person
from tests import make
from tests.partners.views.pages import at


@pytest.fixture
def maple(cast):
    return cast.riverton.maple


@pytest.fixture
def pia(cast):
    return cast.pia.user.people.get()


@pytest.fixture
def page(cast, maple):
    return at(cast.riverton, "record", maple.pk)


def link_for(person):
    mail = queue_delivery(
        "digest",
        library=person.library,
        to_email=person.email,
        language="en",
        person=person,
        now=timezone.now(),
    )
    asked = Asked(mail, "record_confirm", person.organization_id)
    return reverse("record_link", args=[action_secrets([asked], now=timezone.now())[asked.key]])


def typed(maple, person, **changed):
    return {
        "do": "save",
        "version": maple.version,
        "name": maple.name,
        f"version_{person.pk}": person.version,
    } | changed


def test_one_button_says_that_everything_is_right(cast, client_of, page, maple):
    client = client_of("pia")

    answer = client.post(page, {"do": "right", "version": maple.version}, follow=True)

    maple.refresh_from_db()
    assert maple.confirmed_by == cast.pia.user
    assert "Thank you. We ask again in a year." in answer.content.decode()


def test_change_is_saved_with_the_people(cast, client_of, page, maple, pia):
    client_of("pia").post(page, typed(maple, pia, phone="555 0100", **{f"phone_{pia.pk}": "555 0199"}))

    maple.refresh_from_db()
    assert (maple.phone, Person.objects.get(pk=pia.pk).phone) == ("555 0100", "555 0199")
    assert maple.confirmed_at is not None


def test_wrong_value_is_said_and_what_was_typed_stays(client_of, page, maple, pia):
    answer = client_of("pia").post(page, typed(maple, pia, website="not an address", phone="555 0100"))

    text = answer.content.decode()
    assert "Enter a valid URL" in text
    assert 'value="555 0100"' in text
    maple.refresh_from_db()
    assert maple.confirmed_at is None


def test_somebody_elses_change_is_shown_before_it_is_confirmed(client_of, page, maple):
    Organization.objects.filter(pk=maple.pk).update(phone="555 0111", version=2)

    answer = client_of("pia").post(page, {"do": "right", "version": "1"})

    assert answer.status_code == 409
    assert "555 0111" in answer.content.decode()
    maple.refresh_from_db()
    assert maple.confirmed_at is None


def test_link_in_a_mail_opens_this_form_and_records_for_its_person(cast, pia, maple):
    client, link = Client(), link_for(pia)

    text = client.get(link).content.decode()
    client.post(link, typed(maple, pia, phone="555 0100"))

    assert "Recorded for <strong>Pia</strong>, Maple Homework Club." in text
    maple.refresh_from_db()
    assert (maple.phone, maple.confirmed_by) == ("555 0100", cast.pia.user)
    assert AuditEvent.objects.filter(action="link.used", actor=cast.pia.user).exists()
    assert "_auth_user_id" not in client.session


def test_link_ends_with_the_role(pia, maple):
    link = link_for(pia)
    Access.objects.filter(person=pia).update(ends_on=timezone.now().date() - timedelta(days=2))

    assert Client().post(link, {"do": "right", "version": 1}).status_code == 404
    maple.refresh_from_db()
    assert maple.confirmed_at is None


def test_person_without_an_account_is_invited_first(maple):
    ana = make.make_person(maple, name="Ana Ruiz", email="ana@example.org")
    make.make_access(ana)
    link = link_for(ana)

    answer = Client().post(link, {"do": "right", "version": 1})

    assert "An invitation is on its way" in answer.content.decode()
    maple.refresh_from_db()
    assert maple.confirmed_at is None


def test_staff_read_it_and_leave_the_answer_to_the_organization(client_of, page):
    assert client_of("mara").post(page, {"do": "right", "version": 1}).status_code == 403


def test_task_stands_on_the_partners_home_until_it_is_done(client_of, page, maple):
    client = client_of("pia")
    before = client.get(reverse("home")).context["record_tasks"]
    client.post(page, {"do": "right", "version": maple.version})

    assert [(task["url"], task["minutes"]) for task in before] == [(page, 2)]
    assert client.get(reverse("home")).context["record_tasks"] == []


@pytest.mark.parametrize(
    ("confirmed_at", "sentence"),
    [
        (None, "Nobody there has confirmed this yet."),
        (datetime(2015, 5, 5, 18, tzinfo=UTC), "Confirmed by Pia on May 5, 2015"),
    ],
    ids=["never", "long-ago"],
)
def test_staff_see_when_the_record_was_confirmed(cast, client_of, maple, confirmed_at, sentence):
    by = cast.pia.user if confirmed_at else None
    Organization.objects.filter(pk=maple.pk).update(confirmed_at=confirmed_at, confirmed_by=by)

    text = client_of("vera").get(maple.get_absolute_url()).content.decode()

    assert "Not confirmed for a year" in text
    assert sentence in text


def test_fresh_confirmation_is_not_overdue(cast, client_of, maple):
    Organization.objects.filter(pk=maple.pk).update(confirmed_at=timezone.now(), confirmed_by=cast.pia.user)

    text = client_of("vera").get(maple.get_absolute_url()).content.decode()

    assert "Confirmed by Pia on" in text
    assert "Not confirmed for a year" not in text
