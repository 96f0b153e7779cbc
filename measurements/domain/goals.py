"""Goals of a partnership's shared agenda, with their strategies and roles.

Whatever changes here belongs to the next version of the agenda: its draft opens by itself.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from measurements.domain.decisions import record_goal_decision
from measurements.domain.drafts import keep_draft_open
from measurements.models import Goal, Role, Strategy
from partners import audit
from partners.domain.versions import Stale, add_row, change_row, changes_of
from partners.models import Decision, Member, Organization, Partnership, User


@transaction.atomic
def add_goal(partnership: Partnership, *, by: User, values: dict[str, Any]) -> Goal:
    """Put a goal on the agenda, after the others. Raises `ValidationError`."""
    keep_draft_open(partnership, by=by)
    last = Goal.objects.filter(partnership=partnership).aggregate(last=Max("position"))["last"] or 0
    goal = Goal(library_id=partnership.library_id, partnership=partnership, position=last + 1, **values)
    return add_row(goal, by=by, action="goal.added")


@transaction.atomic
def change_goal(goal: Goal, *, by: User, version: int, values: dict[str, Any]) -> Goal:
    """Reword a goal or set its review day. Raises `Stale` and `ValidationError`."""
    if {"title", "description"} & set(changes_of(goal, values)):
        keep_draft_open(goal.partnership, by=by)
    return change_row(goal, by=by, action="goal.changed", version=version, values=values)


@transaction.atomic
def close_goal(goal: Goal, *, by: User, version: int, on: date, reason: str) -> Goal:
    """Take a goal off the agenda; its measures and their figures stay. Raises `Stale`, `ValidationError`."""
    if goal.closed_on is not None:
        raise ValidationError(_("This goal is closed already."))
    keep_draft_open(goal.partnership, by=by)
    values = {"closed_on": on, "close_reason": reason}
    return change_row(goal, by=by, action="goal.closed", version=version, values=values)


@transaction.atomic
def reopen_goal(goal: Goal, *, by: User, version: int, on: date, reason: str) -> Goal:
    """Put a closed goal back on the agenda; why is kept as a decision. Raises `Stale`, `ValidationError`."""
    if goal.closed_on is None:
        raise ValidationError(_("This goal is not closed."))
    keep_draft_open(goal.partnership, by=by)
    values = {"closed_on": None, "close_reason": ""}
    changed = change_row(goal, by=by, action="goal.reopened", version=version, values=values)
    _decide(changed, by=by, text=reason, on=on)
    return changed


@transaction.atomic
def review_goal(
    goal: Goal,
    *,
    by: User,
    version: int,
    on: date,
    text: str,
    present: str = "",
    review_on: date | None = None,
) -> Decision:
    """Write down what looking at a goal led to, and when to look again. Raises `Stale`, `ValidationError`."""
    if review_on is not None and review_on <= on:
        raise ValidationError({"review_on": _("Choose a day after today.")})
    changed = change_row(
        goal, by=by, action="goal.reviewed", version=version, values={"review_on": review_on}
    )
    return _decide(changed, by=by, text=text, on=on, present=present)


@transaction.atomic
def move_goal(goal: Goal, *, by: User, is_up: bool) -> None:
    """Change places with the open goal before or after; at the end nothing happens."""
    keep_draft_open(goal.partnership, by=by)
    goals = list(Goal.objects.filter(partnership=goal.partnership).open().select_for_update())
    place = next((index for index, row in enumerate(goals) if row.pk == goal.pk), None)
    if place is None:
        raise ValidationError(_("A closed goal has no place on the agenda."))
    other = place - 1 if is_up else place + 1
    if not 0 <= other < len(goals):
        return
    goals[place], goals[other] = goals[other], goals[place]
    for position, row in enumerate(goals, start=1):
        # The place is no text: who edits the goal at the same time is not in the way.
        Goal.objects.filter(pk=row.pk).exclude(position=position).update(position=position)
    audit.record(by=by, action="goal.moved", subject=goal, changes={"position": [place + 1, other + 1]})


@transaction.atomic
def add_strategy(goal: Goal, *, by: User, title: str) -> Strategy:
    """Say one way toward a goal. Raises `ValidationError`."""
    keep_draft_open(goal.partnership, by=by)
    strategy = Strategy(
        library_id=goal.library_id, partnership_id=goal.partnership_id, goal=goal, title=title
    )
    return add_row(strategy, by=by, action="strategy.added")


@transaction.atomic
def change_strategy(strategy: Strategy, *, by: User, version: int, title: str) -> Strategy:
    """Reword a strategy. Raises `Stale` and `ValidationError`."""
    keep_draft_open(strategy.partnership, by=by)
    return change_row(strategy, by=by, action="strategy.changed", version=version, values={"title": title})


@transaction.atomic
def remove_strategy(strategy: Strategy, *, by: User, version: int) -> None:
    """Take a strategy off the agenda; signed versions keep it. Raises `Stale`."""
    keep_draft_open(strategy.partnership, by=by)
    current = Strategy.objects.select_for_update().get(pk=strategy.pk)
    if current.version != version:
        raise Stale(current)
    audit.record(
        by=by, action="strategy.removed", subject=strategy, changes={"title": [strategy.title, None]}
    )
    strategy.delete()


@transaction.atomic
def give_role(goal: Goal, *, by: User, organization: Organization, kind: str, on: date) -> Role:
    """Say what a member does for a goal. Raises `ValidationError`."""
    members = Member.objects.filter(partnership_id=goal.partnership_id, organization=organization)
    if not members.current(on=on).exists():
        raise ValidationError(_("%(name)s is not a member today.") % {"name": organization.name})
    keep_draft_open(goal.partnership, by=by)
    role = Role(
        library_id=goal.library_id,
        partnership_id=goal.partnership_id,
        goal=goal,
        organization=organization,
        kind=kind,
    )
    return add_row(role, by=by, action="role.given")


@transaction.atomic
def take_role(role: Role, *, by: User) -> None:
    """A member does this no longer for the goal; signed versions keep it."""
    keep_draft_open(role.partnership, by=by)
    audit.record(by=by, action="role.taken", subject=role)
    role.delete()


def _decide(goal: Goal, *, by: User, text: str, on: date, present: str = "") -> Decision:
    values = {"text": text, "decided_on": on, "present": present}
    return record_goal_decision(goal.partnership, by=by, values=values, goals=[goal])
