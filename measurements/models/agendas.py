"""The common agenda: one draft that is worked on, versions that never change, and who signed them."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from measurements.models.goals import PartnershipRowsQuerySet
from partners.access import Scope, ScopedQuerySet
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel, VersionedModel
from partners.models.organizations import Organization
from partners.models.partnerships import Partnership


class AgendaDraftQuerySet(ScopedQuerySet):
    """Members read along while the agenda is written; funders read what was published."""

    def partner_rows(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.partnership_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)


class AgendaDraft(TenantModel, VersionedModel):
    """The text that is worked on. A partnership has one at most; goals are rows of their own."""

    partnership = models.OneToOneField(
        Partnership,
        on_delete=models.PROTECT,
        related_name="agenda_draft",
        error_messages={"unique": _("A draft of the next version is open already.")},
    )
    problem = models.TextField(_("what is wrong today"), blank=True)
    vision = models.TextField(_("what we want to see"), blank=True)
    principles = models.TextField(_("how we work together"), blank=True)
    deciding = models.TextField(_("how we decide"), blank=True)
    rewards = models.TextField(_("what each of us gets"), blank=True)
    contacts = models.TextField(_("whom to ask"), blank=True)

    objects = AgendaDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of the agenda")
        verbose_name_plural = _("drafts of the agenda")
        constraints = [SameLibrary(field="partnership", name="agenda_draft_library")]

    def __str__(self) -> str:
        return str(self.partnership)


class AgendaVersion(TenantModel):
    """What was sent for signature, word for word. The database refuses to change it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="agenda_versions")
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("text"))
    published_on = models.DateField(_("sent for signature"))
    published_by = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="+")

    objects = PartnershipRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the agenda")
        verbose_name_plural = _("versions of the agenda")
        ordering = ["-number"]
        constraints = [
            parent_key("agenda_version_key"),
            parent_key("agenda_version_partnership_key", "partnership"),
            SameLibrary(field="partnership", name="agenda_version_library"),
            models.UniqueConstraint(fields=["partnership", "number"], name="agenda_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.partnership} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("agenda_version", args=[self.library.slug, self.pk])

    def asked_on(self, joined_on: date) -> date:
        """The day from which a member that joined then could sign."""
        return max(self.published_on, joined_on)


class Signature(TenantModel):
    """One organization's signature under one version."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    agenda_version = models.ForeignKey(AgendaVersion, on_delete=models.PROTECT, related_name="signatures")
    name = models.CharField(_("signed by"), max_length=200)
    signed_on = models.DateField(_("signed on"))
    is_on_paper = models.BooleanField(_("signed on paper"), default=False)
    recorded_by = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="+")

    objects = PartnershipRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["signed_on", "pk"]
        constraints = [
            SameLibrary(field="partnership", name="signature_library"),
            SameLibrary(field="agenda_version", also=("partnership",), name="signature_version_library"),
            SameLibrary(field="organization", name="signature_organization_library"),
            models.UniqueConstraint(
                fields=["agenda_version", "organization"],
                name="signature_once",
                violation_error_message=_("This organization has signed this version already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.name}"

    @property
    def reference(self) -> str:
        """What people quote when they ask about it."""
        return f"A{self.agenda_version_id}-{self.pk}"
