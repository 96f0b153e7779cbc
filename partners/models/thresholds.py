"""Thresholds that a library may set, each valid from a day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.constraints import SameLibrary
from partners.models.base import TenantModel
from partners.models.partnerships import Partnership


class Threshold(TenantModel):
    """A value that differs from the default in code; old results keep the value of their own day."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(_("name"), max_length=60)
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=4)
    valid_from = models.DateField(_("valid from"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("threshold")
        verbose_name_plural = _("thresholds")
        indexes = [models.Index(fields=["library", "name", "-valid_from"], name="threshold_newest")]
        constraints = [
            SameLibrary(field="partnership", name="threshold_partnership_library"),
            models.UniqueConstraint(
                fields=["library", "name", "valid_from"],
                condition=models.Q(partnership__isnull=True),
                name="threshold_library_once",
            ),
            models.UniqueConstraint(
                fields=["library", "partnership", "name", "valid_from"],
                condition=models.Q(partnership__isnull=False),
                name="threshold_partnership_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.value.normalize():f}"
