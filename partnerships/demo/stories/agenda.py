"""The common agenda: a first version that all have signed, and a second one that two have not signed yet."""

from datetime import date, timedelta

from measurements.choices import RoleKind
from measurements.domain.agendas import publish_agenda, sign_agenda
from measurements.domain.decisions import record_goal_decision
from measurements.domain.drafts import change_draft, start_agenda
from measurements.domain.goals import add_goal, add_strategy, change_goal, give_role
from measurements.models import AgendaDraft, AgendaVersion, Goal
from measurements.signing import is_asked
from partners.choices import AccessRole
from partners.domain.people import grant_access
from partners.models import Member, Organization, Partnership, Person, User
from partnerships.demo.stories.people import MAPLE, OAK_HILL, PARISH, WORKFORCE

PROBLEM = (
    "Nearly one in three adults in Riverton speaks a language other than English at home. "
    "Classes are far away, full, or at hours when parents work. "
    "Until now the library carried most of the tutoring alone."
)
VISION = (
    "Every adult who wants to learn English finds a small group near home. "
    "It is no longer the library’s program but the community’s, with shared ownership."
)
PRINCIPLES = "We share our timetables.\nWe tell one another early when something will not work."
DECIDING = (
    "The steering team decides by agreement. "
    "Between meetings two of its members may decide, and tell the rest."
)
REWARDS = (
    "Maple Homework Club: parents who can follow their children’s homework.\n"
    "Oak Hill Adult School: students who are ready for its classes.\n"
    "Saint Brigid Parish Hall: a hall that is used on weekdays.\n"
    "Riverton Workforce Center: applicants who can speak for themselves.\n"
    "The library: tutoring that does not end when one person leaves."
)
CONTACTS = "Mara Ellison at the library."
ROLES = (
    (OAK_HILL, RoleKind.LEAD),
    (MAPLE, RoleKind.DELIVER),
    (PARISH, RoleKind.SUPPORT),
    (WORKFORCE, RoleKind.ADVISE),
)
# Who has not signed the second version.
MISSING = {MAPLE.name, WORKFORCE.name}


def agree_on_agenda(partnership: Partnership, *, by: User, colleague: User, today: date) -> None:
    """Write, send and sign two versions, a year and three weeks ago."""
    first_on, second_on = today - timedelta(days=365), today - timedelta(days=20)
    goal = Goal.objects.get(partnership=partnership)
    _plan(goal, by=by, on=first_on)
    texts = {"problem": PROBLEM, "vision": VISION, "principles": PRINCIPLES, "contacts": CONTACTS}
    draft = start_agenda(partnership, by=by, values=texts)
    first = publish_agenda(draft, by=by, version=draft.version, on=first_on)
    _sign(first, by=by, on=first_on + timedelta(days=6), missing=set())
    _next_version(partnership, goal, by=by, on=second_on)
    second = AgendaVersion.objects.get(partnership=partnership, number=2)
    _sign(second, by=colleague, on=second_on + timedelta(days=4), missing=MISSING)
    _open_to_sign(partnership.library_id, by=by, since=first_on)


def _plan(goal: Goal, *, by: User, on: date) -> None:
    add_strategy(goal, by=by, title="Small groups in three neighborhoods, led by trained volunteers")
    add_strategy(goal, by=by, title="One placement test, given by the adult school for all of us")
    found = {row.name: row for row in Organization.objects.filter(library_id=goal.library_id)}
    for neighbor, kind in ROLES:
        give_role(goal, by=by, organization=found[neighbor.name], kind=kind, on=on)


def _next_version(partnership: Partnership, goal: Goal, *, by: User, on: date) -> None:
    change_goal(goal, by=by, version=goal.version, values={"review_on": on + timedelta(days=13)})
    second = add_goal(
        partnership,
        by=by,
        values={
            "title": "Parents can study because their children are looked after",
            "description": "Evening groups have a room for children next door.",
        },
    )
    add_strategy(second, by=by, title="A homework room beside every evening group")
    draft = AgendaDraft.objects.get(partnership=partnership)
    draft = change_draft(
        draft, by=by, version=draft.version, values={"deciding": DECIDING, "rewards": REWARDS}
    )
    publish_agenda(draft, by=by, version=draft.version, on=on)
    record_goal_decision(
        partnership,
        by=by,
        values={
            "text": "We add a second goal: parents told us that they have nobody for the evening.",
            "decided_on": on - timedelta(days=9),
            "present": "Maple Homework Club, Oak Hill Adult School, Saint Brigid Parish Hall, the library",
            "told": "Riverton Workforce Center",
        },
        goals=[second],
    )


def _sign(version: AgendaVersion, *, by: User, on: date, missing: set[str]) -> None:
    members = Member.objects.filter(partnership=version.partnership).select_related("organization")
    for member in members:
        if not is_asked(member, on=on) or member.organization.name in missing:
            continue
        person = Person.objects.filter(organization=member.organization).first()
        sign_agenda(
            version,
            by=by,
            organization=member.organization,
            name=person.name if person else by.get_full_name(),
            on=on,
            is_on_paper=True,
        )


def _open_to_sign(library_id: int, *, by: User, since: date) -> None:
    """Those who report for Maple and Oak Hill may sign for them as well."""
    for neighbor in (MAPLE, OAK_HILL):
        person = Person.objects.get(library_id=library_id, name=neighbor.person)
        grant_access(person, by=by, role=AccessRole.APPROVER, on=since)
