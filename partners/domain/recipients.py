"""Who at an organization is reminded on a day: the persons with access in one of the roles asked for."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from partners.models import Access


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person who may be reminded; the zone is the person's own, if they chose one."""

    person_id: int
    organization_id: int
    name: str
    email: str
    zone: ZoneInfo | None


@dataclass(frozen=True, slots=True)
class Spell:
    """One role of one person from a day to another."""

    recipient: Recipient
    role: str
    starts_on: date
    ends_on: date | None

    def holds(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


class Roster:
    """The access of many organizations, read in one query. Whose account is deactivated has none."""

    def __init__(self, organization_ids: Iterable[int]) -> None:
        self._spells: dict[int, list[Spell]] = defaultdict(list)
        rows = (
            Access.objects.filter(organization_id__in=set(organization_ids))
            .exclude(person__user__is_active=False)
            .order_by("person__name_key", "person_id")
            .values_list(
                "role",
                "starts_on",
                "ends_on",
                "person_id",
                "organization_id",
                "person__name",
                "person__email",
                "person__user__time_zone",
            )
        )
        for role, starts_on, ends_on, person_id, organization_id, name, email, zone in rows:
            recipient = Recipient(person_id, organization_id, name, email, _zone(zone))
            self._spells[organization_id].append(Spell(recipient, role, starts_on, ends_on))

    def at(self, organization_id: int, roles: Collection[str], *, on: date) -> list[Recipient]:
        """Each person once, by name."""
        found = [
            spell.recipient
            for spell in self._spells[organization_id]
            if spell.role in roles and spell.holds(on)
        ]
        return list(dict.fromkeys(found))


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
