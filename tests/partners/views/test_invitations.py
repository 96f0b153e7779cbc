from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partners.choices import TokenKind
from partners.domain.invitations import invite_person, invite_staff, withdraw_invitation
from partners.domain.tokens import make_token, secret_of
from partners.models import Access, LibraryMembership, User
from tests import make
from tests.partners.views.pages import at, body

JOIN = {"name": "Nora Quist", "password": "seven green lanterns"}


@pytest.fixture
def staff_invitation(cast):
    return invite_staff(
        cast.riverton.library, by=cast.mara.user, email="nora@example.org", role="viewer", now=timezone.now()
    )


@pytest.fixture
def person_invitation(cast):
    person = make.make_person(cast.riverton.maple, name="Nora Quist", email="nora@example.org", language="es")
    return invite_person(person, by=cast.cole.user, role="approver", now=timezone.now())


def link(invitation):
    return reverse("invitation", args=[secret_of(invitation.token)])


def test_page_says_who_invites_to_what_and_whom(person_invitation):
    client = Client()
    client.post(reverse("set_language"), {"language": "en"})
    page = body(client.get(link(person_invitation)))

    for words in ("Cole", "Maple Homework Club", "Riverton City Library", "Approver", "nora@example.org"):
        assert words in page


def test_page_speaks_the_invited_persons_language(person_invitation):
    client = Client()
    first = body(client.get(link(person_invitation)))
    client.post(reverse("set_language"), {"language": "en"})

    assert '<html lang="es"' in first
    assert '<html lang="en"' in body(client.get(link(person_invitation)))


def test_page_that_is_only_looked_at_changes_nothing(staff_invitation):
    for method in ("get", "head", "options"):
        getattr(Client(), method)(link(staff_invitation))

    staff_invitation.refresh_from_db()
    assert (staff_invitation.accepted_by, staff_invitation.token.used_at) == (None, None)
    assert not User.objects.filter(email="nora@example.org").exists()


def test_new_staff_member_joins_and_lands_at_home(cast, staff_invitation):
    client = Client()
    response = client.post(link(staff_invitation), JOIN)

    nora = User.objects.get(email="nora@example.org")
    address = EmailAddress.objects.get(user=nora)
    assert response.url == reverse("home")
    assert nora.name == "Nora Quist"
    assert nora.check_password("seven green lanterns")
    assert (address.email, address.verified, address.primary) == ("nora@example.org", True, True)
    assert LibraryMembership.objects.get(user=nora).role == "viewer"
    assert client.get(at(cast.riverton, "organizations")).status_code == 200
    assert client.session["is_staff_session"] is True


def test_new_partner_joins_for_their_organization(cast, person_invitation):
    client = Client()
    client.post(link(person_invitation), JOIN)

    nora = User.objects.get(email="nora@example.org")
    person_invitation.person.refresh_from_db()
    access = Access.objects.get(person=person_invitation.person)
    assert person_invitation.person.user == nora
    assert (access.role, access.organization, nora.language) == ("approver", cast.riverton.maple, "es")
    assert client.get(at(cast.riverton, "partnerships")).status_code == 200
    assert client.session["is_staff_session"] is False


def test_invited_password_is_checked(staff_invitation):
    response = Client().post(link(staff_invitation), {"name": "Nora", "password": "password12"})

    assert response.context["form"].errors == {"password": ["This password is too common."]}
    assert not User.objects.filter(email="nora@example.org").exists()


def test_used_expired_withdrawn_and_unknown_look_the_same(cast, staff_invitation, person_invitation):
    used = link(staff_invitation)
    Client().post(used, JOIN)
    withdrawn = link(person_invitation)
    withdraw_invitation(person_invitation, by=cast.cole.user, now=timezone.now())
    old = timezone.now() - timedelta(days=15)
    expired = invite_staff(
        cast.riverton.library, by=cast.mara.user, email="x@example.org", role="viewer", now=old
    )
    other = make_token(TokenKind.UNSUBSCRIBE, library=cast.riverton.library, now=timezone.now())
    unknown = reverse("invitation", args=["A" * 43])

    answers = [
        getattr(Client(), method)(url, *([JOIN] if method == "post" else []))
        for method in ("get", "post")
        for url in (used, withdrawn, link(expired), reverse("invitation", args=[secret_of(other)]), unknown)
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({body(answer) for answer in answers}) == 1
    assert "This invitation has been used or is no longer valid." in body(answers[0])


def test_known_address_signs_in_first_and_then_accepts(cast):
    invitation = invite_staff(
        cast.riverton.library, by=cast.mara.user, email="PIA@example.org", role="viewer", now=timezone.now()
    )
    client, url = Client(), link(invitation)

    page = client.get(url).content.decode()
    taken = client.post(url, JOIN)
    signed_in = client.post(
        reverse("account_login"), {"login": "pia@example.org", "password": make.PASSWORD, "next": url}
    )
    accepted = client.post(url)

    assert f'href="{reverse("account_login")}?next={url}"' in page
    assert taken.status_code == 403
    assert signed_in.url == url
    assert accepted.url == reverse("home")
    assert LibraryMembership.objects.get(user=cast.pia.user).library == cast.riverton.library
    assert client.session["is_staff_session"] is True


def test_somebody_else_cannot_accept(cast, client_of, staff_invitation):
    otto, url = client_of("otto"), link(staff_invitation)

    shown, tried = otto.get(url), otto.post(url, JOIN)

    assert (shown.status_code, tried.status_code) == (200, 403)
    assert "You are signed in as <strong>otto@example.org</strong>" in body(shown)
    assert not LibraryMembership.objects.filter(library=cast.riverton.library, user=cast.otto.user).exists()


def test_signing_out_comes_back_to_the_invitation(client_of, staff_invitation):
    otto, url = client_of("otto"), link(staff_invitation)

    response = otto.post(reverse("account_logout"), {"next": url})

    assert response.url == url


def test_person_of_another_account_cannot_be_taken_over(cast, client_of, person_invitation):
    person_invitation.person.user = cast.pia.user
    cast.riverton.maple.people.filter(user=cast.pia.user).update(user=None)
    person_invitation.person.save()

    client = Client()
    client.post(reverse("set_language"), {"language": "en"})
    response = client.post(link(person_invitation), JOIN)

    assert response.context["form"].non_field_errors() == ["Another account acts for this person already."]
    assert not User.objects.filter(email="nora@example.org").exists()


def test_page_is_not_kept_by_browsers(staff_invitation):
    response = Client().get(link(staff_invitation))

    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("typed", ["x" * 100_000, "\u202e", "a\tb", "\x00", ""], ids=len)
def test_hostile_names_and_passwords_are_answered(staff_invitation, typed):
    for name, password in ((typed, JOIN["password"]), ("Nora", typed)):
        assert Client().post(link(staff_invitation), {"name": name, "password": password}).status_code < 500
