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
from partners.reminders.schedule import NIGHT_ENDS, NIGHT_STARTS

OFFSET_LIMIT = 90


class ReminderRuleQuerySet(ScopedQuerySet):
    def in_force(self) -> "ReminderRuleQuerySet":
        """Rules that hold where they stand: a partnership's own that was set aside does not."""
        return self.filter(is_set_aside=False)

    def partner_rows(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)


class ReminderRule(TenantModel, VersionedModel):
    """Which days around a due day a source reminds on: negative offsets before it, positive ones after.

    Without a partnership it holds in the whole library, except where a partnership has one of its own.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="reminder_rules", null=True, blank=True
    )
    source = models.CharField(_("what is due"), max_length=40)
    offsets = models.JSONField(_("days from the due day"), default=list)
    send_at = models.TimeField(_("hour of sending"), default=time(9))
    is_active = models.BooleanField(_("active"), default=True)
    # The person whom replies reach when nobody looks after the organization; without one, the library.
    owner = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    # After so many unanswered mails the next one is a call instead; empty means never.
    escalate_after = models.PositiveSmallIntegerField(
        _("unanswered mails before a call"), null=True, blank=True
    )
    # The partnership goes by the library's rule again; reminders keep pointing at this one.
    is_set_aside = models.BooleanField(default=False, editable=False)
    # Occurrences before this day are history, not debt: a new rule does not chase last year.
    starts_on = models.DateField(_("from"))

    objects = ReminderRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        ordering = ["pk"]
        constraints = [
            parent_key("reminder_rule_key"),
            SameLibrary(field="partnership", name="reminder_rule_library"),
            models.UniqueConstraint(
                fields=["partnership", "source"],
                name="reminder_rule_once",
                violation_error_message=_("The partnership has a rule for this already; change that one."),
            ),
            models.UniqueConstraint(
                fields=["library", "source"],
                condition=Q(partnership__isnull=True),
                name="reminder_rule_library_once",
                violation_error_message=_("The library has a rule for this already; change that one."),
            ),
            models.CheckConstraint(
                condition=Q(is_set_aside=False) | Q(partnership__isnull=False),
                name="reminder_rule_set_aside",
                violation_error_message=_("Only a partnership's own rule can be set aside."),
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
        if not NIGHT_ENDS <= self.send_at < NIGHT_STARTS:
            raise ValidationError(
                {"send_at": _("Choose an hour between 7 in the morning and 9 in the evening.")}
            )


class ReminderQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids, is_for_staff=False)


class Reminder(TenantModel):
    """One planned occurrence for one person. Unique, so that planning twice changes nothing.

    The organization is the one it is about, also when a person of the library gets the mail.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey(ReminderRule, on_delete=models.PROTECT, related_name="reminders")
    subject_id = models.BigIntegerField()
    recipient = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="reminders", null=True, blank=True
    )
    # Mails to the library's own people are nobody else's business.
    is_for_staff = models.BooleanField(_("to the library's staff"), default=False)
    anchor_on = models.DateField(_("due day"))
    offset_days = models.SmallIntegerField(_("days from the due day"))
    send_at = models.DateTimeField(_("to be sent"))
    state = models.CharField(
        _("state"), max_length=20, choices=ReminderState.choices, default=ReminderState.PLANNED
    )
    reason = models.CharField(_("reason"), max_length=40, choices=SkipReason.choices, blank=True)
    # Its person sleeps or has had a mail today: the planner leaves it at its later hour.
    is_postponed = models.BooleanField(default=False, editable=False)
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
            models.Index(fields=["organization", "-send_at", "id"], name="reminder_of_organization"),
            models.Index(fields=["send_at", "id"], condition=Q(state="planned"), name="reminder_due"),
        ]
        constraints = [
            SameLibrary(field="partnership", name="reminder_partnership_library"),
            SameLibrary(field="organization", name="reminder_organization_library"),
            SameLibrary(field="rule", name="reminder_of_rule_library"),
            SameLibrary(field="recipient", name="reminder_to_person_library"),
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
