"""The common agenda: goals, strategies, roles, versions and signatures."""

from datetime import date

from measurements.agenda_content import compose
from measurements.choices import (
    RoleKind,
)
from measurements.models import (
    AgendaDraft,
    AgendaVersion,
    Goal,
    GoalDecision,
    Role,
    Signature,
    Strategy,
)
from partners.models import (
    Decision,
)
from tests.make.rows import saved


def make_goal(partnership, *, title="Adults speak English with confidence", **fields):
    return saved(Goal(library=partnership.library, partnership=partnership, title=title, **fields))


def make_strategy(goal, *, title="Small groups in three neighborhoods", **fields):
    return saved(
        Strategy(library=goal.library, partnership=goal.partnership, goal=goal, title=title, **fields)
    )


def make_role(goal, organization, *, kind=RoleKind.DELIVER):
    return saved(
        Role(
            library=goal.library,
            partnership=goal.partnership,
            goal=goal,
            organization=organization,
            kind=kind,
        )
    )


def make_draft(
    partnership, *, problem="Too few places to learn.", vision="A group near every home.", **texts
):
    return saved(
        AgendaDraft(
            library=partnership.library, partnership=partnership, problem=problem, vision=vision, **texts
        )
    )


def make_agenda(partnership, *, by, number=1, published_on=date(2017, 4, 3), **texts):
    """A version that was sent for signature, with the goals as they are."""
    texts = {"problem": "Too few places to learn.", "vision": "A group near every home."} | texts
    return saved(
        AgendaVersion(
            library=partnership.library,
            partnership=partnership,
            number=number,
            content=compose(texts, partnership.goals.open().with_plan()),
            published_on=published_on,
            published_by=by,
        )
    )


def make_signature(version, organization, *, by, name="Pia Santos", signed_on=date(2017, 4, 5), **fields):
    return saved(
        Signature(
            library=version.library,
            partnership=version.partnership,
            organization=organization,
            agenda_version=version,
            name=name,
            signed_on=signed_on,
            recorded_by=by,
            **fields,
        )
    )


def make_decision(partnership, *goals, text="We add a morning group.", decided_on=date(2017, 3, 1), **fields):
    decision = saved(
        Decision(
            library=partnership.library, partnership=partnership, text=text, decided_on=decided_on, **fields
        )
    )
    for goal in goals:
        saved(GoalDecision(library=goal.library, partnership=partnership, goal=goal, decision=decision))
    return decision
