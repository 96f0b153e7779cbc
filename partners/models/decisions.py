"""Decisions: what a partnership agreed on, when, who has to know, and who was told."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel, VersionedModel
from partners.models.deliveries import Delivery
from partners.models.meetings import Meeting
from partners.models.organizations import Organization
from partners.models.partnerships import Partnership
from partners.models.people import Person


class DecisionQuerySet(ScopedQuerySet):
    """Decisions of the partnerships that the user's organizations belong to; funders read the agenda only."""

    def partner_rows(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.partnership_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)


class Decision(TenantModel, VersionedModel):
    """What was decided. Other apps link it to what it is about."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="decisions")
    text = models.TextField(_("decision"))
    decided_on = models.DateField(_("decided on"))
    present = models.TextField(_("who was present"), blank=True)
    told = models.TextField(_("who has to be told"), blank=True)
    review_on = models.DateField(_("look at it again on"), null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        related_name="decisions",
        null=True,
        blank=True,
        verbose_name=_("meeting"),
    )
    # Made on the page before it is sent: the same entry sent twice is one row.
    entry_key = models.UUIDField(null=True, blank=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_on", "-pk"]
        indexes = [
            models.Index(fields=["library", "partnership", "-decided_on", "id"], name="decision_newest")
        ]
        constraints = [
            parent_key("decision_key"),
            parent_key("decision_partnership_key", "partnership"),
            SameLibrary(field="partnership", name="decision_library"),
            SameLibrary(field="meeting", also=("partnership",), name="decision_meeting_library"),
            models.UniqueConstraint(fields=["library", "entry_key"], name="decision_entry_once"),
            models.CheckConstraint(
                condition=Q(review_on__isnull=True) | Q(review_on__gte=models.F("decided_on")),
                name="decision_review_later",
                violation_error_message=_("A decision cannot be looked at again before it was made."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:200]


class DecisionTelling(TenantModel):
    """Somebody who was told of a decision, once, and the mail that told them."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="tellings")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="decision_telling")
    told_at = models.DateTimeField(_("told"))

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("told of a decision")
        verbose_name_plural = _("told of decisions")
        ordering = ["organization__name_key", "person__name_key", "pk"]
        indexes = [models.Index(fields=["organization", "decision"], name="decision_telling_by_org")]
        constraints = [
            SameLibrary(field="decision", also=("partnership",), name="decision_telling_library"),
            SameLibrary(field="partnership", name="decision_telling_pship_library"),
            SameLibrary(field="organization", name="decision_telling_org_library"),
            SameLibrary(field="person", also=("organization",), name="decision_telling_person_lib"),
            SameLibrary(field="delivery", name="decision_telling_delivery_lib"),
            models.UniqueConstraint(
                fields=["decision", "person"],
                name="decision_telling_once",
                violation_error_message=_("This person was told already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.decision}"
