"""Who comes after whom at an organization, and from which day."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.constraints import SameLibrary
from partners.models.base import TenantModel, VersionedModel
from partners.models.organizations import Organization
from partners.models.people import Person


class SuccessionQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        return Q(organization_id__in=scope.organization_ids)

    def waiting(self) -> "SuccessionQuerySet":
        """Those whose day has not come, or was not seen to yet."""
        return self.filter(done_at=None)


class Succession(TenantModel, VersionedModel):
    """One person's place taken by another; on its day the open things move."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="successions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="succeeds")
    starts_on = models.DateField(_("first day of the successor"))
    named_at = models.DateTimeField(_("named"))
    named_by = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(_("handed over"), null=True, blank=True)
    # What the successor was shown, of the list on its page.
    shown = models.JSONField(default=list, blank=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["-starts_on", "-pk"]
        indexes = [
            models.Index(fields=["starts_on", "id"], condition=Q(done_at=None), name="succession_waiting"),
            models.Index(fields=["organization", "starts_on"], name="succession_by_org"),
        ]
        constraints = [
            SameLibrary(field="organization", name="succession_organization_library"),
            SameLibrary(field="person", also=("organization",), name="succession_person_library"),
            SameLibrary(field="successor", also=("organization",), name="succession_successor_library"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(done_at__isnull=True),
                name="succession_open_once",
                violation_error_message=_("A successor is named already."),
            ),
            models.CheckConstraint(
                condition=~Q(person=models.F("successor")),
                name="succession_of_two",
                violation_error_message=_("Nobody succeeds themselves."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.successor}"

    def get_absolute_url(self) -> str:
        return reverse("succession", args=[self.library.slug, self.pk])
