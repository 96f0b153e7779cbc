"""Imports: rows that people bring, from the first look until they are written or taken back."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.choices import ImportKind, ImportState
from partners.models.base import TenantModel, VersionedModel

UNDO_WITHIN = timedelta(days=1)


class ImportRun(TenantModel, VersionedModel):
    """What somebody brought, how it was understood, and what was made of it."""

    kind = models.CharField(_("kind"), max_length=20, choices=ImportKind.choices)
    state = models.CharField(
        _("state"), max_length=20, choices=ImportState.choices, default=ImportState.DRAFT
    )
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    # Headings, and rows as [number in the sheet, cells]; emptied once they are written.
    headers = models.JSONField(default=list, blank=True)
    rows = models.JSONField(default=list, blank=True)
    # Field -> column number; sheet row -> "add", "leave" or "update-<id>".
    matching = models.JSONField(default=dict, blank=True)
    category = models.CharField(max_length=60, blank=True)
    choices = models.JSONField(default=dict, blank=True)
    # What a worker found of a long list: the version of the draft that it judged, and each row's outcome.
    checked_version = models.PositiveIntegerField(default=0, editable=False)
    checked = models.JSONField(default=list, blank=True, editable=False)
    # What was written, in order: id, name, version after, and the values before of what was changed.
    results = models.JSONField(default=list, blank=True)
    added_count = models.PositiveIntegerField(_("added"), default=0)
    changed_count = models.PositiveIntegerField(_("changed"), default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"))
    written_at = models.DateTimeField(_("written"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["library", "made_at"], name="import_by_day")]

    def __str__(self) -> str:
        source = self.file_name or _("pasted rows")
        return f"{self.get_kind_display()}: {source}"

    def get_absolute_url(self) -> str:
        return reverse("import", args=[self.library.slug, self.pk])

    def can_be_undone(self, *, now: datetime) -> bool:
        """Whether the day for taking it back has not passed."""
        return (
            self.state == ImportState.WRITTEN
            and self.written_at is not None
            and now < self.written_at + UNDO_WITHIN
        )
