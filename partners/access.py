"""Who may see and change which rows: the only place where a user becomes a filter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils import timezone

from partners.choices import AccessRole, LibraryRole, MemberRole

NOTHING = Q(pk__in=[])
_RANK: dict[str, int] = {LibraryRole.VIEWER: 1, LibraryRole.COORDINATOR: 2, LibraryRole.MANAGER: 3}


@dataclass(frozen=True)
class Scope:
    """What one user may reach right now, as ids. Made anew for each request or task, never kept longer."""

    user_id: int | None = None
    library_roles: dict[int, str] = field(default_factory=dict)
    organization_ids: frozenset[int] = frozenset()
    organization_roles: dict[int, frozenset[str]] = field(default_factory=dict)
    partnership_ids: frozenset[int] = frozenset()
    backbone_ids: frozenset[int] = frozenset()
    funded_ids: frozenset[int] = frozenset()
    partner_library_ids: frozenset[int] = frozenset()

    @classmethod
    def of(cls, user: Any, *, now: datetime | None = None) -> Scope:
        """Read the user's ids in two indexed queries; a deactivated or unknown user reaches nothing."""
        if not user.is_authenticated or not user.is_active:
            return cls()
        now = now or timezone.now()
        roles = dict(user.library_memberships.values_list("library_id", "role"))
        rows = user.people.filter(accesses__isnull=False).values_list(
            "library_id",
            "library__time_zone",
            "organization_id",
            "accesses__role",
            "accesses__starts_on",
            "accesses__ends_on",
            "organization__members__partnership_id",
            "organization__members__role",
            "organization__members__joined_on",
            "organization__members__left_on",
        )
        return cls(user_id=user.pk, library_roles=roles, **_partner_ids(rows, now))

    @classmethod
    def of_mailbox(cls, person: Any, *, roles: frozenset[str]) -> Scope:
        """What a link in this person's mail reaches: rows of their own organization, nothing shared."""
        return cls(
            user_id=person.user_id,
            organization_ids=frozenset({person.organization_id}),
            organization_roles={person.organization_id: roles},
            partner_library_ids=frozenset({person.library_id}),
        )

    def role_in(self, library_id: int) -> str | None:
        return self.library_roles.get(library_id)

    def is_staff_of(self, library_id: int, at_least: str = LibraryRole.VIEWER) -> bool:
        return _RANK.get(self.library_roles.get(library_id, ""), 0) >= _RANK[at_least]

    def reaches(self, library_id: int) -> bool:
        return library_id in self.library_roles or library_id in self.partner_library_ids

    def organizations_as(self, *roles: str) -> frozenset[int]:
        """Organizations that the user acts for in one of these access roles."""
        return frozenset(pk for pk, held in self.organization_roles.items() if held & set(roles))


def _partner_ids(rows: Any, now: datetime) -> dict[str, Any]:
    roles: dict[int, set[str]] = {}
    by_member_role: dict[str, set[int]] = {"": set(), MemberRole.BACKBONE: set(), MemberRole.FUNDER: set()}
    libraries: set[int] = set()
    for library, zone, organization, role, starts, ends, partnership, member_role, joined, left in rows:
        today = now.astimezone(ZoneInfo(zone)).date()
        if starts > today or (ends is not None and ends < today):
            continue
        libraries.add(library)
        roles.setdefault(organization, set()).add(role)
        if partnership is None or joined > today or (left is not None and left < today):
            continue
        by_member_role[member_role if member_role in by_member_role else ""].add(partnership)
    # A backbone or a funder may hold a second, ordinary seat; the ordinary ids are those of full members.
    return {
        "organization_ids": frozenset(roles),
        "organization_roles": {pk: frozenset(held) for pk, held in roles.items()},
        "partnership_ids": frozenset(by_member_role[""] | by_member_role[MemberRole.BACKBONE]),
        "backbone_ids": frozenset(by_member_role[MemberRole.BACKBONE]),
        "funded_ids": frozenset(by_member_role[MemberRole.FUNDER]),
        "partner_library_ids": frozenset(libraries),
    }


class ScopedQuerySet(models.QuerySet):
    """Rows of tenant tables. The ids of a scope become constants against columns of the row itself."""

    # The least library role that may change rows of this table.
    edited_by: str = LibraryRole.COORDINATOR

    def visible_to(self, scope: Scope, *, library: Any) -> Self:
        """Rows of this library that the user may open; the library's staff get all of them."""
        rows = self.filter(library_id=library.pk)
        if not scope.is_staff_of(library.pk):
            return rows.filter(self.partner_rows(scope))
        # Staff who also act for a partner keep that partner's own rows.
        return rows.filter(self.staff_rows() | self.partner_rows(scope)) if self.staff_rows() else rows

    def editable_by(self, scope: Scope, *, library: Any) -> Self:
        """Rows of this library that the user may change."""
        rows = self.filter(library_id=library.pk)
        if scope.is_staff_of(library.pk, self.edited_by):
            return rows.filter(self.staff_rows())
        return rows.filter(self.partner_edits(scope))

    def staff_rows(self) -> Q:
        return Q()

    def partner_rows(self, scope: Scope) -> Q:
        """What partners see beyond nothing; tables that partners may open override it."""
        return NOTHING

    def partner_edits(self, scope: Scope) -> Q:
        return NOTHING


REPORTING_ROLES = (AccessRole.REPORTER, AccessRole.APPROVER, AccessRole.BACKUP)
