"""The plan of one partnership: who does what for which goal, read in one go, and what it still lacks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import CharField, DateField, Exists, IntegerField, OuterRef, QuerySet, Value
from django.db.models.functions import Cast

from measurements.choices import RoleKind
from measurements.models import Activity, Assignment, Commitment, Goal, GoalPopulation, Measure, Role
from measurements.overlaps import Overlap, find_overlaps
from partners.choices import MemberRole
from partners.models import Member, Partnership

# After this part of its term a commitment should have an activity.
PATIENCE = 3
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Seat:
    """A member: its organization, the organization's name and key, and its role in the partnership."""

    organization_id: int
    name: str
    name_key: str
    role: str


@dataclass(frozen=True)
class Letter:
    """One role in the matrix."""

    goal_id: int
    organization_id: int
    letter: str
    name: str
    name_key: str


@dataclass(frozen=True)
class Group:
    """Some people whom a goal is for."""

    goal_id: int
    population_id: int
    name: str


@dataclass(frozen=True)
class Promise:
    """A commitment."""

    pk: int
    goal_id: int
    organization_id: int
    title: str
    name: str
    starts_on: date
    ends_on: date
    is_confirmed: bool


@dataclass(frozen=True)
class Column:
    """An organization in the matrix; who has left keeps its column while roles stand in it."""

    pk: int
    name: str
    name_key: str
    is_member: bool


@dataclass
class Plan:
    """What one partnership plans, on one day. Who has left carries nothing."""

    on: date
    goals: list[Goal]
    members: list[Seat] = field(default_factory=list)
    roles: list[Letter] = field(default_factory=list)
    populations: list[Group] = field(default_factory=list)
    commitments: list[Promise] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    silent_measures: list[Measure] = field(default_factory=list)

    @cached_property
    def columns(self) -> list[Column]:
        found = {
            row.organization_id: Column(row.organization_id, row.name, row.name_key, is_member=True)
            for row in self.members
        }
        for row in self.roles:
            left = Column(row.organization_id, row.name, row.name_key, is_member=False)
            found.setdefault(row.organization_id, left)
        return sorted(found.values(), key=lambda column: (not column.is_member, column.name_key, column.pk))

    @cached_property
    def letters(self) -> dict[tuple[int, int], frozenset[str]]:
        found: dict[tuple[int, int], set[str]] = defaultdict(set)
        for role in self.roles:
            found[role.goal_id, role.organization_id].add(role.letter)
        return {cell: frozenset(letters) for cell, letters in found.items()}

    @cached_property
    def member_ids(self) -> set[int]:
        return {row.organization_id for row in self.members}

    @cached_property
    def running(self) -> list[Activity]:
        """Activities that are under way or still to begin."""
        return [row for row in self.activities if row.ends_on is None or row.ends_on >= self.on]

    @cached_property
    def overlaps(self) -> list[Overlap]:
        return find_overlaps(activity.slot for activity in self.running)

    def holders(self, goal: Goal, letter: str) -> set[int]:
        """Members with this role for a goal."""
        return {
            role.organization_id
            for role in self.roles
            if role.goal_id == goal.pk and role.letter == letter and role.organization_id in self.member_ids
        }

    def carriers(self, goal: Goal) -> set[int]:
        """Members that lead or deliver, promise, or do something for a goal."""
        ids = self.holders(goal, RoleKind.LEAD) | self.holders(goal, RoleKind.DELIVER)
        ids |= {row.organization_id for row in self.running if row.goal_id == goal.pk}
        ids |= {
            row.organization_id
            for row in self.commitments
            if row.goal_id == goal.pk and row.ends_on >= self.on
        }
        return ids & self.member_ids

    def unserved(self, goal: Goal) -> list[Group]:
        """Groups a goal is for, and for whom no member does anything."""
        served = {row.population_id for row in self.running if row.goal_id == goal.pk}
        return [
            link for link in self.populations if link.goal_id == goal.pk and link.population_id not in served
        ]

    def duplicates_of(self, goal: Goal) -> list[Overlap]:
        ids = {row.pk for row in self.running if row.goal_id == goal.pk}
        return [overlap for overlap in self.overlaps if {overlap.one.id, overlap.other.id} & ids]

    def goals_without_commitment(self) -> list[Goal]:
        promised = {row.goal_id for row in self.commitments if row.ends_on >= self.on}
        return [goal for goal in self.goals if goal.pk not in promised]

    def idle_commitments(self) -> list[Promise]:
        """Promises of which a third of the term has passed without an activity."""
        used = {row.commitment_id for row in self.activities}
        return [
            row
            for row in self.commitments
            if row.pk not in used
            and row.ends_on >= self.on
            and (self.on - row.starts_on) * PATIENCE >= row.ends_on - row.starts_on
            and row.starts_on < self.on
        ]

    def members_without_commitment(self) -> list[Seat]:
        """Funders promise by their grant, which is not a line of this plan."""
        promised = {row.organization_id for row in self.commitments if row.ends_on >= self.on}
        return [
            row
            for row in self.members
            if row.role != MemberRole.FUNDER and row.organization_id not in promised
        ]


