"""Secrets that travel in links. Only their hashes are stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.choices import TokenKind
from partners.constraints import parent_key
from partners.models.base import TenantModel


class Token(TenantModel):
    """One link of one kind; what it opens points to it."""

    kind = models.CharField(_("kind"), max_length=20, choices=TokenKind.choices)
    # With the installation's key this makes the link again, so that a queued mail need not store it.
    seed = models.CharField(max_length=64, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        constraints = [parent_key("token_key")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
