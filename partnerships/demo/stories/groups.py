"""Groups of the partnerships, and how the founding one works together, strategy by strategy."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from partners.choices import CollaborationState, GroupKind
from partners.domain.collaboration import say_state
from partners.domain.groups import (
    add_group,
    add_group_people,
    change_group,
    change_group_person,
    remove_group_person,
)
from partners.models import Group, Partnership, Person, User
from partnerships.demo.stories import english, task_force
from partnerships.demo.stories.cast import Cast
from partnerships.demo.stories.days import Days, told_at
from partnerships.demo.stories.directory import (
    BRIGHTWIRE,
    COMPUTER_CLUB,
    MAKERS,
    MAPLE,
    OAK_HILL,
    PARENTS,
    PARISH,
    REFUGEE,
    WORKFORCE,
)
from partnerships.demo.stories.people import Neighbor


@dataclass(frozen=True)
class Word:
    """What somebody said of a strategy, so many quarters after the beginning."""

    strategy: str
    quarter: int
    state: str
    note: str


# In the order in which it was said. The third year is the one in which partners faded.
WORDS = (
    Word(
        "interview",
        0,
        CollaborationState.IN_PLACE,
        "Before we asked anybody for a room, we asked three people what is missing here: the sexton "
        "of the parish, the chair of the neighbors’ council and a teacher. All three said: English "
        "after work. The sexton sent us to the adult school.",
    ),
    Word(
        "communication",
        10,
        CollaborationState.NOT_YET,
        "We learn from one another’s flyers. Two members have not come to anything since spring, and "
        "nobody called.",
    ),
    Word(
        "decisions",
        12,
        CollaborationState.BEGUN,
        "Until now the library decided because nobody else could. The steering team decides from here"
        " on, by show of hands; whoever was not there reads it within a week.",
    ),
    Word(
        "conversation",
        13,
        CollaborationState.IN_PLACE,
        "We began again with coffee, one organization after the other, and without asking for "
        "anything. Today every member has somebody at the library who calls once a month.",
    ),
    Word(
        "communication",
        14,
        CollaborationState.IN_PLACE,
        "One timetable for all groups hangs in every room, in both languages. The steering team meets"
        " every quarter, also when there is nothing wrong.",
    ),
    Word(
        "decisions",
        15,
        CollaborationState.IN_PLACE,
        "What is decided is written down and reaches those who were not there. It is the community’s "
        "program now: the last proposal came from the parish, and the library only voted.",
    ),
    Word(
        "story",
        15,
        CollaborationState.BEGUN,
        "The figures are ready for a hallway. We still lack a learner who would like to be quoted.",
    ),
)


def tell(cast: Cast, *, days: Days) -> None:
    """The groups of two partnerships, and the word of the founding one on its nine strategies."""
    founding = _partnership(cast, english.STORY.name)
    _gather_steering_team(founding, cast, days=days)
    _gather_childcare(founding, cast, days=days)
    _gather_task_force(cast, days=days)
    _speak(founding, cast, days=days)


def _gather_steering_team(partnership: Partnership, cast: Cast, *, days: Days) -> None:
    """One has left since; it is the backbone since the partnership began anew."""
    team = Group.objects.get(partnership=partnership, kind=GroupKind.STEERING)
    begun, anew = team.starts_on, days.period(12)
    mara = Person.objects.get(organization=cast.own, user=cast.manager)
    pia, rosa, amir, tom = (cast.person(one) for one in (MAPLE, OAK_HILL, REFUGEE, PARISH))
    with told_at(days.at(begun)):
        links = add_group_people(team, by=cast.manager, people=[mara, pia, amir], joined_on=begun)
    gone = next(link for link in links if link.person == amir)
    with told_at(days.at(days.period(9))):
        remove_group_person(gone, by=cast.manager, version=gone.version, on=days.period(9))
    with told_at(days.at(anew)):
        change_group(team, by=cast.manager, version=team.version, values={"is_backbone": True})
        add_group_people(team, by=cast.manager, people=[rosa, tom], joined_on=anew)
        chair = next(link for link in links if link.person == pia)
        change_group_person(chair, by=cast.manager, version=chair.version, values={"is_chair": True})


def _gather_childcare(partnership: Partnership, cast: Cast, *, days: Days) -> None:
    """A working group that speaks Spanish."""
    since = days.today - timedelta(days=120)
    with told_at(days.at(since)):
        group = _group(
            partnership,
            cast,
            name="Mesa de cuidado infantil",
            kind=GroupKind.WORKING,
            purpose="Encontrar quién cuida a los niños durante las clases de la tarde, y dónde.",
            starts_on=since,
        )
        people = [cast.person(OAK_HILL), cast.person(WORKFORCE)]
        links = add_group_people(group, by=cast.colleague, people=people, joined_on=since)
        change_group_person(links[0], by=cast.colleague, version=1, values={"is_chair": True})


def _gather_task_force(cast: Cast, *, days: Days) -> None:
    """The people who met four times from April to June."""
    partnership = _partnership(cast, task_force.STORY.name)
    year = task_force.year_of(days.today)
    first, last = date(year, *task_force.FIRST_DAY), date(year, *task_force.LAST_DAY)
    with told_at(days.at(first)):
        group = _group(
            partnership,
            cast,
            name="Technology Task Force",
            kind=GroupKind.TASK_FORCE,
            purpose=task_force.STORY.purpose,
            starts_on=first,
        )
        people = _people_of(cast, (COMPUTER_CLUB, MAKERS, PARENTS, BRIGHTWIRE))
        links = add_group_people(group, by=cast.manager, people=people, joined_on=first)
        change_group_person(links[0], by=cast.manager, version=1, values={"is_chair": True})
    # The meetings were planned before the group had a page of its own.
    partnership.meeting_series.update(group=group)
    partnership.meetings.update(group=group)
    with told_at(days.at(last)):
        change_group(group, by=cast.manager, version=group.version, values={"ended_on": last})


def _people_of(cast: Cast, neighbors: tuple[Neighbor, ...]) -> list[Person]:
    pks = (cast.organization(neighbor).pk for neighbor in neighbors)
    return [cast.people[pk] for pk in pks if pk in cast.people]


def _speak(partnership: Partnership, cast: Cast, *, days: Days) -> None:
    versions: dict[str, int] = {}
    for number, word in enumerate(WORDS):
        by: User = cast.colleague if number % 3 == 1 else cast.manager
        at = min(days.at(days.period(word.quarter) + timedelta(days=20)), days.ago(2))
        with told_at(at):
            versions[word.strategy] = _say(
                partnership, word, by=by, version=versions.get(word.strategy, 0), now=at
            )


def _say(partnership: Partnership, word: Word, *, by: User, version: int, now: datetime) -> int:
    line = say_state(
        partnership,
        strategy=word.strategy,
        by=by,
        version=version,
        state=word.state,
        note=word.note,
        now=now,
    )
    return line.version


def _group(partnership: Partnership, cast: Cast, **values) -> Group:
    return add_group(partnership, by=cast.manager, values=values)


def _partnership(cast: Cast, name: str) -> Partnership:
    return Partnership.objects.get(library=cast.library, name=name)
