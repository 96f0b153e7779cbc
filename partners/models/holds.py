"""When no mail may leave: after a restored backup, until somebody has looked."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailHold(models.Model):
    """While one of these is not released, nothing that waits is sent. A restore writes one in SQL."""

    reason = models.CharField(_("reason"), max_length=200)
    held_at = models.DateTimeField(_("held since"))
    released_at = models.DateTimeField(_("released"), null=True, blank=True)

    class Meta:
        verbose_name = _("hold on mail")
        verbose_name_plural = _("holds on mail")
        ordering = ["-held_at"]

    def __str__(self) -> str:
        return self.reason
