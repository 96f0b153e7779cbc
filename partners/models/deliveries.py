"""Mails: each is a row before it leaves and stays one afterwards."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.choices import DeliveryState, Language, SkipReason
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel
from partners.models.invitations import Invitation
from partners.models.people import Person

# When somebody may take the mail: who claims it moves it to the far end of the queue, where nobody looks.
FREE_AT = Coalesce("lease_until", "next_attempt_at")


class DeliveryQuerySet(ScopedQuerySet):
    def free(self, *, at: datetime) -> "DeliveryQuerySet":
        """Waiting mails that are due and that nobody holds, the longest waiting first."""
        waiting = self.filter(state=DeliveryState.QUEUED).annotate(free_at=FREE_AT)
        return waiting.filter(free_at__lte=at).order_by("free_at", "pk")

    def left_open(self) -> "DeliveryQuerySet":
        """Mails that have left and whose reminders do not say so yet."""
        return self.filter(state=DeliveryState.SENT, lease_holder__gt="")


class Delivery(TenantModel):
    """One mail to one person. Its text is written when it is sent, from the records as they are then."""

    kind = models.CharField(_("kind"), max_length=40)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="deliveries", null=True, blank=True
    )
    invitation = models.ForeignKey(
        Invitation, on_delete=models.PROTECT, related_name="deliveries", null=True, blank=True
    )
    job = models.ForeignKey(
        "partners.Job", on_delete=models.PROTECT, related_name="deliveries", null=True, blank=True
    )
    # The rule that a test mail tries out.
    rule = models.ForeignKey(
        "partners.ReminderRule", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    # The text that somebody of the staff wrote by hand.
    mailing = models.ForeignKey(
        "partners.Mailing", on_delete=models.PROTECT, related_name="deliveries", null=True, blank=True
    )
    # The meeting that it invites to, or tells of.
    meeting = models.ForeignKey(
        "partners.Meeting", on_delete=models.PROTECT, related_name="deliveries", null=True, blank=True
    )
    to_email = models.EmailField(_("to"))
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    # Made once and used for every attempt: a mail that leaves twice can be recognized as one.
    message_id = models.CharField(max_length=120, unique=True, editable=False)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=DeliveryState.choices, default=DeliveryState.QUEUED
    )
    reason = models.CharField(_("reason"), max_length=40, choices=SkipReason.choices, blank=True)
    error = models.TextField(_("error"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("created"))
    next_attempt_at = models.DateTimeField(_("next attempt"))
    lease_until = models.DateTimeField(_("claimed until"), null=True, blank=True, editable=False)
    # Stays when the mail has left, until its reminders say so too.
    lease_holder = models.CharField(max_length=36, blank=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted by the mail server"), null=True, blank=True)

    # Somebody of the staff heard from the person; mails before it count as answered.
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["library", "-created_at", "id"], name="delivery_newest"),
            # What a mail server says of an address is looked up by it.
            models.Index(fields=["to_email", "-created_at"], name="delivery_of_address"),
            models.Index(
                fields=["next_attempt_at", "id"], condition=Q(state="queued"), name="delivery_waiting"
            ),
            models.Index(FREE_AT, "id", condition=Q(state="queued"), name="delivery_free"),
            models.Index(
                fields=["id"], condition=Q(state="sent", lease_holder__gt=""), name="delivery_left_open"
            ),
        ]
        constraints = [
            parent_key("delivery_key"),
            SameLibrary(field="person", name="delivery_person_library"),
            SameLibrary(field="invitation", name="delivery_invitation_library"),
            SameLibrary(field="job", name="delivery_job_library"),
            SameLibrary(field="rule", name="delivery_rule_library"),
            SameLibrary(field="mailing", name="delivery_mailing_library"),
            SameLibrary(field="meeting", name="delivery_meeting_library"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.to_email}"
