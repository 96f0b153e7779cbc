"""Library Nurse: a public health nurse at the main library, and fewer calls for an ambulance.

The county's health department coordinates it: the backbone is not the library.
"""

from datetime import time

from measurements.choices import ActivityKind, Basis, CommitmentKind, ObservationState, RoleKind
from partners.choices import MemberRole
from partnerships.demo.stories.directory import FIRE, HARBOR, HEALTH, SHELTER
from partnerships.demo.stories.shape import Agenda, Aim, Plan, Promise, Series, Spell, Story

PATRONS = "Patrons without a doctor"

CALLS = Series(
    "Emergency calls from the main library",
    "calls",
    "Calls to 911 in the desk’s log.",
    "decrease",
    (120, 123, 117, 119, 109, 112, 106, 100),
    80,
    120,
    only=(None,),
)

STORY = Story(
    "Library Nurse",
    "A nurse in the reading room: health checks, referrals, and a library where everybody is safe.",
    8,
    (
        Spell(HEALTH, MemberRole.BACKBONE, weight=3),
        Spell(SHELTER, joined=2, weight=1, late=(6,)),
        Spell(HARBOR, weight=0),
        Spell(FIRE, MemberRole.SUPPORTER, weight=0),
    ),
    (
        Aim(
            "People in trouble find care before it is an emergency",
            "Many who spend the day at the library have no doctor.",
            ("A nurse at the main library three days a week", "One form for referrals among all of us"),
            (
                (HEALTH, RoleKind.LEAD),
                (HARBOR, RoleKind.SUPPORT),
                (SHELTER, RoleKind.DELIVER),
                (FIRE, RoleKind.ADVISE),
            ),
            (PATRONS,),
            (
                Series(
                    "Health checks",
                    "checks",
                    "Blood pressure, blood sugar or a wound looked at.",
                    "increase",
                    (62, 88, 115, 141, 176, 190, 203, 221),
                    200,
                    only=(HEALTH, SHELTER),
                ),
                Series(
                    "Referrals that were kept",
                    "referrals",
                    "Appointments that the person went to.",
                    "increase",
                    (7, 11, 18, 23, 31, 38, 41, 47),
                    40,
                    only=(HEALTH, SHELTER),
                ),
            ),
        ),
        Aim(
            "The library is safe for everybody in it",
            "Staff know whom to call before they call 911.",
            ("Every desk has the nurse’s number",),
            ((None, RoleKind.LEAD), (FIRE, RoleKind.SUPPORT)),
            (PATRONS,),
            (CALLS,),
        ),
    ),
    agenda=Agenda(
        {
            "problem": "Staff called an ambulance more than once a day, mostly for what a nurse can see to.",
            "vision": "The library is calm because people get the help they need.",
            "principles": "Nobody is asked for a name.",
            "contacts": "Beatriz Molina at the health department.",
        },
        sent=410,
    ),
    promises=(
        Promise(HEALTH, "A nurse, three days a week", CommitmentKind.HOURS, 18, "hours", Basis.WEEK),
        Promise(None, "A quiet room with a sink", CommitmentKind.SPACE, 1, "room", Basis.WEEK),
        Promise(SHELTER, "Somebody who walks along to the first appointment", CommitmentKind.HOURS),
    ),
    plans=(
        Plan(
            HEALTH,
            "Nurse in the reading room",
            ActivityKind.DROP_IN,
            "135",
            time(11),
            time(16),
            "Main library, room A",
            PATRONS,
            8,
            open_weeks=1,
        ),
    ),
    lately=(
        (None, ObservationState.SUBMITTED),
        (HEALTH, ObservationState.RETURNED),
    ),
)
