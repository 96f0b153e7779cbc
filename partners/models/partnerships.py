"""Partnerships: the collaboratives themselves, and their members."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.choices import MemberRole
from partners.constraints import SameLibrary, parent_key
from partners.models.base import NamedModel, TenantModel, VersionedModel
from partners.models.organizations import Organization


class PartnershipQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        return Q(pk__in=scope.partnership_ids | scope.funded_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(pk__in=scope.backbone_ids)


class Partnership(TenantModel, NamedModel, VersionedModel):
    """One collective-impact collaborative."""

    purpose = models.TextField(
        _("purpose"), blank=True, help_text=_("One or two sentences that every member would sign.")
    )
    started_on = models.DateField(_("started"))
    ended_on = models.DateField(_("ended"), null=True, blank=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["name_key", "pk"]
        indexes = [models.Index(fields=["library", "name_key", "id"], name="partnership_by_name")]
        constraints = [
            parent_key("partnership_key"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("started_on")),
                name="partnership_dates",
                violation_error_message=_("A partnership cannot end before it starts."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("partnership", args=[self.library.slug, self.pk])


class MemberQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.partnership_ids | scope.funded_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)

    def current(self, *, on: date) -> "MemberQuerySet":
        """Members on this day, both ends included."""
        return self.filter(Q(left_on=None) | Q(left_on__gte=on), joined_on__lte=on)


class Member(TenantModel, VersionedModel):
    """An organization's spell in a partnership."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="members")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="members")
    role = models.CharField(_("role"), max_length=20, choices=MemberRole.choices, default=MemberRole.PARTNER)
    joined_on = models.DateField(_("joined"))
    left_on = models.DateField(_("left"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["organization__name_key", "pk"]
        indexes = [
            models.Index(fields=["library", "partnership", "id"], name="member_by_partnership"),
            models.Index(fields=["organization", "partnership"], name="member_by_organization"),
        ]
        constraints = [
            parent_key("member_key"),
            parent_key("member_spell_key", "partnership", "organization"),
            SameLibrary(field="partnership", name="member_partnership_library"),
            SameLibrary(field="organization", name="member_organization_library"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=models.F("joined_on")),
                name="member_dates",
                violation_error_message=_("A member cannot leave before it joins."),
            ),
            models.UniqueConstraint(
                fields=["partnership", "organization"],
                condition=Q(left_on__isnull=True),
                name="member_open_spell_once",
                violation_error_message=_("This organization is a member already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} – {self.partnership}"
