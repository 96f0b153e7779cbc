"""How a story begins: the partnership, its members, what they want, and what is counted."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from measurements.domain.goals import add_goal, add_strategy, give_role
from measurements.domain.measures import add_measure, assign_members
from measurements.domain.populations import set_populations
from measurements.models import Goal, Measure
from measurements.people import counts_people
from partners.choices import MemberRole
from partners.domain.partnerships import add_member, change_member, start_partnership
from partners.models import Member, Partnership
from partnerships.demo.stories.cast import Cast
from partnerships.demo.stories.days import Days, told_at
from partnerships.demo.stories.people import Neighbor
from partnerships.demo.stories.shape import Aim, Series, Spell, Story


@dataclass
class Told:
    """What has been told of a story so far."""

    story: Story
    partnership: Partnership
    days: Days
    cast: Cast
    members: dict[int, Member] = field(default_factory=dict)
    goals: list[Goal] = field(default_factory=list)
    measures: dict[str, Measure] = field(default_factory=dict)

    @property
    def series(self) -> list[Series]:
        return [series for aim in self.story.aims for series in aim.series]

    def member(self, neighbor: Neighbor | None) -> Member:
        return self.members[self.cast.organization(neighbor).pk]

    def spells_of(self, series: Series) -> list[Spell | None]:
        """Who counts a measure at any time; None is the library, which always comes first."""
        everybody = [None, *(spell for spell in self.story.members if spell.weight and not _is_funder(spell))]
        if not series.only:
            return everybody
        return [spell for spell in everybody if (spell.neighbor if spell else None) in series.only]


def begin(story: Story, cast: Cast, *, days: Days) -> Told:
    """Start the partnership with all who were ever its members, and what they agreed to count."""
    with told_at(days.at(days.anchor_on)):
        partnership = start_partnership(
            cast.library,
            by=cast.manager,
            values={"name": story.name, "purpose": story.purpose, "started_on": days.anchor_on},
        )
        told = Told(story, partnership, days, cast)
        for spell in story.members:
            _join(told, spell)
        told.members = {row.organization_id: row for row in Member.objects.filter(partnership=partnership)}
        for aim in story.aims:
            add_aim(told, aim)
    return told


def add_aim(told: Told, aim: Aim) -> Goal:
    """Put a goal on the agenda, with everything that belongs to it."""
    by, cast, days = told.cast.manager, told.cast, told.days
    review_on = days.today + timedelta(days=aim.review_in) if aim.review_in else None
    goal = add_goal(
        told.partnership,
        by=by,
        values={"title": aim.title, "description": aim.description, "review_on": review_on},
    )
    for title in aim.strategies:
        add_strategy(goal, by=by, title=title)
    for neighbor, kind in aim.roles:
        give_role(goal, by=by, organization=cast.organization(neighbor), kind=kind, on=days.today)
    if aim.groups:
        set_populations(goal, by=by, names=aim.groups)
    told.measures |= {series.name: _measure(goal, series, told) for series in aim.series}
    told.goals.append(goal)
    return goal


def expect_reports(told: Told) -> None:
    """Ask the members for their figures from the first period on."""
    days = told.days
    with told_at(days.at(days.anchor_on)):
        for series in told.series:
            neighbors = [spell.neighbor if spell else None for spell in told.spells_of(series)]
            assign_members(
                told.measures[series.name],
                by=told.cast.manager,
                members=[told.member(neighbor) for neighbor in neighbors],
                starts_on=days.anchor_on,
                now=days.now,
            )


def _join(told: Told, spell: Spell) -> None:
    by, days = told.cast.manager, told.days
    member = add_member(
        told.partnership,
        by=by,
        organization=told.cast.organization(spell.neighbor),
        role=spell.role,
        joined_on=days.period(spell.joined),
    )
    if spell.left is not None:
        values = {"left_on": days.period(spell.left) - timedelta(days=1)}
        change_member(member, by=by, version=member.version, values=values)


def _is_funder(spell: Spell) -> bool:
    return spell.role == MemberRole.FUNDER


def _measure(goal: Goal, series: Series, told: Told) -> Measure:
    return add_measure(
        goal,
        by=told.cast.manager,
        values={
            "name": series.name,
            "unit": series.unit,
            "definition": series.definition,
            "direction": series.direction,
            "baseline": series.baseline,
            "aggregation": series.aggregation,
            "is_headline": True,
            "counts_people": counts_people(aggregation=series.aggregation, unit=series.unit),
        },
        target=Decimal(series.target),
        frequency=told.story.frequency,
        anchor_on=told.days.anchor_on,
        due_days=told.days.due_days,
    )
