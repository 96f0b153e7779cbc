"""A library's own picture."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.access import Scope
from partners.models.files import StoredFile, StoredFileQuerySet


class LibraryLogoQuerySet(StoredFileQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        return Q(library_id__in=scope.partner_library_ids)


class LibraryLogo(StoredFile):
    """Shown on the library's pages instead of the mark. Everybody who may open one of them sees it."""

    objects = LibraryLogoQuerySet.as_manager()  # type: ignore[misc]  # partners see it too

    class Meta(StoredFile.Meta):
        verbose_name = _("logo")
        verbose_name_plural = _("logos")
        constraints = [
            models.UniqueConstraint(
                fields=["library"], condition=Q(removed_at=None), name="library_logo_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["removed_at"], condition=Q(removed_at__isnull=False), name="library_logo_removed"
            )
        ]
