"""Who does what for which goal: the cells of the matrix."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from measurements.choices import RoleKind
from measurements.domain.drafts import keep_draft_open
from measurements.models import Goal, Role
from partners import audit
from partners.models import Member, Organization, Partnership, User

# A cell is a goal's and an organization's id.
Cell = tuple[int, int]
Letters = frozenset[str]
NONE: Letters = frozenset()


class RolesMoved(Exception):  # noqa: N818 - the name of the situation, which pages show; not a fault
    """Somebody else changed some of the same cells first. `current` is what these cells say now."""

    def __init__(self, current: dict[Cell, Letters]) -> None:
        self.current = current
        super().__init__(f"{len(current)} cells have moved on")


def roles_of(partnership: Partnership) -> dict[Cell, Letters]:
    """The letters of every cell that has one, in one query."""
    found: dict[Cell, set[str]] = defaultdict(set)
    rows = Role.objects.filter(library_id=partnership.library_id, partnership=partnership).order_by()
    for goal_id, organization_id, letter in rows.values_list("goal_id", "organization_id", "kind"):
        found[goal_id, organization_id].add(letter)
    return {cell: frozenset(letters) for cell, letters in found.items()}


@transaction.atomic
def set_roles(
    partnership: Partnership,
    *,
    by: User,
    cells: Mapping[Cell, Letters],
    seen: Mapping[Cell, Letters],
    on: date,
) -> int:
    """Write these cells as one change and return how many differ from before.

    `seen` is what the person saw. Two people may change different cells at once; a cell that somebody else
    has changed meanwhile raises `RolesMoved`. Raises `ValidationError` for cells outside the partnership.
    """
    # The partnership's row is the lock: two matrices must not be written at once.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    current = roles_of(partnership)
    changed = {cell: letters for cell, letters in cells.items() if letters != seen.get(cell, NONE)}
    moved = {
        cell: current.get(cell, NONE)
        for cell, letters in changed.items()
        if current.get(cell, NONE) not in {seen.get(cell, NONE), letters}
    }
    if moved:
        raise RolesMoved(moved)
    changed = {cell: letters for cell, letters in changed.items() if letters != current.get(cell, NONE)}
    if changed:
        keep_draft_open(partnership, by=by)
    goals, organizations = _rows_of(partnership, changed, current, on=on)
    for (goal_id, organization_id), letters in changed.items():
        _write(
            goals[goal_id],
            organizations[organization_id],
            by=by,
            before=current.get((goal_id, organization_id), NONE),
            after=letters,
        )
    return len(changed)


def _rows_of(
    partnership: Partnership, changed: Mapping[Cell, Letters], current: Mapping[Cell, Letters], *, on: date
) -> tuple[dict[int, Goal], dict[int, Organization]]:
    goals = Goal.objects.open().filter(
        partnership=partnership, pk__in={goal for goal, _organization in changed}
    )
    members = Member.objects.current(on=on).filter(partnership=partnership).select_related("organization")
    found = {row.organization_id: row.organization for row in members}
    # Who has left may only lose roles.
    left = {
        pk for (goal, pk), letters in changed.items() if letters <= current.get((goal, pk), NONE)
    } - found.keys()
    found |= {row.pk: row for row in Organization.objects.filter(library=partnership.library_id, pk__in=left)}
    by_id = {goal.pk: goal for goal in goals}
    if any(goal not in by_id or organization not in found for goal, organization in changed):
        raise ValidationError(_("Only members of the partnership take on roles for its goals."))
    return by_id, found


def _write(goal: Goal, organization: Organization, *, by: User, before: Letters, after: Letters) -> None:
    if not after <= set(RoleKind.values):
        raise ValidationError(_("There is no such role."))
    Role.objects.filter(goal=goal, organization=organization, kind__in=before - after).delete()
    for letter in sorted(after - before):
        role = Role(
            library_id=goal.library_id,
            partnership_id=goal.partnership_id,
            goal=goal,
            organization=organization,
            kind=letter,
        )
        role.full_clean()
        role.save(force_insert=True)
    changes = {organization.name[:100]: [_in_order(before), _in_order(after)]}
    audit.record(by=by, action="goal.roles_set", subject=goal, changes=changes)


def _in_order(letters: Letters) -> str:
    return ", ".join(letter for letter in RoleKind.values if letter in letters)
