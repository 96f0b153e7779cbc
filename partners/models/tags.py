"""Tags: a library's own words for sorting its directory."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.constraints import SameLibrary, parent_key
from partners.models.base import NamedModel, TenantModel, VersionedModel
from partners.models.organizations import Organization


class Tag(TenantModel, NamedModel, VersionedModel):
    """One word of one library; two spellings of it are the same tag."""

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name_key", "pk"]
        constraints = [
            parent_key("tag_key"),
            models.UniqueConstraint(
                fields=["library", "name_key"],
                name="tag_once",
                violation_error_message=_("There is a tag of this name. Merge the two instead."),
            ),
        ]


class OrganizationTag(TenantModel):
    """One tag of one organization."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="tag_links")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="links")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag of an organization")
        verbose_name_plural = _("tags of organizations")
        ordering = ["tag__name_key", "pk"]
        constraints = [
            SameLibrary(field="organization", name="organization_tag_library"),
            SameLibrary(field="tag", name="organization_tag_tag_library"),
            models.UniqueConstraint(fields=["organization", "tag"], name="organization_tag_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.tag}"
