"""Decisions, and the goals they are about."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from measurements.models import Goal, GoalDecision
from partners import audit
from partners.domain.decisions import change_decision, record_decision
from partners.models import Decision, Partnership, User


@transaction.atomic
def record_goal_decision(
    partnership: Partnership, *, by: User, values: dict[str, Any], goals: Iterable[Goal]
) -> Decision:
    """Write down a decision about these goals, or about none. Raises `ValidationError`."""
    decision = record_decision(partnership, by=by, values=values)
    link_goals(decision, by=by, goals=goals)
    return decision


@transaction.atomic
def change_goal_decision(
    decision: Decision, *, by: User, version: int, values: dict[str, Any], goals: Iterable[Goal]
) -> Decision:
    """Correct a decision and what it is about. Raises `Stale` and `ValidationError`."""
    current = change_decision(decision, by=by, version=version, values=values)
    link_goals(current, by=by, goals=goals)
    return current


@transaction.atomic
def link_goals(decision: Decision, *, by: User, goals: Iterable[Goal]) -> None:
    """Say which goals a decision is about; the others are let go."""
    wanted = {goal.pk: goal for goal in goals}
    links = {link.goal_id: link for link in decision.goal_links.select_related("goal")}
    if set(wanted) == set(links):
        return
    decision.goal_links.exclude(goal_id__in=wanted).delete()
    for goal in wanted.values():
        if goal.pk not in links:
            link = GoalDecision(
                library_id=decision.library_id,
                partnership_id=decision.partnership_id,
                goal=goal,
                decision=decision,
            )
            link.full_clean()
            link.save(force_insert=True)
    before, after = (
        ", ".join(sorted(titles)) for titles in (_titles(links), [goal.title for goal in wanted.values()])
    )
    audit.record(by=by, action="decision.linked", subject=decision, changes={"goals": [before, after]})


def _titles(links: dict[int, GoalDecision]) -> list[str]:
    return [link.goal.title for link in links.values()]
