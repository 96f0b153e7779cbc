import pytest
import redis
from django.conf import settings
from django.core.management import CommandError, call_command

from partners.models import Library
from partnerships.drills.database import check_redis
from partnerships.drills.errors import DrillError
from partnerships.drills.world import build_world
from tests import make


def test_unknown_drill_is_refused_by_name():
    with pytest.raises(CommandError, match="There is no drill flood; there are clock-changes, "):
        call_command("drill", "flood")


def test_drill_without_redis_says_what_to_set():
    with pytest.raises(CommandError, match="set REDIS_URL"):
        call_command("drill", redis="")


@pytest.mark.django_db
def test_database_with_a_library_is_left_alone():
    library = make.make_library()

    with pytest.raises(DrillError, match="holds a library's data"):
        build_world(3)

    assert list(Library.objects.all()) == [library]


@pytest.mark.redis
def test_redis_in_use_is_left_alone():
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.set("somebody's", "key")
        with pytest.raises(DrillError, match="in use"):
            check_redis(settings.REDIS_URL)
        kept = client.get("somebody's")
        client.flushdb()

    assert kept == b"key"
