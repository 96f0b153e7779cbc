"""Who is reminded on a day: persons with access in one of the roles asked for, or the library's staff."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import F

from partners.choices import AccessRole, LibraryRole
from partners.models import Access, Library, Person
from partners.reminders.sources import DueItem, Source


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


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody on the library's staff."""

    recipient: Recipient
    user_id: int
    role: str


class Roster:
    """The access of many organizations and the staff of many libraries, read in one query each.

    Whose account is deactivated has none.
    """

    def __init__(self, organization_ids: Iterable[int], *, staff_of: Iterable[int] = ()) -> None:
        self._staff = _staff_of(set(staff_of))
        self._spells: dict[int, list[Spell]] = defaultdict(list)
        self._spells_of_person: dict[tuple[int, int | None], list[Spell]] = defaultdict(list)
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
            recipient = Recipient(person_id, organization_id, name, email, zone_named(zone))
            spell = Spell(recipient, role, starts_on, ends_on)
            self._spells[organization_id].append(spell)
            self._spells_of_person[organization_id, person_id].append(spell)

    def asked(self, item: DueItem, source: Source, *, on: date) -> list[Recipient]:
        """Whom a source reminds of an item on a day."""
        if source.is_for_staff:
            return self.staff(item.library_id, item.owner_id)
        present = self.at(item.organization_id, source.audience, on=on)
        if item.person_id is None:
            # Better the backup than nobody.
            return present or self.at(item.organization_id, {AccessRole.BACKUP}, on=on)
        named = [recipient for recipient in present if recipient.person_id == item.person_id]
        # What somebody of the library took on themselves needs no access that is given to partners.
        return named or [one for one in self._colleagues(item.library_id) if one.person_id == item.person_id]

    def staff(self, library_id: int, owner_id: int | None) -> list[Recipient]:
        """The owner, if they are on the staff; else all managers."""
        staff = self._staff.get(library_id, [])
        owner = [member.recipient for member in staff if member.user_id == owner_id]
        return owner or [member.recipient for member in staff if member.role == LibraryRole.MANAGER]

    def is_colleague(self, person_id: int | None, library_id: int) -> bool:
        return any(recipient.person_id == person_id for recipient in self._colleagues(library_id))

    def _colleagues(self, library_id: int) -> list[Recipient]:
        return [member.recipient for member in self._staff.get(library_id, [])]

    def is_present(
        self, person_id: int | None, organization_id: int, roles: Collection[str], *, on: date
    ) -> bool:
        """Whether a person has one of the roles on a day."""
        spells = self._spells_of_person.get((organization_id, person_id), ())
        return any(spell.role in roles and spell.holds(on) for spell in spells)

    def at(self, organization_id: int, roles: Collection[str], *, on: date) -> list[Recipient]:
        """Each person once, by name."""
        found = [
            spell.recipient
            for spell in self._spells[organization_id]
            if spell.role in roles and spell.holds(on)
        ]
        return list(dict.fromkeys(found))


def _staff_of(library_ids: set[int]) -> dict[int, list[Colleague]]:
    found: dict[int, list[Colleague]] = defaultdict(list)
    if not library_ids:
        return found
    rows = (
        Person.objects.filter(library_id__in=library_ids, organization__is_own=True, user__is_active=True)
        .filter(user__library_memberships__library_id=F("library_id"))
        .order_by("name_key", "pk")
        .values_list(
            "library_id",
            "user_id",
            "user__library_memberships__role",
            "pk",
            "organization_id",
            "name",
            "email",
            "user__time_zone",
        )
    )
    for library_id, user_id, role, pk, organization_id, name, email, zone in rows:
        recipient = Recipient(pk, organization_id, name, email, zone_named(zone))
        found[library_id].append(Colleague(recipient, user_id, role))
    return found


def zone_of_person(person: Person, library: Library) -> ZoneInfo:
    """The clock that a person goes by: their own, if they chose one, else the library's."""
    own = zone_named(person.user.time_zone if person.user else "")
    return own or ZoneInfo(library.time_zone)


def zone_named(name: str | None) -> ZoneInfo | None:
    """The zone somebody chose; None when they chose none or it is gone."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
