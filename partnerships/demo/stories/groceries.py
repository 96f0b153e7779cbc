"""Groceries at the Branch: fresh food, ordered at the library in a part of town without a supermarket."""

from datetime import time

from measurements.choices import ActivityKind, Basis, CommitmentKind, Frequency, ObservationState, RoleKind
from partners.choices import MemberRole
from partnerships.demo.stories.directory import FAIRLANE, NORTH_SIDE, PANTRY
from partnerships.demo.stories.shape import Agenda, Aim, Plan, Promise, Series, Spell, Story

HOUSEHOLDS = "Households without a car"

STORY = Story(
    "Groceries at the Branch",
    "People of the north side order fresh food online and pick it up at the library, without a delivery fee.",
    9,
    (
        Spell(FAIRLANE, MemberRole.PARTNER),
        Spell(NORTH_SIDE, MemberRole.SUPPORTER, weight=0),
        Spell(PANTRY, joined=4, weight=0),
    ),
    (
        Aim(
            "Every household on the north side can buy fresh food within a mile",
            "The nearest supermarket is two bus rides away.",
            (
                "A pick-up afternoon at the branch every week",
                "A librarian beside whoever orders for the first time",
            ),
            ((FAIRLANE, RoleKind.DELIVER), (NORTH_SIDE, RoleKind.ADVISE), (None, RoleKind.LEAD)),
            (HOUSEHOLDS,),
            (
                Series(
                    "Orders picked up",
                    "orders",
                    "Orders that somebody took home from the branch.",
                    "increase",
                    (12, 19, 27, 31, 38, 36, 44, 52, 57),
                    60,
                    only=(FAIRLANE,),
                ),
                Series(
                    "Households that ordered",
                    "households",
                    "Households with at least one order in the month. Count each once.",
                    "increase",
                    (9, 14, 18, 21, 25, 24, 29, 33, 35),
                    40,
                    aggregation="unique",
                    only=(FAIRLANE,),
                ),
                Series(
                    "First orders with a librarian’s help",
                    "people",
                    "People whom staff showed how to order.",
                    "increase",
                    (11, 8, 9, 6, 7, 4, 8, 9, 6),
                    5,
                    only=(None,),
                ),
            ),
            review_in=40,
        ),
    ),
    frequency=Frequency.MONTHLY,
    agenda=Agenda(
        {
            "problem": "There is no grocery store within walking distance of the north branch.",
            "vision": "Fresh food is as near as a library book.",
            "principles": "Nobody pays more than in the store.",
            "contacts": "Cole Navarro at the library.",
        },
        sent=34,
        unsigned=(NORTH_SIDE, PANTRY),
    ),
    promises=(
        Promise(
            FAIRLANE, "Delivery to the branch free of charge", CommitmentKind.GOODS, 1, "delivery", Basis.WEEK
        ),
        Promise(NORTH_SIDE, "Flyers in every mailbox", CommitmentKind.PROMOTION, is_confirmed=False),
    ),
    plans=(
        Plan(
            None,
            "Pick-up afternoon",
            ActivityKind.DROP_IN,
            "4",
            time(15),
            time(18),
            "North branch, community room",
            HOUSEHOLDS,
            13,
            postal_code="91703",
            helpers=(FAIRLANE,),
        ),
    ),
    lately=((None, ObservationState.APPROVED),),
)
