"""What whoever takes over a partnership has to know."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.constraints import SameLibrary
from partners.models.base import TenantModel, VersionedModel
from partners.models.partnerships import Partnership


class HandoverNote(TenantModel, VersionedModel):
    """One note for each partnership, kept up to date by the library's staff and read by nobody else."""

    partnership = models.OneToOneField(Partnership, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(
        _("handover note"),
        help_text=_("Who to call and when, what was promised, what comes next, and what went wrong before."),
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("handover note")
        verbose_name_plural = _("handover notes")
        constraints = [SameLibrary(field="partnership", name="handover_note_library")]

    def __str__(self) -> str:
        return str(self.partnership)
