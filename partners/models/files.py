"""Files that people add to records: the row says what it is, the file lies in a folder nobody serves."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.constraints import SameLibrary
from partners.filetypes import LONGEST_NAME
from partners.models.base import TenantModel
from partners.models.contacts import ContactEntry


def _new_key() -> str:
    return uuid4().hex


class StoredFileQuerySet(ScopedQuerySet):
    """Partners reach a file through the record it belongs to, never by itself."""

    def kept(self) -> "StoredFileQuerySet":
        return self.filter(removed_at=None)


class StoredFile(TenantModel):
    """What every kind of attachment has. A model for each kind of record adds the key to it."""

    # Where it lies on the disk; nothing of its name gets there.
    key = models.CharField(max_length=32, unique=True, default=_new_key, editable=False)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(_("content type"), max_length=100)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("when added"))
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class ContactFile(StoredFile):
    """A file on a line of the contact log; whoever may read the line may open it."""

    entry = models.ForeignKey(ContactEntry, on_delete=models.CASCADE, related_name="files")

    class Meta(StoredFile.Meta):
        verbose_name = _("file of a contact")
        verbose_name_plural = _("files of contacts")
        constraints = [SameLibrary(field="entry", name="contact_file_library")]
        indexes = [
            models.Index(
                fields=["removed_at"], condition=Q(removed_at__isnull=False), name="contact_file_removed"
            )
        ]
