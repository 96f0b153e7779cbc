from uuid import uuid4

import pytest
from django.urls import reverse

from partners.models import Delivery, Mailing, Person
from tests import make
from tests.partners.views.pages import at


@pytest.fixture
def page(cast):
    return at(cast.riverton, "partnership_write", cast.riverton.partnership.pk)


@pytest.fixture
def pia(cast):
    return cast.pia.user.people.get()


def typed(*people, **values):
    return {
        "key": str(uuid4()),
        "people": [str(person.pk) for person in people],
        "subject": "News",
        "body": "Hello {first name},\n\nwe moved.",
    } | values


def test_people_of_the_members_are_offered_and_those_with_access_ticked(cast, client_of, page, pia):
    make.make_person(cast.riverton.oak, name="Old Otis", email="otis@example.org")
    make.make_person(cast.elm, name="Elsewhere", email="else@example.org")

    form = client_of("cole").get(page).context["form"]

    offered = {name: [label for _pk, label in people] for name, people in form.fields["people"].choices}
    assert offered == {
        "Cedar Valley Fund": ["Fay (fay@example.org)"],
        "Maple Homework Club": ["Pia (pia@example.org)"],
        "Oak Hill Adult School": ["Old Otis (otis@example.org)"],
        "Valley Learning Network": ["Bea (bea@example.org)"],
    }
    ticked = Person.objects.filter(pk__in=form["people"].value()).order_by("name")
    assert [person.name for person in ticked] == ["Bea", "Fay", "Pia"]


def test_who_gets_no_mail_is_named_with_the_reason(cast, client_of, page):
    make.make_person(cast.riverton.oak, name="Phone Only", email="")

    text = client_of("cole").get(page).content.decode()

    assert "1 person gets no mail" in text
    assert "Phone Only</a>, Oak Hill Adult School: The person has no e-mail address" in text


def test_shipped_text_is_taken_and_the_ticks_stay(cast, client_of, page, pia):
    answer = client_of("cole").post(page, typed(pia, text="thanks", step="text"))

    form = answer.context["form"]
    assert form["subject"].value() == "Thank you, {organization}"
    assert form["people"].value() == [str(pia.pk)]
    assert not Mailing.objects.exists()


def test_check_page_names_who_gets_it_and_how_it_reads(cast, client_of, page, pia):
    answer = client_of("cole").post(page, typed(pia, step="check"))

    assert answer.context["rows"] == [["Pia", "Maple Homework Club", "pia@example.org"]]
    text = answer.content.decode()
    assert "Send to 1 person" in text
    assert "Hello Pia," in text
    assert not Delivery.objects.filter(kind="mailing").exists()


def test_mail_is_sent_once_however_often_the_button_is_pressed(client_of, page, pia):
    client, form = client_of("cole"), typed(pia, step="send")

    answers = [client.post(page, form) for _ in range(2)]

    mailing = Mailing.objects.get()
    assert [answer.url for answer in answers] == [mailing.get_absolute_url()] * 2
    assert Delivery.objects.filter(mailing=mailing).count() == 1
    shown = client.get(mailing.get_absolute_url()).content.decode()
    assert "The mail to 1 person is on its way." in shown


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"people": []}, "Choose at least one person."),
        ({"body": "Hello {fist name}"}, "{fist name} means nothing here."),
        ({"body": "We meet on [day]."}, "Fill this in first: [day]"),
        ({"subject": ""}, "This field is required."),
        ({"key": "x"}, "Enter a valid UUID."),
    ],
    ids=["nobody", "unknown-word", "gap", "no-subject", "no-key"],
)
def test_what_is_wrong_is_said_and_nothing_leaves(client_of, page, pia, wrong, sentence):
    answer = client_of("cole").post(page, typed(pia, step="send") | wrong)

    assert sentence in answer.content.decode()
    assert not Mailing.objects.exists()


def test_change_leads_back_with_what_was_typed(client_of, page, pia):
    answer = client_of("cole").post(page, typed(pia, step="change", subject="Almost"))

    assert answer.context["form"]["subject"].value() == "Almost"
    assert "Take this text" in answer.content.decode()


def test_person_of_another_place_cannot_be_added_by_hand(cast, client_of, page):
    nick = cast.nick.user.people.get()

    answer = client_of("cole").post(page, typed(nick, step="send"))

    assert answer.context["form"].errors["people"]
    assert not Mailing.objects.exists()


def test_organizations_page_writes_to_its_own_people(cast, client_of, pia):
    page = at(cast.riverton, "organization_write", cast.riverton.maple.pk)
    client = client_of("cole")

    about_none = client.post(page, typed(pia, step="send", body="About {partnership}"))
    client.post(page, typed(pia, step="send"))

    assert "This mail is about no partnership" in about_none.content.decode()
    assert Mailing.objects.get().organization == cast.riverton.maple
    assert "Write a mail" in client.get(cast.riverton.maple.get_absolute_url()).content.decode()


def test_second_text_is_offered_where_somebody_reads_the_other_language(cast, client_of, page, pia):
    client = client_of("cole")
    before = client.get(page).content.decode()
    Person.objects.filter(pk=pia.pk).update(language="es")

    assert "Text for those who read Español" not in before
    assert "Text for those who read Español" in client.get(page).content.decode()


def test_viewer_reads_what_was_written_and_writes_nothing(cast, client_of, page, pia):
    client_of("cole").post(page, typed(pia, step="send"))
    mailing = Mailing.objects.get()
    viewer = client_of("vera")

    assert viewer.post(page, typed(pia, step="send")).status_code == 403
    assert "we moved" in viewer.get(mailing.get_absolute_url()).content.decode()
    mail = mailing.deliveries.get()
    detail = viewer.get(reverse("delivery", args=["riverton", mail.pk])).content.decode()
    assert mailing.get_absolute_url() in detail
