"""Rules that say when to remind, and the occurrences they plan."""

from datetime import time

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.choices import ReminderState, SkipReason
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel, VersionedModel
from partners.models.deliveries import Delivery
from partners.models.organizations import Organization
from partners.models.partnerships import Partnership
from partners.models.people import Person

OFFSET_LIMIT = 90


class ReminderRuleQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)


class ReminderRule(TenantModel, VersionedModel):
    """Which days around a due day a source reminds on: negative offsets before it, positive ones after."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="reminder_rules")
    source = models.CharField(_("what is due"), max_length=40)
    offsets = models.JSONField(_("days from the due day"), default=list)
    send_at = models.TimeField(_("hour of sending"), default=time(9))
    is_active = models.BooleanField(_("active"), default=True)
    # The person whom replies reach; also who is told when nobody can be reminded.
    owner = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="+")
    # Occurrences before this day are history, not debt: a new rule does not chase last year.
    starts_on = models.DateField(_("from"))

    objects = ReminderRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        ordering = ["pk"]
        constraints = [
            parent_key("reminder_rule_key"),
            parent_key("reminder_rule_partnership_key", "partnership"),
            SameLibrary(field="partnership", name="reminder_rule_library"),
            models.UniqueConstraint(
                fields=["partnership", "source"],
                name="reminder_rule_once",
                violation_error_message=_("The partnership has a rule for this already; change that one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.offsets}"

    def clean(self) -> None:
        super().clean()
        valid = isinstance(self.offsets, list) and all(
            type(day) is int and abs(day) <= OFFSET_LIMIT for day in self.offsets
        )
        if not valid or not self.offsets:
            raise ValidationError(
                {"offsets": _("Give at least one day, each between 90 days before and 90 days after.")}
            )
        self.offsets = sorted(set(self.offsets))


class ReminderQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)


class Reminder(TenantModel):
    """One planned occurrence for one person. Unique, so that planning twice changes nothing."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey(ReminderRule, on_delete=models.PROTECT, related_name="reminders")
    subject_id = models.BigIntegerField()
    recipient = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="reminders", null=True, blank=True
    )
    anchor_on = models.DateField(_("due day"))
    offset_days = models.SmallIntegerField(_("days from the due day"))
    send_at = models.DateTimeField(_("to be sent"))
    state = models.CharField(
        _("state"), max_length=20, choices=ReminderState.choices, default=ReminderState.PLANNED
    )
    reason = models.CharField(_("reason"), max_length=40, choices=SkipReason.choices, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    delivery = models.ForeignKey(
        Delivery, on_delete=models.PROTECT, related_name="reminders", null=True, blank=True
    )

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["send_at", "pk"]
        indexes = [
            models.Index(fields=["library", "-send_at", "id"], name="reminder_newest"),
            models.Index(fields=["partnership", "-send_at", "id"], name="reminder_of_partnership"),
            models.Index(fields=["send_at", "id"], condition=Q(state="planned"), name="reminder_due"),
        ]
        constraints = [
            SameLibrary(field="partnership", name="reminder_partnership_library"),
            SameLibrary(field="organization", name="reminder_organization_library"),
            SameLibrary(field="rule", also=("partnership",), name="reminder_rule_library_same"),
            SameLibrary(field="recipient", also=("organization",), name="reminder_recipient_library"),
            SameLibrary(field="delivery", name="reminder_delivery_library"),
            models.UniqueConstraint(
                fields=["rule", "subject_id", "recipient", "anchor_on", "offset_days"],
                condition=Q(recipient__isnull=False),
                name="reminder_occurrence_once",
            ),
            models.UniqueConstraint(
                fields=["rule", "subject_id", "anchor_on", "offset_days"],
                condition=Q(recipient__isnull=True),
                name="reminder_nobody_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id}/{self.subject_id} {self.anchor_on} {self.offset_days:+d}"


class TickLease(models.Model):
    """One row per tick name: whoever holds it plans, so that two workers never plan together."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=36, blank=True)
    until = models.DateTimeField(null=True)
    last_run_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("tick")
        verbose_name_plural = _("ticks")

    def __str__(self) -> str:
        return self.name
