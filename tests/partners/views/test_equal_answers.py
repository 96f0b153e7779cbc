"""What a stranger cannot find out by the clock: a known address costs what an unknown one costs."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

# Of thirty to forty queries; hashing and mail, which take nearly all of the time, have to be the same.
MOST_QUERIES_APART = 3


@pytest.fixture
def cost(cast, monkeypatch):
    """Post a form and count what it made the server do: password hashes, mails and queries."""
    cache.clear()
    hashed = []
    encode = MD5PasswordHasher.encode

    def counted(hasher, *arguments):
        hashed.append(hasher)
        return encode(hasher, *arguments)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    for user in (cast.pia.user, cast.mara.user):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    def count(name, fields):
        client = Client(REMOTE_ADDR="198.51.100.7")
        client.get(reverse(name))
        hashed.clear()
        mail.outbox.clear()
        with CaptureQueriesContext(connection) as queries:
            client.post(reverse(name), fields)
        return len(hashed), len(mail.outbox), len(queries)

    return count


@pytest.mark.parametrize(
    ("name", "field", "others", "expected"),
    [
        ("account_login", "login", {"password": "wrong"}, (1, 0)),
        ("account_request_login_code", "email", {}, (0, 1)),
        ("account_reset_password", "email", {}, (0, 1)),
    ],
    ids=["password", "code", "reset"],
)
def test_unknown_address_costs_what_a_known_one_costs(cost, name, field, others, expected):
    # The first of all requests fills what the next ones find.
    cost(name, {field: "mara@example.org", **others})

    known, unknown = (cost(name, {field: f"{who}@example.org", **others}) for who in ("pia", "zoe"))

    assert known[:2] == unknown[:2] == expected
    assert abs(known[2] - unknown[2]) <= MOST_QUERIES_APART
