"""Whoever left can open nothing the day after, by their account or by a mail; what they did stays."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from measurements.models import Observation
from partners.access import Scope
from partners.days import today_in
from partners.domain.invitations import invite_person
from partners.domain.leaving import mark_left
from partners.domain.tokens import secret_of
from partners.models import Access, Person
from tests import make
from tests.architecture.addresses import ROUTES, address
from tests.architecture.urls_table import PAGES
from tests.architecture.world import World, build_world

pytestmark = pytest.mark.django_db
# What a link in a mail shows to whoever holds it; all but the choice of mails ends with the access.
ACTION_LINKS = ["report_link", "report_link_lines", "record_link"]
CHOICES = {"mail_choices", "mail_stop", "mail_pause", "mail_not_me", "mail_again"}
ONE_MINUTE = timedelta(minutes=1)
OPEN = {200, 301, 302}


@pytest.fixture(scope="module")
def left(django_db_setup, django_db_blocker) -> Iterator[tuple[World, Client, Client]]:
    """Pia, who left yesterday and is still signed in, and somebody who has an account and nothing else."""
    hashers = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with hashers, django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        pia, stranger = world.client("pia"), Client(raise_request_exception=False)
        stranger.force_login(make.make_user("stranger@example.org"))
        today = today_in(world.here["library"].time_zone, now=timezone.now())
        _leave(world, on=today - timedelta(days=1), today=today)
        yield world, pia, stranger
        transaction.set_rollback(True)


def _leave(world: World, *, on, today) -> None:
    person = world.cast.pia.user.people.get()
    Observation.objects.filter(organization=person.organization).update(given_by=world.cast.pia.user)
    world.here["pia_invitation"] = secret_of(
        invite_person(person, by=world.cast.mara.user, role="approver", now=timezone.now()).token
    )
    # Somebody else signs the figures off, so that she may go.
    make.make_access(world.here["guest"], role="approver")
    mark_left([person], by=world.cast.mara.user, on=on, today=today, now=timezone.now())


def _ask(client: Client, method: str, url: str, data=None) -> int:
    point = transaction.savepoint()
    status = getattr(client, method)(url, data or {}).status_code
    transaction.savepoint_rollback(point)
    return status


def _is_of_a_library(page) -> bool:
    return "slug" in ROUTES[page.name].pattern.converters


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_page_of_a_library_is_closed_the_day_after(left, method):
    world, pia, _stranger = left
    pages = [
        page for page in PAGES if _is_of_a_library(page) and (page.get if method == "get" else page.post)
    ]
    opened_before = [page.name for page in pages if (page.get or page.post)["pia"] in OPEN]

    found = {page.name: _ask(pia, method, address(page, world), page.typed(world)) for page in pages}

    assert len(opened_before) > (40 if method == "get" else 5)
    assert {name: status for name, status in found.items() if status != 404} == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_rest_answers_as_to_somebody_who_never_had_access(left, method):
    world, pia, stranger = left
    skipped = CHOICES | {"account_logout", "account_sessions", "account_session_end"}
    pages = [
        page
        for page in PAGES
        if not _is_of_a_library(page)
        and (page.get if method == "get" else page.post)
        and page.name not in skipped
    ]

    asked = {page.name: (address(page, world), page.typed(world)) for page in pages}
    hers = {name: _ask(pia, method, *given) for name, given in asked.items()}
    theirs = {name: _ask(stranger, method, *given) for name, given in asked.items()}

    assert {name: (status, theirs[name]) for name, status in hers.items() if status != theirs[name]} == {}


@pytest.mark.parametrize("name", ACTION_LINKS)
def test_links_to_one_thing_end_with_the_access(left, name):
    world, *_rest = left
    page = next(page for page in PAGES if page.name == name)
    anybody = Client()

    shown = anybody.get(address(page, world))
    done = anybody.post(address(page, world), {"value": "1", "name": "Changed"})

    assert {shown.status_code, done.status_code} <= {404, 405}


def test_link_to_the_choice_of_mails_can_only_switch_off(left):
    world, *_rest = left

    shown = Client().get(address(next(page for page in PAGES if page.name == "mail_choices"), world))

    assert shown.status_code == 200
    assert "/libraries/" not in shown.content.decode()


def test_open_invitation_is_void(left):
    world, *_rest = left
    page = next(page for page in PAGES if page.kwargs.get("secret") == "secret" and page.get)

    answer = Client().get(address(page, world, secret=world.here["pia_invitation"]))

    assert b"password" not in answer.content


def test_what_she_did_keeps_her_name(left):
    world, *_rest = left
    pia = world.cast.pia.user

    assert Observation.objects.filter(given_by=pia).exists()
    assert Person.objects.get(user=pia).name == "Pia"
    assert Access.objects.filter(person__user=pia).exists()


def test_last_day_is_the_library_s_own(left):
    """At its last minute there, it is tomorrow already in UTC."""
    world, *_rest = left
    pia, library = world.cast.pia.user, world.here["library"]
    ended = Access.objects.filter(person__user=pia).first().ends_on
    midnight = datetime.combine(ended + timedelta(days=1), time(), ZoneInfo(library.time_zone))

    seen = [Scope.of(pia, now=midnight + one).reaches(library.pk) for one in (-ONE_MINUTE, ONE_MINUTE)]

    assert seen == [True, False]
