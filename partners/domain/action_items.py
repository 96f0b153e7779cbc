"""Action items: taken on, moved, closed, dropped and opened again."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from partners.access import Scope
from partners.choices import ActionOutcome
from partners.domain.notices import notify
from partners.domain.versions import add_row, change_row
from partners.models import ActionItem, Member, Organization, Partnership, Person, User
from partners.notices import ACTION_GIVEN


def actions_owed_by(scope: Scope) -> QuerySet[ActionItem]:
    """Open actions of a person's organizations in all libraries, the most pressing first."""
    rows = ActionItem.objects.owed_by(scope).open().order_by("due_on", "pk")
    return rows.select_related("library", "partnership", "organization", "person")


@transaction.atomic
def note_action(
    partnership: Partnership, *, by: User, now: datetime, values: dict[str, Any], key: UUID | None = None
) -> ActionItem:
    """Write down who does what by when; the same key again changes nothing. Raises `ValidationError`."""
    # The partnership's row is the lock: an entry that arrives twice at once is one.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    known = ActionItem.objects.filter(partnership=partnership, entry_key=key).first() if key else None
    if known is not None:
        return known
    _refuse_stranger(partnership, values["organization"])
    action = ActionItem(
        library_id=partnership.library_id,
        partnership=partnership,
        noted_at=now,
        noted_by=by,
        entry_key=key,
        **values,
    )
    add_row(action, by=by, action="action_item.noted")
    _tell_person(action, by=by, now=now)
    return action


@transaction.atomic
def change_action(
    action: ActionItem, *, by: User, now: datetime, version: int, values: dict[str, Any]
) -> ActionItem:
    """Correct an action, move its day, or give it to somebody else. Raises `Stale`, `ValidationError`."""
    organization, person = values.get("organization"), values.get("person")
    if organization is not None and organization.pk != action.organization_id:
        _refuse_stranger(action.partnership, organization)
    changed = change_row(action, by=by, action="action_item.changed", version=version, values=values)
    if person is not None and person.pk != action.person_id:
        _tell_person(changed, by=by, now=now)
    return changed


@transaction.atomic
def say_standing(
    action: ActionItem, *, by: User, version: int, standing: str, acting_for: Organization | None = None
) -> ActionItem:
    """Say how far an action is. Raises `Stale` and `ValidationError`."""
    return change_row(
        action,
        by=by,
        action="action_item.standing_said",
        version=version,
        values={"standing": standing},
        acting_for=acting_for,
    )


@transaction.atomic
def close_action(
    action: ActionItem,
    *,
    by: User,
    now: datetime,
    version: int,
    note: str = "",
    acting_for: Organization | None = None,
) -> ActionItem:
    """It is done. Raises `Stale`, and `ValidationError` when it has ended already."""
    return _end(
        action, ActionOutcome.DONE, by=by, now=now, version=version, ending=note, acting_for=acting_for
    )


@transaction.atomic
def drop_action(action: ActionItem, *, by: User, now: datetime, version: int, reason: str) -> ActionItem:
    """Nobody does it any more. Raises `Stale`, and `ValidationError` without a reason."""
    return _end(action, ActionOutcome.DROPPED, by=by, now=now, version=version, ending=reason)


@transaction.atomic
def reopen_action(
    action: ActionItem, *, by: User, version: int, acting_for: Organization | None = None
) -> ActionItem:
    """It is not done after all; what was said when it was closed stays in the history. Raises `Stale`."""
    values = {"ended_at": None, "ended_by": None, "outcome": "", "ending": ""}
    return change_row(
        action,
        by=by,
        action="action_item.reopened",
        version=version,
        values=values,
        acting_for=acting_for,
    )


@transaction.atomic
def close_actions(actions: Sequence[ActionItem], *, by: User, now: datetime, note: str) -> list[ActionItem]:
    """Close those that are open still; returns them. Raises `Stale`."""
    return [
        close_action(row, by=by, now=now, version=row.version, note=note) for row in actions if row.is_open
    ]


@transaction.atomic
def move_actions(actions: Sequence[ActionItem], *, by: User, due_on: date) -> list[ActionItem]:
    """Set another day; returns those for which it is another one. Raises `Stale`."""
    moved = [row for row in actions if row.is_open and row.due_on != due_on]
    for row in moved:
        _set(row, by=by, values={"due_on": due_on})
    return moved


@transaction.atomic
def give_actions(
    actions: Sequence[ActionItem],
    *,
    by: User,
    now: datetime,
    organization: Organization,
    person: Person | None,
) -> list[ActionItem]:
    """Give open actions to another member; returns those that changed hands.

    Raises `Stale`, and `ValidationError` when the organization is no member where one of them belongs.
    """
    values = {"organization": organization, "person": person}
    given = [
        row
        for row in actions
        if row.is_open and (row.organization_id, row.person_id) != (organization.pk, person and person.pk)
    ]
    return [change_action(row, by=by, now=now, version=row.version, values=values) and row for row in given]


@transaction.atomic
def reopen_actions(actions: Sequence[ActionItem], *, by: User) -> list[ActionItem]:
    """Open several again that were closed together; returns them. Raises `Stale`."""
    closed = [row for row in actions if not row.is_open]
    for row in closed:
        reopen_action(row, by=by, version=row.version)
    return closed


@transaction.atomic
def restore_actions(before: Sequence[tuple[ActionItem, dict[str, Any]]], *, by: User) -> int:
    """Put back what several actions said before they were changed together; says how many."""
    for row, values in before:
        if "organization" in values:
            _refuse_stranger(row.partnership, values["organization"])
        _set(row, by=by, values=values)
    return len(before)


def _set(action: ActionItem, *, by: User, values: dict[str, Any]) -> ActionItem:
    return change_row(action, by=by, action="action_item.changed", version=action.version, values=values)


def _end(
    action: ActionItem,
    outcome: ActionOutcome,
    *,
    by: User,
    now: datetime,
    version: int,
    ending: str,
    acting_for: Organization | None = None,
) -> ActionItem:
    if not action.is_open:
        raise ValidationError(_("This action has been closed already."))
    values = {"ended_at": now, "ended_by": by, "outcome": outcome.value, "ending": ending}
    return change_row(
        action,
        by=by,
        action=f"action_item.{outcome}",
        version=version,
        values=values,
        acting_for=acting_for,
    )


def _refuse_stranger(partnership: Partnership, organization: Organization) -> None:
    if not Member.objects.filter(partnership=partnership, organization=organization).exists():
        raise ValidationError(
            {
                "organization": _("%(name)s is not a member of %(partnership)s.")
                % {"name": organization.name, "partnership": partnership.name}
            }
        )


def _tell_person(action: ActionItem, *, by: User, now: datetime) -> None:
    user = action.person.user if action.person else None
    notify(
        user,
        library=action.library,
        kind=ACTION_GIVEN,
        about=action,
        now=now,
        by=by,
        words={"name": action.what[:120]},
    )
