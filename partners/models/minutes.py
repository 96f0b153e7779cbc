"""Minutes as they were published, and who got and read them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel
from partners.models.deliveries import Delivery
from partners.models.meetings import Meeting, MeetingRowsQuerySet
from partners.models.organizations import Organization
from partners.models.partnerships import Partnership
from partners.models.people import Person


class MinutesVersionQuerySet(MeetingRowsQuerySet):
    """Minutes go to whoever was invited or was there, and to whoever was sent them."""

    def partner_rows(self, scope: Scope) -> Q:
        sent = MinutesReceipt._base_manager.filter(organization_id__in=scope.organization_ids)
        was_sent = Q(pk__in=sent.values("minutes_id"), partnership_id__in=scope.partnership_ids)
        return super().partner_rows(scope) | was_sent


class MinutesVersion(TenantModel):
    """One published text with what was decided and taken on. It never changes; corrections are the next one.

    `content` holds the day, who was there, decisions and actions, as they were at that moment.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes_versions")
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("minutes"), blank=True)
    content = models.JSONField(_("what belongs to it"), default=dict)
    correction = models.CharField(_("what was corrected"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="+")

    objects = MinutesVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("published minutes")
        verbose_name_plural = _("published minutes")
        ordering = ["-number", "-pk"]
        constraints = [
            parent_key("minutes_version_key"),
            parent_key("minutes_version_pship_key", "partnership"),
            SameLibrary(field="partnership", name="minutes_version_pship_library"),
            SameLibrary(field="meeting", also=("partnership",), name="minutes_version_library"),
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="minutes_version_once",
                violation_error_message=_("Somebody else published in between. Look at it again first."),
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(correction=""),
                name="minutes_version_corrected",
                violation_error_message=_("Say what was corrected."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("minutes", args=[self.library.slug, self.pk])


class MinutesReceiptQuerySet(ScopedQuerySet):
    """Who read what is for those who take the minutes; everybody else sees their own organization's."""

    def partner_rows(self, scope: Scope) -> Q:
        own = Q(organization_id__in=scope.organization_ids, partnership_id__in=scope.partnership_ids)
        return Q(partnership_id__in=scope.backbone_ids) | own

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)

    def unread(self) -> "MinutesReceiptQuerySet":
        return self.filter(read_at=None)


class MinutesReceipt(TenantModel):
    """Minutes that went to somebody, with the mail they went in, and when that person read them."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    minutes = models.ForeignKey(MinutesVersion, on_delete=models.PROTECT, related_name="receipts")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="minutes_receipts")
    # Empty for who read them on the site without having been sent them.
    delivery = models.OneToOneField(
        Delivery, on_delete=models.PROTECT, related_name="minutes_receipt", null=True, blank=True
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = MinutesReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes for somebody")
        verbose_name_plural = _("minutes for people")
        ordering = ["organization__name_key", "person__name_key", "pk"]
        indexes = [
            models.Index(fields=["organization", "minutes"], name="minutes_receipt_by_org"),
            models.Index(
                fields=["library", "sent_at"], condition=Q(read_at=None), name="minutes_receipt_unread"
            ),
        ]
        constraints = [
            parent_key("minutes_receipt_key"),
            SameLibrary(field="minutes", also=("partnership",), name="minutes_receipt_library"),
            SameLibrary(field="partnership", name="minutes_receipt_pship_library"),
            SameLibrary(field="organization", name="minutes_receipt_org_library"),
            SameLibrary(field="person", also=("organization",), name="minutes_receipt_person_lib"),
            SameLibrary(field="delivery", name="minutes_receipt_delivery_lib"),
            models.UniqueConstraint(
                fields=["minutes", "person"],
                name="minutes_receipt_once",
                violation_error_message=_("This person got these minutes already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.minutes}"
