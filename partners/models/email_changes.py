"""The way from one sign-in address to another."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EmailChange(models.Model):
    """A person wants to sign in with another address; the old one has to agree, the new one to confirm.

    Of the two links only the hashes are stored.
    """

    user = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="email_changes")
    old_email = models.EmailField(_("old address"))
    new_email = models.EmailField(_("new address"))
    old_digest = models.CharField(max_length=64, unique=True, editable=False)
    new_digest = models.CharField(max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked"))
    expires_at = models.DateTimeField(_("expires"))
    agreed_at = models.DateTimeField(_("agreed at the old address"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at the new address"), null=True, blank=True)
    # Done, stopped, or overtaken by a later wish.
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of address")
        verbose_name_plural = _("changes of address")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(ended_at=None),
                name="email_change_one_open",
                violation_error_message=_("A change of the address is under way already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.old_email} → {self.new_email}"
