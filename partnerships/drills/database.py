"""A database that is the drill's own: made beside the one in the settings, and dropped afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import redis
from django.core.management import call_command
from django.db import connection

from partnerships.drills.errors import DrillError


@contextmanager
def own_database() -> Iterator[None]:
    """Use a new, empty database inside the block. Raises DrillError without PostgreSQL."""
    if connection.vendor != "postgresql":
        raise DrillError("A drill needs PostgreSQL: set DATABASE_URL.")
    name, before = f"drill_{os.getpid()}", connection.settings_dict["NAME"]
    quoted = connection.ops.quote_name(name)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {quoted}")
    _use(name)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        yield
    finally:
        _use(before)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {quoted} WITH (FORCE)")


def empty_database() -> None:
    """Take away all rows of the drill's own database."""
    call_command("flush", verbosity=0, interactive=False)


def check_redis(url: str) -> None:
    """Raise DrillError for a Redis database that is not there or in use: a drill empties it."""
    if not url:
        raise DrillError("A drill needs Redis: set REDIS_URL, or name one with --redis.")
    try:
        with redis.Redis.from_url(url) as client:
            is_used = bool(client.dbsize())
    except redis.RedisError as error:
        raise DrillError(f"Redis does not answer: {error}") from error
    if is_used:
        raise DrillError("This Redis database is in use. Name an empty one, as in --redis redis://…/9.")


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
