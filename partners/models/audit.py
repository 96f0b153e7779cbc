"""History: one table for everything that people change."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet


class AuditEvent(models.Model):
    """Who did what to which row, when, with the values before and after. Written by `partners.audit` only."""

    # Signing in and accounts belong to no library.
    library = models.ForeignKey(
        "partners.Library", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    actor = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    acting_for = models.ForeignKey(
        "partners.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    action = models.CharField(_("action"), max_length=60)
    subject_type = models.CharField(_("kind of record"), max_length=60)
    subject_id = models.BigIntegerField(_("record"))
    subject_label = models.CharField(_("record's name"), max_length=200, blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    at = models.DateTimeField(_("when"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["library", "subject_type", "subject_id", "at"], name="audit_by_subject")
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_label}"
