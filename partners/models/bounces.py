"""Mails that came back, as the mail server or somebody of the staff said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.choices import BounceKind
from partners.constraints import SameLibrary
from partners.models.base import TenantModel
from partners.models.deliveries import Delivery
from partners.models.people import Person


class Bounce(TenantModel):
    """One time that mail to an address came back."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="bounces", null=True, blank=True
    )
    delivery = models.ForeignKey(
        Delivery, on_delete=models.PROTECT, related_name="bounces", null=True, blank=True
    )
    email = models.EmailField(_("address"))
    kind = models.CharField(_("kind"), max_length=20, choices=BounceKind.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(_("when"))
    # What the provider calls it: told twice, it is counted once.
    event = models.CharField(max_length=200, blank=True, editable=False)
    noted_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("bounce")
        verbose_name_plural = _("bounces")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["library", "email", "-at"], name="bounce_of_address")]
        constraints = [
            SameLibrary(field="person", name="bounce_person_library"),
            SameLibrary(field="delivery", name="bounce_delivery_library"),
            models.UniqueConstraint(
                fields=["library", "event"], condition=~Q(event=""), name="bounce_event_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.get_kind_display()})"
