"""The matrix of 50 goals and 40 organizations: its cost in empty views, and how many sheets it prints on.

python3 manage.py test tests/benchmarks/bench_matrix.py -s
"""

import re
import time
from statistics import median

import pytest
from django.conf import settings
from django.test import Client

from measurements.choices import RoleKind
from measurements.models import Role
from tests import make

GOALS, ORGANIZATIONS = 50, 40
ROUNDS = 5
# Two thousand cells of letters and words, in empty views.
BAR = 45
KINDS = list(RoleKind.values)
SHEETS = 3
_PAGE = re.compile(rb"/Type\s*/Page[^s]")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def matrix(cast):
    partnership = cast.riverton.partnership
    organizations = []
    for number in range(ORGANIZATIONS):
        organization = make.make_organization(partnership.library, name=f"Neighborhood Center {number:02}")
        make.make_member(partnership, organization)
        organizations.append(organization)
    for number in range(GOALS):
        goal = make.make_goal(partnership, title=f"Goal {number:02}: adults speak English with confidence")
        Role.objects.bulk_create(
            Role(
                library=partnership.library,
                partnership=partnership,
                goal=goal,
                organization=organization,
                kind=KINDS[(number + place) % len(KINDS)],
            )
            for place, organization in enumerate(organizations)
        )
    return f"/libraries/riverton/partnerships/{partnership.pk}/roles/"


def _cost(client, address) -> float:
    client.get(address)
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        client.get(address)
        rounds.append((time.process_time() - start) * 1000)
    return median(rounds)


@pytest.mark.urls("tests.benchmarks.urls")
def test_fifty_by_forty_is_drawn_quickly(matrix, cast, capsys):
    client = Client()
    client.force_login(cast.mara.user)

    empty, page = _cost(client, "/empty/"), _cost(client, matrix)

    with capsys.disabled():
        print(f"\nempty view: {empty:.2f} ms; matrix: {page:.1f} ms, {page / empty:.1f} E of {BAR}")
    assert page / empty <= BAR


def test_fifty_by_forty_prints_on_three_sheets_that_can_be_read(matrix, cast, chromium, live_server):
    client = Client()
    client.force_login(cast.mara.user)
    context = chromium.new_context()
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + matrix)

    paper = page.pdf(prefer_css_page_size=True)

    context.close()
    assert len(_PAGE.findall(paper)) <= SHEETS
