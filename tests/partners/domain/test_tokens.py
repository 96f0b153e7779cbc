from datetime import UTC, datetime, timedelta

import pytest

from partners.choices import TokenKind
from partners.domain.tokens import find_token, make_token, revoke_token, secret_of
from partners.models import Token
from tests import make

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def library(db):
    return make.make_library()


def test_secret_finds_its_token(library):
    token = make_token(TokenKind.ACTION, library=library, now=NOW)

    assert find_token(TokenKind.ACTION, secret_of(token), now=NOW) == token


def test_secret_is_nowhere_in_the_row(library):
    token = make_token(TokenKind.ACTION, library=library, now=NOW)

    row = Token.objects.filter(pk=token.pk).values().get()

    assert len(secret_of(token)) == 43
    assert secret_of(token) not in map(str, row.values())


def test_secret_depends_on_the_installations_key(library, settings):
    token = make_token(TokenKind.ACTION, library=library, now=NOW)
    before = secret_of(token)
    settings.SECRET_KEY = "another key"

    assert secret_of(token) != before


def test_token_of_one_kind_opens_nothing_else(library):
    token = make_token(TokenKind.UNSUBSCRIBE, library=library, now=NOW)

    assert find_token(TokenKind.INVITATION, secret_of(token), now=NOW) is None


def test_expired_used_and_revoked_look_unknown(library):
    expired = make_token(TokenKind.ACTION, library=library, now=NOW, expires_at=NOW)
    used, revoked = (make_token(TokenKind.ACTION, library=library, now=NOW) for _ in range(2))
    Token.objects.filter(pk=used.pk).update(used_at=NOW)
    revoke_token(revoked, now=NOW)

    found = [find_token(TokenKind.ACTION, secret_of(token), now=NOW) for token in (expired, used, revoked)]

    assert found == [None, None, None]


def test_first_revocation_counts(library):
    token = make_token(TokenKind.FEED, library=library, now=NOW)
    revoke_token(token, now=NOW)
    revoke_token(token, now=NOW + timedelta(days=1))

    token.refresh_from_db()
    assert token.revoked_at == NOW


@pytest.mark.parametrize("secret", ["", "x" * 100_000, "a\x00", "\ud800", "ñ"])
def test_made_up_secrets_find_nothing(library, secret):
    assert find_token(TokenKind.ACTION, secret, now=NOW) is None
