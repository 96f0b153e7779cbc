"""Building blocks of tenant tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.names import name_key


class TenantModel(models.Model):
    """A row that belongs to one library for ever."""

    library = models.ForeignKey(
        "partners.Library", on_delete=models.PROTECT, related_name="+", verbose_name=_("library")
    )

    class Meta:
        abstract = True


class VersionedModel(models.Model):
    """A row that forms edit: a second writer is told instead of overwriting the first."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class NamedModel(models.Model):
    """A name beside its key, by which both databases search and sort without accents or case."""

    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=400, editable=False, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self.name_key = name_key(self.name)[:400]
