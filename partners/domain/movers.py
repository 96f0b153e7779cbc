"""What becomes of rows of this app when two records of one organization are merged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Count, ManyToOneRel, Model, OneToOneRel, QuerySet
from django.utils.translation import gettext as _

from partners.domain.versions import change_row
from partners.merging import GONE, Choice, registry
from partners.models import (
    Access,
    Agreement,
    AgreementParty,
    Member,
    Organization,
    OrganizationCategory,
    OrganizationTag,
    Person,
)


@dataclass(frozen=True)
class Rows:
    """Rows that simply change hands: their keys to the one organization become keys to the other."""

    model: str
    fields: tuple[str, ...] = ("organization",)

    def conflicts(self, kept: Organization, gone: Organization) -> list[str]:
        return []

    def move(self, kept: Organization, gone: Organization) -> int:
        return sum(self.of(gone, field).update(**{field: kept}) for field in self.fields)

    def of(self, organization: Organization, field: str = "organization") -> QuerySet[Model]:
        model = apps.get_model(self.model)
        return model._base_manager.filter(library_id=organization.library_id, **{field: organization})


@dataclass(frozen=True)
class Stays:
    """Rows that need nothing done; `why` is for whoever reads the code."""

    model: str
    why: str

    def conflicts(self, kept: Organization, gone: Organization) -> list[str]:
        return []

    def move(self, kept: Organization, gone: Organization) -> int:
        return 0


class Spells(Rows):
    """Memberships follow one another; two at the same time would count one organization twice.

    Those become one, from the first day of either to the last.
    """

    def choices(self, kept: Organization, gone: Organization) -> list[Choice]:
        found = []
        for spells in _together(kept, gone):
            (ours, theirs) = (
                [spell for spell in spells if spell.organization_id == pk] for pk in (kept.pk, gone.pk)
            )
            one, other = ours[-1], theirs[-1]
            if one.role != other.role:
                label = _("Role in %(partnership)s") % {"partnership": one.partnership.name}
                roles = (one.get_role_display(), other.get_role_display())
                found.append(Choice(_key(one, other), label, *roles))
        return found

    def settle(
        self, kept: Organization, gone: Organization, chosen: Mapping[str, str], *, by: Any, now: datetime
    ) -> None:
        for spells in _together(kept, gone):
            (ours, theirs) = (
                [spell for spell in spells if spell.organization_id == pk] for pk in (kept.pk, gone.pk)
            )
            stays, other = ours[-1], theirs[-1]
            values = {
                "role": other.role if chosen.get(_key(stays, other)) == GONE else stays.role,
                "joined_on": min(spell.joined_on for spell in spells),
                "left_on": last_of([spell.left_on for spell in spells]),
            }
            for spell in spells:
                if spell.pk != stays.pk:
                    _fold(stays, spell)
            change_row(stays, by=by, action="member.changed", version=stays.version, values=values)


class Links(Rows):
    """Categories and tags: what both have is kept once."""

    def move(self, kept: Organization, gone: Organization) -> int:
        key = "category" if self.model == OrganizationCategory._meta.label else "tag"
        theirs, ours = self.of(gone), self.of(kept)
        theirs.filter(**{f"{key}__in": ours.values(key)}).delete()
        also = {"is_primary": False} if key == "category" and ours.exists() else {}
        return self.of(gone).update(organization=kept, **also)


class Parties(Rows):
    """An agreement has an organization as a party once; the signature of either record stands for both."""

    def conflicts(self, kept: Organization, gone: Organization) -> list[str]:
        both = AgreementParty.objects.filter(organization=gone, agreement__archived_at=None)
        alone = both.filter(agreement__parties__organization=kept).values("agreement")
        rows = Agreement.objects.filter(pk__in=alone).annotate(party_count=Count("parties"))
        return [
            _("They are the only two parties of “%(title)s”. Change its parties first.") % {"title": row.name}
            for row in rows.filter(party_count__lte=2).order_by("pk")
        ]

    def move(self, kept: Organization, gone: Organization) -> int:
        ours = {row.agreement_id: row for row in AgreementParty.objects.filter(organization=kept)}
        for row in AgreementParty.objects.filter(organization=gone, agreement__in=ours):
            spare = row if ours[row.agreement_id].signed_on else ours[row.agreement_id]
            AgreementParty.objects.filter(pk=spare.pk).delete()
        return super().move(kept, gone)


class Interval(Rows):
    """How often to keep in touch: the kept record's own stands, if it has one."""

    def move(self, kept: Organization, gone: Organization) -> int:
        if self.of(kept).exists():
            self.of(gone).delete()
        return super().move(kept, gone)


