"""Mails that a person does not get: what they do not want, and what staff paused for them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.choices import StopKind
from partners.constraints import SameLibrary
from partners.models.base import TenantModel
from partners.models.people import Person


class ReminderStop(TenantModel):
    """One stop: of courtesies, all or of one source, or of one source's reminders until a day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reminder_stops")
    kind = models.CharField(_("kind"), max_length=20, choices=StopKind.choices)
    # Empty: every courtesy.
    source = models.CharField(_("what is due"), max_length=40, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    set_at = models.DateTimeField(_("since"))
    # Empty when the person did it by a link in a mail.
    set_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("stop of reminders")
        verbose_name_plural = _("stops of reminders")
        ordering = ["-set_at", "pk"]
        constraints = [
            SameLibrary(field="person", name="reminder_stop_person_library"),
            models.UniqueConstraint(
                fields=["person", "kind", "source"],
                name="reminder_stop_once",
                violation_error_message=_("These reminders are stopped already."),
            ),
            models.CheckConstraint(
                condition=Q(kind=StopKind.OPT_OUT) | ~Q(source=""),
                name="reminder_stop_source",
                violation_error_message=_("Say which reminders are paused."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_kind_display()})"
