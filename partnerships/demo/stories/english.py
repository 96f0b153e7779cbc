"""Neighbors Learning English: four years of small groups, from many hands to few and back to many.

The first year ends with 130 learners, 3,064 hours and 28 tutors, the size of a real small-city program. In
the third year partners fade, two leave, and the library carries nearly three quarters of the work. A grant
brings them together again; since then its share falls.
"""

from datetime import time

from measurements.choices import ActivityKind, Basis, CommitmentKind, RoleKind
from partners.choices import MemberRole
from partnerships.demo.stories.directory import (
    FUND,
    HARBOR,
    MAPLE,
    OAK_HILL,
    PARISH,
    REFUGEE,
    SUNRISE,
    WORKFORCE,
)
from partnerships.demo.stories.shape import Agenda, Aim, Plan, Promise, Series, Spell, Story

LEARNERS = Series(
    "Learners in tutoring groups",
    "learners",
    "Adults who came to at least two sessions of a group in the quarter. Count each person once.",
    "increase",
    (38, 74, 101, 130, 134, 129, 137, 131, 118, 104, 95, 88, 97, 112, 128, 138),
    130,
    0,
    "unique",
)
HOURS = Series(
    "Hours of tutoring",
    "hours",
    "Hours of a session times the learners in it, from the attendance sheet.",
    "increase",
    (412, 693, 902, 1057, 1081, 1010, 1092, 1034, 921, 790, 716, 655, 744, 897, 1026, 1102),
    1000,
)
TUTORS = Series(
    "Active volunteer tutors",
    "tutors",
    "Trained volunteers who led at least one session in the quarter.",
    "increase",
    (9, 17, 23, 28, 29, 27, 28, 25, 21, 18, 15, 14, 17, 22, 27, 30),
    30,
    4,
    "latest",
)
WAITING = Series(
    "Adults waiting for a place",
    "people",
    "Names on the waiting list on the last day of the quarter.",
    "decrease",
    (88, 80, 66, 51, 44, 42, 45, 48, 55, 63, 70, 74, 66, 52, 41, 31),
    20,
    90,
    "latest",
)
# What nobody types: one measure divided by another, with what it tells.
DERIVED = (
    ("Hours for each learner", "hours each", HOURS, LEARNERS),
    ("Learners for each tutor", "learners each", LEARNERS, TUTORS),
)
# Different learners of each whole year, from the lists of all groups compared by name.
YEARLY_LEARNERS = (130, 214, 187, 196)
HOW_COMPARED = "We put the attendance sheets of all groups side by side and counted each name once."

ADULTS = "Adults learning English"
PARENTS = "Parents of small children"
SHIFTS = "People who work nights"
HALL = "Saint Brigid Parish Hall"

AIM = Aim(
    "Adults in Riverton speak English with confidence",
    "At work, at school meetings and at the doctor’s, without an interpreter.",
    (
        "Small groups in three neighborhoods, led by trained volunteers",
        "One placement test, given by the adult school for all of us",
    ),
    (
        (OAK_HILL, RoleKind.LEAD),
        (MAPLE, RoleKind.DELIVER),
        (PARISH, RoleKind.SUPPORT),
        (WORKFORCE, RoleKind.ADVISE),
    ),
    (ADULTS, SHIFTS),
    (LEARNERS, HOURS, TUTORS, WAITING),
)
CHILD_CARE = Aim(
    "Parents can study because their children are looked after",
    "Evening groups have a room for children next door.",
    ("A homework room beside every evening group",),
    groups=(PARENTS,),
)
TEXTS = {
    "problem": (
        "Nearly one in three adults in Riverton speaks a language other than English at home. "
        "Classes are far away, full, or at hours when parents work. "
        "Three years after the start most of the tutoring was left to the library alone."
    ),
    "vision": (
        "Every adult who wants to learn English finds a small group near home. "
        "The program belongs to the whole community, and all of us answer for it."
    ),
    "principles": "We share our timetables.\nWe tell one another early when something will not work.",
    "contacts": "Mara Ellison at the library.",
}
LATER_TEXTS = {
    "deciding": (
        "The steering team decides by agreement. "
        "Between meetings two of its members may decide, and tell the rest."
    ),
    "rewards": (
        "Maple Homework Club: parents who can follow their children’s homework.\n"
        "Oak Hill Adult School: students who are ready for its classes.\n"
        "Saint Brigid Parish Hall: a hall that is used on weekdays.\n"
        "Riverton Workforce Center: applicants who can speak for themselves.\n"
        "The library: tutoring that does not end when one person leaves."
    ),
}
HANDOVER = (
    "Thursday's key to the hall is with Tom; the spare one is in the desk drawer.\n"
    "Pia answers texts faster than mail. Lena is on leave until the end of the month.\n"
    "The fund wants one page of figures before its board meets."
)