class People(Rows):
    """People move as they are; one account that was at both records belongs to one person afterwards."""

    def move(self, kept: Organization, gone: Organization) -> int:
        accounts = {person.user: person for person in self._with_account(kept)}
        for person in self._with_account(gone).filter(user__in=accounts):
            _give_access(person, to=accounts[person.user])
            Person.objects.filter(pk=person.pk).update(user=None)
        return super().move(kept, gone)

    def _with_account(self, organization: Organization) -> QuerySet[Person]:
        return Person.objects.filter(organization=organization, user__isnull=False).select_related("user")


def _give_access(person: Person, *, to: Person) -> None:
    held = Access.objects.filter(person=to)
    taken = set(held.values_list("role", "starts_on"))
    is_open = set(held.filter(ends_on=None).values_list("role", flat=True))
    for access in Access.objects.filter(person=person):
        if (access.role, access.starts_on) not in taken and access.role not in is_open:
            Access.objects.filter(pk=access.pk).update(person=to)


def _together(kept: Organization, gone: Organization) -> list[list[Member]]:
    """Memberships of both records in one partnership that overlap, directly or over others."""
    both = Member.objects.filter(organization__in=[kept.pk, gone.pk]).select_related("partnership")
    found: list[list[Member]] = []
    for spell in both.order_by("partnership_id", "joined_on", "pk"):
        if found and _meets(found[-1], spell):
            found[-1].append(spell)
        else:
            found.append([spell])
    return [spells for spells in found if len({spell.organization_id for spell in spells}) > 1]


def _meets(spells: Sequence[Member], other: Member) -> bool:
    last = last_of([spell.left_on for spell in spells])
    return spells[0].partnership_id == other.partnership_id and (last is None or last >= other.joined_on)


def last_of(days: Sequence[date | None]) -> date | None:
    """The last of some last days; None is the end that is not known yet."""
    return None if None in days else max(day for day in days if day is not None)


def _key(one: Member, other: Member) -> str:
    return f"member_{one.pk}_{one.version}_{other.pk}_{other.version}"


def _fold(stays: Member, goes: Member) -> None:
    registry.fold(stays, goes)
    hand_over(stays, goes)
    goes.delete()


def hand_over(stays: Model, goes: Model) -> None:
    """Make every key to one row a key to another row of its table: what has no rule of its own."""
    for relation in goes._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and not isinstance(relation, OneToOneRel):
            rows = relation.related_model._base_manager.filter(**{relation.field.name: goes})
            rows.update(**{relation.field.name: stays})


MOVERS = (
    People(Person._meta.label),
    Rows(Access._meta.label),
    Spells(Member._meta.label),
    Rows("partners.MemberPause"),
    Rows("partners.HandBack"),
    Rows("partners.Succession"),
    Links(OrganizationCategory._meta.label),
    Links(OrganizationTag._meta.label),
    Parties(AgreementParty._meta.label),
    Rows("partners.Reminder"),
    Rows("partners.Task"),
    Rows("partners.ActionItem"),
    Rows("partners.DecisionTelling"),
    Rows("partners.MinutesReceipt"),
    Rows("partners.ContactEntry"),
    Rows("partners.Mailing"),
    Rows("partners.ContactPerson"),
    Rows("partners.GroupPerson"),
    Rows("partners.MeetingInvitation"),
    Rows("partners.Attendance"),
    Interval("partners.KeepInTouch"),
    Rows(Organization._meta.label, ("merged_into",)),
    Stays("partners.Invitation", why="it is a person's, who moves"),
    Stays("partners.MailLink", why="it is a person's, who moves"),
    Stays("partners.ReminderStop", why="it is a person's, who moves"),
    Stays("partners.Bounce", why="it is a person's, who moves"),
    Stays("partners.Delivery", why="it is a person's, who moves"),
    Stays("partners.AuditEvent", why="history says for whom somebody acted at the time"),
)
