"""Long work: asked for in a request, done by a worker, its result kept for a week."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.choices import JobState, Language, LibraryRole
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel

RESULT_FOR = timedelta(days=7)


class JobQuerySet(ScopedQuerySet):
    def visible_to(self, scope: Scope, *, library: Any) -> "JobQuerySet":
        """Everybody's own; a manager sees that of the whole library."""
        rows = self.filter(library_id=library.pk)
        if scope.is_staff_of(library.pk, LibraryRole.MANAGER):
            return rows
        return rows.filter(self.partner_rows(scope))

    def editable_by(self, scope: Scope, *, library: Any) -> "JobQuerySet":
        """What comes of a job is for whoever asked: it holds what that person may see."""
        return self.visible_to(scope, library=library).filter(self.partner_rows(scope))

    def partner_rows(self, scope: Scope) -> Q:
        return Q(asked_by_id=scope.user_id)

    def under_way(self) -> "JobQuerySet":
        return self.filter(state__in=[JobState.WAITING, JobState.RUNNING])


class Job(TenantModel):
    """One piece of long work, as far as it has come."""

    kind = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    # What the kind of work needs to know: filters, or the import to write.
    given = models.JSONField(default=dict, blank=True)
    # What the asker could reach when it ran; the result is not handed out to somebody who reaches less.
    reach = models.JSONField(default=dict, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=JobState.choices, default=JobState.WAITING)
    done_count = models.PositiveIntegerField(_("done"), default=0)
    total_count = models.PositiveIntegerField(_("of"), default=0)
    # One sentence for people: what came of it, or why nothing did.
    outcome = models.TextField(_("outcome"), blank=True)
    # Where it leads when it is no file.
    next_path = models.CharField(max_length=300, blank=True, editable=False)
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    byte_count = models.PositiveBigIntegerField(_("size"), default=0)
    checksum = models.CharField(_("checksum"), max_length=64, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(_("claimed until"), null=True, blank=True, editable=False)
    lease_holder = models.CharField(max_length=36, blank=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["library", "-asked_at", "id"], name="job_newest"),
            models.Index(
                fields=["asked_at", "id"], condition=Q(state__in=["waiting", "running"]), name="job_waiting"
            ),
            models.Index(fields=["ended_at"], condition=~Q(file_name=""), name="job_with_file"),
        ]
        constraints = [parent_key("job_key")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("job", args=[self.library.slug, self.pk])

    @property
    def is_under_way(self) -> bool:
        return self.state in (JobState.WAITING, JobState.RUNNING)

    @property
    def kept_until(self) -> datetime | None:
        return self.ended_at + RESULT_FOR if self.ended_at and self.file_name else None


class JobPartQuerySet(ScopedQuerySet):
    def visible_to(self, scope: Scope, *, library: Any) -> "JobPartQuerySet":
        """A file is its asker's alone, also before a manager."""
        return self.filter(library_id=library.pk, job__asked_by_id=scope.user_id)


class JobPart(TenantModel):
    """A megabyte of a result: neither the worker nor the server ever holds a whole file."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField(_("position"))
    content = models.BinaryField(_("content"))

    objects = JobPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of a result")
        verbose_name_plural = _("parts of results")
        ordering = ["position"]
        constraints = [
            SameLibrary(field="job", name="job_part_library"),
            models.UniqueConstraint(fields=["job", "position"], name="job_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.job_id}: {self.position}"
