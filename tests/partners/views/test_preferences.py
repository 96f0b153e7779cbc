import pytest
from django.test import Client
from django.urls import reverse

from partners.models import User


def test_language_of_a_person_is_kept(cast, client_of):
    vera = client_of("vera")

    response = vera.post(reverse("set_language"), {"language": "es", "next": "/home/?a=1"})

    assert response.url == "/home/?a=1"
    assert User.objects.get(pk=cast.vera.user.pk).language == "es"
    assert response.cookies["django_language"].value == "es"


def test_language_of_a_stranger_is_a_cookie(db):
    client = Client()
    client.post(reverse("set_language"), {"language": "es"})

    assert '<html lang="es"' in client.get(reverse("account_login")).content.decode()


def test_theme_is_a_cookie(db):
    client = Client()
    response = client.post(reverse("set_theme"), {"theme": "dark", "next": "/accounts/login/"})

    assert response.url == "/accounts/login/"
    assert 'data-bs-theme="dark"' in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize("name", ["set_language", "set_theme"])
@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example.org/",
        "//evil.example.org",
        "javascript:alert(1)",
        "\\\\evil.example.org",
        "",
        "\n",
    ],
)
def test_way_back_never_leaves_the_site(db, name, target):
    response = Client().post(reverse(name), {"language": "es", "theme": "dark", "next": target})

    assert response.url == "/"


@pytest.mark.parametrize(("name", "field"), [("set_language", "language"), ("set_theme", "theme")])
@pytest.mark.parametrize("value", ["", "xx", "x" * 100_000, "\x00", "es\r\nSet-Cookie: a=b"])
def test_unknown_choice_changes_nothing(db, name, field, value):
    response = Client().post(reverse(name), {field: value})

    assert (response.status_code, response.cookies) == (302, {})


@pytest.mark.parametrize("name", ["set_language", "set_theme"])
def test_preference_is_not_changed_by_looking(db, name):
    assert Client().get(reverse(name)).status_code == 405
