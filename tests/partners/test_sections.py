"""The pages of a partnership, as a menu: who finds what, and what is marked as the page one is on."""

import pytest

from partners.access import Scope
from partners.choices import LibraryRole
from partners.sections import (
    AGENDA,
    GROUPS,
    OVERVIEW,
    PLAN,
    Seat,
    Section,
    Sections,
    coordinators,
    entries_for,
    leaders,
    members,
    registry,
    staff,
)

HUB = "/libraries/riverton/partnerships/7/"
MANAGER = Scope(user_id=1, library_roles={1: LibraryRole.MANAGER})
VIEWER = Scope(user_id=1, library_roles={1: LibraryRole.VIEWER})
MEMBER = Scope(user_id=1, partnership_ids=frozenset({7}))
BACKBONE = Scope(user_id=1, partnership_ids=frozenset({7}), backbone_ids=frozenset({7}))
FUNDER = Scope(user_id=1, funded_ids=frozenset({7}))


def _groups(scope, path=HUB):
    return entries_for(Seat(scope, 1, 7), slug="riverton", path=path)


def _labels(scope):
    return {str(entry["label"]) for group in _groups(scope) for entry in group["entries"]}


def _marked(path):
    return [
        (str(group["label"]), str(entry["label"]), entry["mark"])
        for group in _groups(MANAGER, path)
        for entry in group["entries"]
        if entry["mark"]
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (HUB, ("Overview", "Overview", "page")),
        (f"{HUB}change/", ("Overview", "Overview", "true")),
        ("/libraries/riverton/members/3/change/", ("Overview", "Overview", "true")),
        (f"{HUB}agenda/", ("Agenda", "Agenda", "page")),
        ("/libraries/riverton/agendas/4/paper/", ("Agenda", "Agenda", "true")),
        ("/libraries/riverton/goals/4/measures/add/", ("Agenda", "Goals", "true")),
        (f"{HUB}roles/change/", ("Plan", "Who does what", "true")),
        ("/libraries/riverton/measures/9/", ("Figures", "Headline figures", "true")),
        (f"{HUB}figures/bring/", ("Figures", "Reporting calendar", "true")),
        (f"{HUB}reminders/", ("Mail", "Reminders", "page")),
        (f"{HUB}reminders/all/", ("Mail", "Who was reminded?", "page")),
    ],
    ids=str,
)
def test_each_page_marks_the_entry_it_belongs_to(path, expected):
    assert _marked(path) == [expected]


@pytest.mark.parametrize("path", ["/libraries/riverton/contacts/4/", "/libraries/riverton/"])
def test_pages_of_no_partnership_have_no_menu(path):
    assert _groups(MANAGER, path) == []


def test_entries_are_for_those_who_may_open_them():
    everybody = _labels(FUNDER)

    together = {"Meetings", "Action items", "Groups", "Agreements", "How we work together"}
    assert _labels(MEMBER) - everybody == {"Decisions"} | together
    assert _labels(BACKBONE) - _labels(MEMBER) == {"Reminders"}
    assert _labels(VIEWER) - _labels(MEMBER) == {"Handover note", "Who was reminded?"}
    assert _labels(MANAGER) - _labels(VIEWER) == {"Reminders", "Write to members"}


def test_groups_stand_in_their_order_and_empty_ones_are_left_out():
    shown = [str(group["label"]) for group in _groups(FUNDER)]

    assert shown == [label for label in map(str, GROUPS.values()) if label in shown]
    assert "Mail" not in shown
    assert {"Overview", "Agenda", "Plan", "Figures"} <= set(shown)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (members, [True, True, True, True, False]),
        (leaders, [True, False, False, True, False]),
        (staff, [True, True, False, False, False]),
        (coordinators, [True, False, False, False, False]),
    ],
    ids=["members", "leaders", "staff", "coordinators"],
)
def test_who(who, expected):
    seats = [Seat(scope, 1, 7) for scope in (MANAGER, VIEWER, MEMBER, BACKBONE, FUNDER)]

    assert [who(seat) for seat in seats] == expected


def test_role_elsewhere_opens_nothing():
    assert not members(Seat(MEMBER, 1, 8))
    assert not staff(Seat(MANAGER, 2, 7))


def test_registered_entries_stand_by_group_and_order():
    sections = Sections()
    sections.register([Section("b", "B", PLAN, 10), Section("c", "C", OVERVIEW, 20)])
    sections.register([Section("a", "A", OVERVIEW, 10, also=("as",)), Section("d", "D", AGENDA, 1)])

    assert [row.page for row in sections] == ["a", "c", "d", "b"]
    assert sections.parts() == ("as",)


@pytest.mark.parametrize("row", [Section("a", "Twice", PLAN, 20), Section("z", "Lost", "nowhere", 10)])
def test_page_stands_once_and_in_a_group_that_is_known(row):
    sections = Sections()
    sections.register([Section("a", "A", OVERVIEW, 10)])

    with pytest.raises(ValueError, match=row.page):
        sections.register([row])


def test_nothing_belongs_to_two_entries():
    parts = registry.parts()

    assert sorted(parts) == sorted(set(parts))
