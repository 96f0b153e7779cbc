"""What becomes of rows of this app when two records of one organization are merged."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from partners.models import Access, Member, Organization, OrganizationCategory, OrganizationTag, Person


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
    """Memberships follow one another; two at the same time would count one organization twice."""

    def conflicts(self, kept: Organization, gone: Organization) -> list[str]:
        both = Member.objects.filter(organization__in=[kept.pk, gone.pk]).select_related("partnership")
        theirs, ours = _split(both, gone)
        names = {spell.partnership.name for spell in theirs if any(_overlap(spell, other) for other in ours)}
        return [
            _("Both are members of %(partnership)s at the same time. End one of the memberships first.")
            % {"partnership": name}
            for name in sorted(names)
        ]


class Links(Rows):
    """Categories and tags: what both have is kept once."""

    def move(self, kept: Organization, gone: Organization) -> int:
        key = "category" if self.model == OrganizationCategory._meta.label else "tag"
        theirs, ours = self.of(gone), self.of(kept)
        theirs.filter(**{f"{key}__in": ours.values(key)}).delete()
        also = {"is_primary": False} if key == "category" and ours.exists() else {}
        return self.of(gone).update(organization=kept, **also)


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


def _split(spells: Iterable[Member], gone: Organization) -> tuple[list[Member], list[Member]]:
    """Those of `gone`, and the others."""
    found: tuple[list[Member], list[Member]] = ([], [])
    for spell in spells:
        found[spell.organization_id != gone.pk].append(spell)
    return found


def _overlap(one: Member, other: Member) -> bool:
    return (
        one.partnership_id == other.partnership_id
        and (one.left_on is None or one.left_on >= other.joined_on)
        and (other.left_on is None or other.left_on >= one.joined_on)
    )


MOVERS = (
    People(Person._meta.label),
    Rows(Access._meta.label),
    Spells(Member._meta.label),
    Links(OrganizationCategory._meta.label),
    Links(OrganizationTag._meta.label),
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
