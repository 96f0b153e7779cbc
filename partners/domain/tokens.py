"""Making and finding the secrets that links carry."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from partners.models import Library, Token


def make_token(kind: str, *, library: Library, now: datetime, expires_at: datetime | None = None) -> Token:
    """A new token. Its secret is not stored; `secret_of` makes it again."""
    token = new_token(kind, library_id=library.pk, now=now, expires_at=expires_at)
    token.save(force_insert=True)
    return token


def new_token(kind: str, *, library_id: int, now: datetime, expires_at: datetime | None = None) -> Token:
    """A token that is not stored yet, for whoever stores many at once."""
    seed = secrets.token_urlsafe(32)
    return Token(
        kind=kind,
        library_id=library_id,
        seed=seed,
        digest=_digest(_secret(kind, seed)),
        created_at=now,
        expires_at=expires_at,
    )


def make_shown_token(kind: str, *, library: Library, now: datetime) -> tuple[Token, str]:
    """A new token and its secret, which is shown once: nothing that is stored makes it again."""
    secret = secrets.token_urlsafe(32)
    token = Token(kind=kind, library_id=library.pk, seed="", digest=_digest(secret), created_at=now)
    token.save(force_insert=True)
    return token, secret


def secret_of(token: Token) -> str:
    """The part of the link that opens the token: 43 characters, from the seed and the installation's key."""
    return _secret(token.kind, token.seed)


def can_be_made_again(token: Token) -> bool:
    """Whether its link can be written into another mail: not once the installation's key has changed."""
    return _digest(secret_of(token)) == token.digest


def find_past_token(kind: str, secret: str) -> Token | None:
    """The token of a link, whether or not it still opens anything; one that was used or withdrawn is gone."""
    rows = Token.objects.select_related("library").filter(kind=kind, digest=_digest(secret))
    return rows.filter(used_at=None, revoked_at=None).first()


def find_token(kind: str, secret: str, *, now: datetime) -> Token | None:
    """The token if it may be used now. Unknown, expired, used and revoked look the same: None."""
    return (
        Token.objects.select_related("library")
        .filter(Q(expires_at=None) | Q(expires_at__gt=now))
        .filter(kind=kind, digest=_digest(secret), used_at=None, revoked_at=None)
        .first()
    )


def revoke_token(token: Token, *, now: datetime) -> None:
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)


def _secret(kind: str, seed: str) -> str:
    key = hashlib.sha256(b"token:" + settings.SECRET_KEY.encode()).digest()
    mac = hmac.new(key, f"{kind}:{seed}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(mac.digest()).rstrip(b"=").decode()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
