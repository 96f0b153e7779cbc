"""What the directory, the contact log and the decisions show of the collaboration strategies."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import ngettext

from partners.choices import CollaborationState, ContactKind, GroupKind, MemberRole
from partners.collaboration import Evidence, registry, shipped_strategies, state_of
from partners.exporting import Ask
from partners.models import (
    CollaborationLine,
    ContactEntry,
    Decision,
    Group,
    Mailing,
    Meeting,
    Member,
    Partnership,
)

A_YEAR = timedelta(days=365)


def _members(ask: Ask, partnership_id: int) -> QuerySet[Member]:
    return ask.visible(Member).current(on=ask.today).filter(partnership=partnership_id)


def _partners(ask: Ask, partnership_id: int) -> QuerySet[Member]:
    """Those who joined the library in it; whoever only pays is not looked for nearby."""
    members = _members(ask, partnership_id).exclude(role=MemberRole.FUNDER)
    return members.exclude(organization__is_own=True)


def _talks(ask: Ask, partnership_id: int) -> QuerySet[ContactEntry]:
    organizations = _members(ask, partnership_id).values("organization")
    since = datetime.combine(ask.today - A_YEAR, time.min, tzinfo=ZoneInfo(ask.library.time_zone))
    recent = ask.visible(ContactEntry).two_way().filter(at__gte=since)
    return recent.filter(organization__in=organizations)


def _visits(ask: Ask, partnership_id: int) -> QuerySet[ContactEntry]:
    return _talks(ask, partnership_id).filter(kind=ContactKind.VISIT)


def _mailings(ask: Ask, partnership_id: int) -> QuerySet[Mailing]:
    return ask.visible(Mailing).filter(partnership=partnership_id)


def _decisions(ask: Ask, partnership_id: int) -> QuerySet[Decision]:
    return ask.visible(Decision).filter(partnership=partnership_id)


def _backbones(ask: Ask, partnership_id: int) -> QuerySet[Member]:
    return _members(ask, partnership_id).filter(role__in=(MemberRole.BACKBONE, MemberRole.STEERING))


def _steering_teams(ask: Ask, partnership_id: int) -> QuerySet[Group]:
    teams = ask.visible(Group).current(on=ask.today).filter(partnership=partnership_id)
    return teams.filter(Q(kind=GroupKind.STEERING) | Q(is_backbone=True))


def _meetings(ask: Ask, partnership_id: int) -> QuerySet[Meeting]:
    since = ask.today - A_YEAR
    return (
        ask.visible(Meeting).standing().filter(partnership=partnership_id, on__gte=since, on__lte=ask.today)
    )


EVIDENCE = (
    Evidence(
        "talks",
        "conversation",
        _talks,
        lambda n: ngettext("%(n)d talk in the contact log", "%(n)d talks in the contact log", n) % {"n": n},
        "contacts",
        is_of_library=True,
        day="at",
        is_open=False,
    ),
    Evidence(
        "visits",
        "interview",
        _visits,
        lambda n: ngettext("%(n)d visit in the contact log", "%(n)d visits in the contact log", n) % {"n": n},
        "contacts",
        is_of_library=True,
        day="at",
        is_open=False,
    ),
    Evidence(
        "mailings",
        "story",
        _mailings,
        lambda n: ngettext("%(n)d mail to the members", "%(n)d mails to the members", n) % {"n": n},
        "contacts",
        is_of_library=True,
        is_open=False,
    ),
    Evidence(
        "members",
        "local",
        _partners,
        lambda n: ngettext("%(n)d partner organization", "%(n)d partner organizations", n) % {"n": n},
        "partnership",
        day="joined_on",
        # One partner is a favor; from two on it is a partnership.
        enough=2,
    ),
    Evidence(
        "meetings",
        "communication",
        _meetings,
        lambda n: ngettext("%(n)d meeting held", "%(n)d meetings held", n) % {"n": n},
        "meetings",
        day="on",
        # Members see the meetings that they were invited to.
        is_open=False,
    ),
    Evidence(
        "decisions",
        "decisions",
        _decisions,
        lambda n: ngettext("%(n)d decision", "%(n)d decisions", n) % {"n": n},
        "decisions",
        day="decided_on",
    ),
    Evidence(
        "backbones",
        "decisions",
        _backbones,
        lambda n: ngettext("%(n)d organization that leads", "%(n)d organizations that lead", n) % {"n": n},
        "partnership",
        one_of="lead",
    ),
    Evidence(
        "steering_teams",
        "decisions",
        _steering_teams,
        lambda n: ngettext("%(n)d steering team", "%(n)d steering teams", n) % {"n": n},
        "groups",
        day="starts_on",
        one_of="lead",
    ),
)


def with_collaboration(rows: QuerySet[Partnership], ask: Ask, partnership_id: int) -> QuerySet[Partnership]:
    """That partnership with what `in_place_of` needs, in the query that reads it anyway."""
    lines = ask.visible(CollaborationLine).filter(partnership=OuterRef("pk"))
    said = {
        f"{strategy.code}_said": Subquery(lines.filter(strategy=strategy.code).values("state")[:1])
        for strategy in shipped_strategies()
    }
    return rows.annotate(**registry.expressions(ask, partnership_id), **said)


def in_place_of(partnership: Partnership, *, zone: str) -> int:
    """How many of the strategies are in place."""
    found = registry.found(partnership, zone=zone)
    states = [state_of(getattr(partnership, f"{code}_said") or "", rows) for code, rows in found.items()]
    return states.count(CollaborationState.IN_PLACE)
