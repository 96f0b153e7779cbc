"""Saved filters: what somebody looks for again and again in a list, under a name."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.choices import FilteredList, LibraryRole
from partners.models.base import NamedModel, TenantModel, VersionedModel


class SavedFilterQuerySet(ScopedQuerySet):
    def visible_to(self, scope: Scope, *, library: Any) -> "SavedFilterQuerySet":
        """One's own, and those shared with the staff; they are nobody's outside the staff."""
        rows = self.filter(library_id=library.pk)
        if not scope.is_staff_of(library.pk):
            return rows.none()
        return rows.filter(Q(is_shared=True) | Q(made_by_id=scope.user_id))

    def editable_by(self, scope: Scope, *, library: Any) -> "SavedFilterQuerySet":
        """One's own; coordinators also change what is shared."""
        rows = self.visible_to(scope, library=library)
        if scope.is_staff_of(library.pk, LibraryRole.COORDINATOR):
            return rows
        return rows.filter(made_by_id=scope.user_id)

    def kept(self) -> "SavedFilterQuerySet":
        return self.filter(archived_at=None)


class SavedFilter(TenantModel, NamedModel, VersionedModel):
    """What a list was chosen by, as text of its address; it is read by the list's own form each time."""

    page = models.CharField(_("list"), max_length=20, choices=FilteredList.choices)
    given = models.JSONField(_("chosen"), default=dict)
    is_shared = models.BooleanField(_("for the whole staff"), default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    archived_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name_key", "pk"]
        indexes = [models.Index(fields=["library", "page", "name_key"], name="saved_filter_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["library", "page", "made_by", "name_key"],
                condition=Q(archived_at=None),
                name="saved_filter_once",
                violation_error_message=_("You have a saved filter of this name. Choose another name."),
            ),
        ]

    @property
    def query(self) -> str:
        """The part of the list's address that chooses."""
        return urlencode(self.given)
