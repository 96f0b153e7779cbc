"""Days besides weekends on which a library is closed."""

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.choices import LibraryRole
from partners.models.base import TenantModel


class ClosureDayQuerySet(ScopedQuerySet):
    edited_by = LibraryRole.MANAGER


class ClosureDay(TenantModel):
    """One closed day. No reminder leaves on it."""

    on = models.DateField(_("day"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    objects = ClosureDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("closure day")
        verbose_name_plural = _("closure days")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["library", "on"],
                name="closure_day_once",
                violation_error_message=_("This day is a closure day already."),
            )
        ]

    def __str__(self) -> str:
        return date_format(self.on)