STORY = Story(
    "Neighbors Learning English",
    "Small groups, led by trained volunteers, where adults learn English near home.",
    16,
    (
        Spell(MAPLE, MemberRole.STEERING, weight=4),
        Spell(OAK_HILL, MemberRole.STEERING, weight=3),
        Spell(PARISH, weight=2, late=(9, 10), silent=(11,)),
        Spell(REFUGEE, left=9, weight=2, late=(5, 6), silent=(7, 8)),
        Spell(SUNRISE, left=11, weight=2, late=(6, 8), silent=(9, 10)),
        Spell(WORKFORCE, joined=12, weight=1),
        Spell(HARBOR, MemberRole.SUPPORTER, joined=12, weight=0),
        Spell(FUND, MemberRole.FUNDER, joined=12, weight=0),
    ),
    (AIM,),
    (44, 42, 43, 45, 46, 48, 50, 54, 60, 66, 71, 74, 66, 56, 46, 37),
    agenda=Agenda(TEXTS, sent=365),
    promises=(
        Promise(None, "Two librarians for the evening groups", CommitmentKind.HOURS, 8, "hours", Basis.WEEK),
        Promise(OAK_HILL, "Placement tests for new learners", CommitmentKind.EXPERTISE),
        # Its own people have not confirmed it yet.
        Promise(
            PARISH,
            "The hall on Tuesday and Thursday evenings",
            CommitmentKind.SPACE,
            2,
            "evenings",
            Basis.WEEK,
            is_confirmed=False,
        ),
        Promise(MAPLE, "Volunteer tutors", CommitmentKind.HOURS, 60, "hours", Basis.MONTH),
    ),
    plans=(
        # Two classes stand in the same hall on the same evening for the same people.
        Plan(None, "English for beginners", ActivityKind.CLASS, "2", time(18), time(19, 30), HALL, ADULTS),
        Plan(
            MAPLE,
            "Evening English with tutors",
            ActivityKind.CLASS,
            "2",
            time(18, 30),
            time(20),
            HALL,
            ADULTS,
            14,
            open_weeks=2,
        ),
        Plan(
            OAK_HILL,
            "Conversation over coffee",
            ActivityKind.CONVERSATION,
            "46",
            time(10),
            time(11, 30),
            "Oak Hill Adult School, room 4",
            ADULTS,
            17,
        ),
        Plan(
            MAPLE,
            "Children’s corner",
            ActivityKind.CHILD_CARE,
            "2",
            time(18),
            time(20),
            HALL,
            PARENTS,
            9,
            goal=1,
        ),
    ),
)

# The waiting list: it was feared to grow, and the curve turned.
FORECAST_AFTER = 12
EXPECTED = (76, 79, 83)
WHY_FEARED = (
    "If nothing changes, more people will wait: two partners have left, and the evening groups are full."
)
NOTES = {
    11: {
        "story": "Three tutors moved away, two partners left, and a group closed for six weeks.",
        "works": "People on the list come to the conversation table meanwhile.",
        "next_steps": "The fund’s grant pays a training. Oak Hill Adult School asks its former students.",
    },
    13: {
        "story": "Five new tutors, most of them students of the college, took twelve people from the list.",
        "works": "One training for the tutors of all members.",
        "next_steps": "Maple Homework Club opens a morning group.",
    },
}
WHY_PARTS_DIFFER = "Two learners did not want to say how old they are, and nobody should guess."