def read_plan(
    partnership: Partnership,
    *,
    on: date,
    goals: Iterable[Goal] | None = None,
    measures: QuerySet[Measure] | None = None,
) -> Plan:
    """Read a plan in three queries, four with measures. The caller checks who asks."""
    rows = {"library_id": partnership.library_id, "partnership_id": partnership.pk}
    plan = Plan(
        on=on,
        goals=list(Goal.objects.open().filter(**rows) if goals is None else goals),
        activities=list(Activity.objects.filter(**rows).select_related("organization", "population")),
        silent_measures=[] if measures is None else list(_silent(measures, on)),
    )
    for kind, pk, goal, other, word, name, key, starts_on, ends_on, is_set in _lines(rows, on):
        if kind == "member":
            plan.members.append(Seat(other, name, key, word))
        elif kind == "role":
            plan.roles.append(Letter(goal, other, word, name, key))
        elif kind == "group":
            plan.populations.append(Group(goal, other, name))
        else:
            plan.commitments.append(
                Promise(pk, goal, other, word, name, starts_on, ends_on, is_confirmed=bool(is_set))
            )
    return plan


def _lines(rows: dict[str, Any], on: date) -> list[tuple[Any, ...]]:
    """Members, roles, groups and promises, all in one question and in the order of names."""
    names = ("organization__name", "organization__name_key")
    current = Member.objects.current(on=on).filter(**rows)
    promises = _line(
        Commitment.objects.filter(**rows),
        "promise",
        "goal_id",
        "organization_id",
        "title",
        *names,
        dates=("starts_on", "ends_on"),
        person="confirmed_by_id",
    )
    found = promises.union(
        _line(current, "member", None, "organization_id", "role", *names),
        _line(Role.objects.filter(**rows), "role", "goal_id", "organization_id", "kind", *names),
        _line(
            GoalPopulation.objects.filter(**rows),
            "group",
            "goal_id",
            "population_id",
            None,
            "population__name",
            "population__name_key",
        ),
        all=True,
    )
    return sorted(found, key=lambda line: (line[0], line[6], line[1]))


def _line(  # noqa: PLR0917 - one column after the other
    found: QuerySet[Any],
    kind: str,
    goal: str | None,
    other: str,
    word: str | None,
    name: str,
    key: str,
    *,
    dates: tuple[str, str] | None = None,
    person: str | None = None,
) -> QuerySet[Any]:
    """The same ten columns of every table, of the same types, so that they fit into one question."""
    first, last = dates or (None, None)
    columns = {
        "line_kind": Value(kind, CharField()),
        "line_pk": Cast("pk", IntegerField()),
        "line_goal": Cast(goal or Value(None), IntegerField()),
        "line_other": Cast(other, IntegerField()),
        "line_word": Cast(word or Value(""), CharField(max_length=200)),
        "line_name": Cast(name, CharField(max_length=200)),
        "line_key": Cast(key, CharField(max_length=400)),
        "line_first": Cast(first or Value(None), DateField()),
        "line_last": Cast(last or Value(None), DateField()),
        "line_person": Cast(person or Value(None), IntegerField()),
    }
    return found.order_by().annotate(**columns).values_list(*columns)


def _silent(measures: QuerySet[Measure], on: date) -> QuerySet[Measure]:
    """Measures without anybody who is to report them now; quotients and ended ones are not reported."""
    assigned = Assignment.objects.filter(measure=OuterRef("pk")).exclude(ends_on__lt=on)
    return measures.filter(~Exists(assigned), dividend=None).exclude(ends_on__lt=on)
