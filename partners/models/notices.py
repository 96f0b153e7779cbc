"""Notices: what one person is told on the pages of a library."""

from functools import reduce
from operator import or_
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.models.base import TenantModel
from partners.notices import registry


class NoticeQuerySet(ScopedQuerySet):
    """Everybody sees their own notices and nobody else's, whatever their role."""

    def visible_to(self, scope: Scope, *, library: Any) -> Self:
        return self.filter(library_id=library.pk, user_id=scope.user_id)

    def editable_by(self, scope: Scope, *, library: Any) -> Self:
        return self.visible_to(scope, library=library)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def leading_to(self, page: str, target_id: int | None) -> Self | None:
        """Those that are read by opening this page; None for a page to which no kind of notice leads."""
        kinds = registry.on_page(page)
        conditions = [
            Q(kind=kind.code, target_id=target_id) if kind.has_target else Q(kind=kind.code) for kind in kinds
        ]
        return self.filter(reduce(or_, conditions)) if conditions else None


class Notice(TenantModel):
    """One person is told once of one thing about one row; the newest occasion replaces the one before."""

    user = models.ForeignKey("partners.User", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=60)
    # The row that the notice's page shows.
    target_id = models.BigIntegerField(_("record"))
    # Telling of the same occasion again changes nothing.
    occasion = models.CharField(max_length=100, blank=True)
    # Names and numbers for the sentence, never a sentence: it is put together in the reader's language.
    words = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(
        "partners.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    at = models.DateTimeField(_("when"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                fields=["user", "library", "-at", "-id"],
                condition=Q(read_at__isnull=True),
                name="notice_unread",
            ),
            models.Index(fields=["user", "library", "-at", "-id"], name="notice_by_moment"),
            models.Index(fields=["library", "kind", "target_id"], name="notice_by_target"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "library", "kind", "target_id"], name="notice_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.kind} {self.target_id}"

    @property
    def sentence(self) -> str:
        """What it says, in the language of the page."""
        kind = registry.get(self.kind)
        by = self.by.get_full_name() if self.by else ""
        return kind.sentence(by=by, words=self.words) if kind else self.kind

    @property
    def url(self) -> str:
        """Where it leads; nowhere when its kind is gone."""
        kind = registry.get(self.kind)
        return reverse(kind.page, args=kind.arguments(self.library.slug, self.target_id)) if kind else ""
