"""The Technology Task Force: it met four times from April to June, gave its advice and was thanked."""

from dataclasses import dataclass
from datetime import date, time

from measurements.choices import RoleKind
from partners.choices import MemberRole
from partnerships.demo.stories.directory import BRIGHTWIRE, COMPUTER_CLUB, FUND, MAKERS, PARENTS
from partnerships.demo.stories.shape import Agenda, Aim, Spell, Story

FIRST_DAY, LAST_DAY = (4, 1), (6, 30)
SERIES_OF_MEETINGS = "Meeting of the task force"
PLACE = "Main library, board room"
FROM, UNTIL = time(17, 30), time(19)


@dataclass(frozen=True)
class Meeting:
    """One of the four: its day of the year, who came, and what was decided."""

    month: int
    day: int
    people: int
    decision: str


MEETINGS = (
    Meeting(4, 8, 14, "We look at what people want to learn before we look at machines."),
    Meeting(4, 29, 12, "A survey at all desks and three groups with job seekers, until the end of May."),
    Meeting(5, 20, 11, "A room to make things and a room to work together come before new computers."),
    Meeting(6, 17, 13, "Our advice goes to the board with three goals. The task force has done its work."),
)

STORY = Story(
    "Technology Task Force",
    "Advice on the part that technology plays in the library of the next ten years.",
    0,
    (
        Spell(COMPUTER_CLUB, MemberRole.STEERING),
        Spell(MAKERS),
        Spell(PARENTS),
        Spell(BRIGHTWIRE),
        Spell(FUND, MemberRole.FUNDER),
    ),
    (
        Aim(
            "People try out new tools and work side by side at the library",
            "A room for making and a room for working together, tried with borrowed machines first.",
            ("A trial room on Saturdays",),
            ((MAKERS, RoleKind.LEAD), (COMPUTER_CLUB, RoleKind.SUPPORT)),
        ),
        Aim(
            "We know which skills people here want, and how they like to learn them",
            "Asked of users, of job seekers and of people who change their career.",
            ("A survey at every desk", "Three groups of eight, with coffee"),
            ((None, RoleKind.LEAD), (PARENTS, RoleKind.SUPPORT)),
        ),
        Aim(
            "People without a home find training and schooling through us",
            "First we sit down with the agencies that know them.",
            ("One visit to each agency",),
            ((None, RoleKind.LEAD), (BRIGHTWIRE, RoleKind.ADVISE)),
        ),
    ),
    agenda=Agenda(
        {
            "problem": "The library’s machines are older than the questions that people bring.",
            "vision": "Everybody in Riverton can learn, make and look for work with today’s tools.",
            "deciding": "The task force advises; the library board decides.",
        },
        sent=0,
        unsigned=(BRIGHTWIRE,),
    ),
)


def year_of(today: date) -> int:
    """The year of the last spring that is over."""
    return today.year if (today.month, today.day) > LAST_DAY else today.year - 1
