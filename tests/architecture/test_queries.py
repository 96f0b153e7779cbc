"""Pages ask the database few questions, none twice, and as many for thirty rows as for one."""

import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.architecture.addresses import address
from tests.architecture.growth import GROWS
from tests.architecture.urls_table import PAGES, Page
from tests.architecture.world import World, build_world

pytestmark = pytest.mark.django_db
LIST, DETAIL, HUB = 8, 10, 12
BOOKKEEPING = re.compile(r"^(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)")

LISTS = {
    "groups",
    "people",
    "organizations",
    "contacts",
    "calls",
    "notices",
    "partnerships",
    "evaluations",
    "staff",
    "deliveries",
    "occurrences",
    "partnership_occurrences",
    "home",
}
# What a page may ask beyond its kind, each with the reason.
# The preview of a rule reads the days on which the library is closed, and its staff, as well; typing in
# figures reads who may have told them; a period, the reporting calendar and the desk of staff are dashboards.
# Copying a year shows its totals. The partnership's page says where its agenda stands and what its plan
# lacks. A draft is put together from goals, strategies, roles and measures; to compare, the versions are read
# beside it.
# The form of an activity offers goals, members, promises and groups of people, and reads each of them.
# A partner's home is three lists: agendas to sign, reports it owes, and sessions it has not entered.
# A sheet that is asked by category reads breakdowns, categories and parts; a measure, its totals by category
# and, for outsiders, below which count they are hidden.
# Why somebody got no mail may have any of seven reasons.
# The directory and the contact log read the filters that somebody saved as well.
# A register offers its parties to choose from and reads the gaps; an agreement's page has parties, papers,
# topics, what follows it, its history, and its lines with the sessions that keep them.
# A meeting's page, its paper and the page at its table say what is open, decided and published; the form of
# an action offers members, their people and decisions; a letter is shown with who has it and who cannot.
# Decisions name who was there and who was told.
# An invitation offers groups and people and says who cannot be asked; attendance names who disputes it.
# Before a person is erased, the page looks for their words wherever they may stand; the file holds them all.
# The tab of agreements stands on an organization's page, and both records' may stand in a merge's way.
MORE = {
    "organization": DETAIL + 1,
    "organization_merge": DETAIL + 2,
    "person_erase": DETAIL + 5,
    "person_data": DETAIL + 13,
    "meeting_invite": DETAIL + 4,
    "attendance": DETAIL + 1,
    "agreement_change": DETAIL + 1,
    "partnership_agreements": DETAIL + 3,
    "organization_agreements": DETAIL + 2,
    "board_memo": DETAIL + 3,
    "agreement": DETAIL + 5,
    "agreement_paper": DETAIL + 3,
    "commitment_change": DETAIL + 1,
    "meeting": DETAIL + 1,
    "meeting_paper": DETAIL + 1,
    "meeting_table": DETAIL + 1,
    "minutes_publish": DETAIL + 1,
    "minutes_send": DETAIL + 2,
    "decision_tell": DETAIL + 1,
    "decisions": DETAIL + 1,
    "action_item_change": DETAIL + 2,
    "reporting_calendar": HUB,
    "calendar_next_year": DETAIL + 1,
    "organizations": LIST + 1,
    "people": LIST + 1,
    "contacts": LIST + 1,
    "library_home": HUB + 1,
    "partnership": HUB + 5,
    "period": HUB,
    "person_mail_reasons": HUB,
    "reminder_rule": DETAIL + 2,
    "report_behalf": DETAIL + 5,
    "agenda_draft": DETAIL + 3,
    "agenda_compare": DETAIL + 4,
    "contact_change": DETAIL + 1,
    "export": DETAIL + 1,
    "goal": DETAIL + 1,
    "library_rule": DETAIL + 2,
    "measure_meeting": DETAIL + 1,
    "settings_mail": DETAIL + 1,
    "report": DETAIL + 3,
    "report_link": DETAIL + 3,
    "measure": DETAIL + 2,
    "activity_change": DETAIL + 6,
    "home": HUB + 2,
}
# The framework asks for each kind of factor by itself; a merge looks at the agreements of either record.
TWICE = {"account_reauthenticate", "organization_merge"}
BY_NAME = {page.name: page for page in PAGES}


def _asked(world: World, page: Page, name: str) -> list[str]:
    client, path = world.client(name), address(page, world)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return [query["sql"] for query in queries if not BOOKKEEPING.match(query["sql"])]


def _limit(page: Page) -> int:
    return MORE.get(page.name, LIST if page.name in LISTS else DETAIL)


@pytest.fixture
def world(db) -> World:
    return build_world()


@pytest.mark.parametrize("name", ["mara", "pia"])
def test_pages_ask_few_questions_and_none_twice(world, name):
    pages = [page for page in PAGES if page.get and page.get[name] == 200 and not page.is_admin]
    found = {page.name: _asked(world, page, name) for page in pages}

    many = {name: len(asked) for name, asked in found.items() if len(asked) > _limit(BY_NAME[name])}
    twice = {
        name: [sql for sql, count in Counter(asked).items() if count > 1]
        for name, asked in found.items()
        if len(set(asked)) < len(asked) and name not in TWICE
    }

    assert (many, twice) == ({}, {})


@pytest.mark.parametrize("name", GROWS)
def test_thirty_rows_cost_as_many_questions_as_one(world, name):
    page, grow = BY_NAME[name], GROWS[name]
    visitor = "mara" if page.get["mara"] == 200 else "pia"
    grow(world, range(1))
    few = _asked(world, page, visitor)

    grow(world, range(1, 30))

    assert len(_asked(world, page, visitor)) == len(few)
