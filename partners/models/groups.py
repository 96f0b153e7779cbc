"""Groups inside a partnership: its steering team, working groups and task forces."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.choices import GroupKind
from partners.constraints import SameLibrary, parent_key
from partners.models.base import NamedModel, TenantModel, VersionedModel
from partners.models.organizations import Organization
from partners.models.partnerships import Partnership
from partners.models.people import Person


class GroupQuerySet(ScopedQuerySet):
    """Groups of the partnerships that the user's organizations belong to; the backbone changes them."""

    def partner_rows(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.partnership_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)

    def current(self, *, on: date) -> "GroupQuerySet":
        """Groups at work on this day, both ends included."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=on), starts_on__lte=on)


class Group(TenantModel, NamedModel, VersionedModel):
    """Some people of a partnership with a purpose of their own."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="groups", verbose_name=_("partnership")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=GroupKind.choices, default=GroupKind.WORKING)
    purpose = models.TextField(_("purpose"), blank=True)
    starts_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["name_key", "pk"]
        indexes = [models.Index(fields=["library", "partnership", "name_key", "id"], name="group_by_name")]
        constraints = [
            parent_key("group_key"),
            parent_key("group_partnership_key", "partnership"),
            SameLibrary(field="partnership", name="group_library"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")),
                name="group_dates",
                violation_error_message=_("A group cannot end before it starts."),
            ),
        ]


class GroupPersonQuerySet(GroupQuerySet):
    def current(self, *, on: date) -> "GroupPersonQuerySet":
        """Those in it on this day, both ends included."""
        return self.filter(Q(left_on=None) | Q(left_on__gte=on), joined_on__lte=on)


class GroupPerson(TenantModel, VersionedModel):
    """A person's spell in a group, for the organization that they belong to."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="person_links")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="group_links", verbose_name=_("person")
    )
    joined_on = models.DateField(_("joined"))
    left_on = models.DateField(_("left"), null=True, blank=True)

    objects = GroupPersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person of a group")
        verbose_name_plural = _("people of groups")
        ordering = ["person__name_key", "pk"]
        indexes = [
            models.Index(fields=["group", "id"], name="group_person_by_group"),
            models.Index(fields=["person", "group"], name="group_person_by_person"),
        ]
        constraints = [
            SameLibrary(field="group", also=("partnership",), name="group_person_group_library"),
            SameLibrary(field="partnership", name="group_person_pship_library"),
            SameLibrary(field="organization", name="group_person_org_library"),
            SameLibrary(field="person", also=("organization",), name="group_person_library"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="group_person_dates",
                violation_error_message=_("Somebody cannot leave a group before they joined it."),
            ),
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(left_on__isnull=True),
                name="group_person_open_once",
                violation_error_message=_("This person is in the group already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.group}"
