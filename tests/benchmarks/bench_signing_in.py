"""CPU time of signing in, asking for a code and for a new password: a known address against an unknown one.

Run on demand, never with the suite, because time on a shared machine is noise and only the ratios are not:

    python3 manage.py test tests/benchmarks/bench_signing_in.py -s
"""

import time
from itertools import count
from statistics import median

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from tests import make

REQUESTS = 31
APART = 0.10
FORMS = {
    "account_login": ("login", {"password": "wrong"}),
    "account_request_login_code": ("email", {}),
    "account_reset_password": ("email", {}),
}

pytestmark = pytest.mark.django_db
_visitors = count(1)


@pytest.fixture
def known(settings):
    """Addresses with an account, one for each request: an account has its limits."""
    # The hasher of production; tests otherwise use a quick one.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    users = [make.make_user(f"known{number}@example.org") for number in range(REQUESTS)]
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    return [user.email for user in users]


def _cost(name: str, fields: dict[str, str]) -> float:
    """Milliseconds of CPU for one request, from a network address of its own."""
    visitor = next(_visitors)
    client = Client(REMOTE_ADDR=f"198.51.{visitor // 250}.{visitor % 250 + 1}")
    client.get(reverse(name))
    start = time.process_time()
    assert client.post(reverse(name), fields).status_code in {200, 302}
    return (time.process_time() - start) * 1000


@pytest.mark.parametrize("name", FORMS)
def test_known_addresses_take_as_long_as_unknown_ones(known, name, capsys):
    field, others = FORMS[name]
    unknown = [email.replace("known", "unknown") for email in known]

    # Turn by turn, so that whatever else the machine does falls on both alike.
    pairs = [
        (_cost(name, {field: one, **others}), _cost(name, {field: other, **others}))
        for one, other in zip(known, unknown, strict=True)
    ]

    first, second = (median(times) for times in zip(*pairs, strict=True))
    with capsys.disabled():
        print(f"\n{name}: known {first:.1f} ms, unknown {second:.1f} ms, ratio {first / second:.3f}")
    assert abs(first / second - 1) <= APART
