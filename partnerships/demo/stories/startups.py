"""Open for Business: mentors, workshops and business librarians for people who start a company."""

from datetime import time

from measurements.choices import ActivityKind, Basis, CommitmentKind, ObservationState, Repeat, RoleKind
from partners.choices import MemberRole
from partnerships.demo.stories.directory import CHAMBER, CREDIT_UNION, ENTERPRISE, SMALL_BUSINESS, VENTURE_LAB
from partnerships.demo.stories.shape import Agenda, Aim, Plan, Promise, Series, Spell, Story

FOUNDERS = "People who start a business"

STORY = Story(
    "Open for Business",
    "Whoever starts a business in Riverton finds a mentor, a desk and good data in one place.",
    4,
    (
        Spell(SMALL_BUSINESS, MemberRole.STEERING, weight=2),
        Spell(VENTURE_LAB, weight=3, late=(1,)),
        Spell(ENTERPRISE, joined=0, weight=1),
        Spell(CHAMBER, MemberRole.SUPPORTER, weight=0),
        Spell(CREDIT_UNION, MemberRole.SUPPORTER, joined=2, weight=0),
    ),
    (
        Aim(
            "New businesses in Riverton are still open after their first year",
            "Most that close run out of customers or cash, not of ideas.",
            ("One-on-one mentoring at the main library", "Business librarians on call for market data"),
            (
                (VENTURE_LAB, RoleKind.DELIVER),
                (SMALL_BUSINESS, RoleKind.LEAD),
                (CHAMBER, RoleKind.ADVISE),
                (CREDIT_UNION, RoleKind.FUND),
            ),
            (FOUNDERS,),
            (
                Series(
                    "Hours of mentoring",
                    "hours",
                    "Hours that a mentor sat with a founder.",
                    "increase",
                    (71, 83, 95, 104),
                    100,
                ),
                Series(
                    "People in workshops",
                    "people",
                    "Heads in the room at half-time.",
                    "increase",
                    (64, 92, 77, 101),
                    90,
                ),
                Series(
                    "Businesses registered",
                    "businesses",
                    "Registered at City Hall by somebody who had a mentor.",
                    "increase",
                    (5, 4, 8, 9),
                    8,
                    only=(SMALL_BUSINESS,),
                ),
            ),
        ),
    ),
    (28, 30, 26, 27),
    # Not sent for signature yet.
    agenda=Agenda(
        {
            "problem": "People with an idea go from office to office and tell their story five times.",
            "vision": "One door, and the right person behind it.",
        }
    ),
    promises=(
        Promise(VENTURE_LAB, "Six mentors", CommitmentKind.EXPERTISE, 30, "hours", Basis.QUARTER),
        Promise(CHAMBER, "A page in the members’ letter", CommitmentKind.PROMOTION, 1, "page", Basis.MONTH),
        Promise(
            CREDIT_UNION,
            "Prizes for the pitch night",
            CommitmentKind.MONEY,
            1500,
            "dollars",
            Basis.YEAR,
            0,
            False,
        ),
    ),
    plans=(
        Plan(
            VENTURE_LAB,
            "Mentor hours",
            ActivityKind.TUTORING,
            "3",
            time(16),
            time(19),
            "Main library, second floor",
            FOUNDERS,
            6,
            open_weeks=1,
        ),
        Plan(
            None,
            "Business plan workshop",
            ActivityKind.WORKSHOP,
            "6",
            time(10),
            time(12),
            "Main library, room B",
            FOUNDERS,
            18,
            repeat=Repeat.MONTHLY,
            helpers=(SMALL_BUSINESS, ENTERPRISE),
        ),
    ),
    lately=(
        (None, ObservationState.APPROVED),
        (SMALL_BUSINESS, ObservationState.SUBMITTED),
    ),
)
