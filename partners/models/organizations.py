"""Organizations: a library's own records of partners and possible partners."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.constraints import SameLibrary, parent_key
from partners.models.base import NamedModel, TenantModel, VersionedModel


class Category(models.Model):
    """A kind of partner. The 23 that ship come from the WebJunction guide; all libraries share the list."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("position"))
    label_en = models.CharField(_("label in English"), max_length=120)
    label_es = models.CharField(_("label in Spanish"), max_length=120)
    examples_en = models.TextField(_("examples in English"), blank=True)
    examples_es = models.TextField(_("examples in Spanish"), blank=True)
    ships = models.BooleanField(_("comes with the software"), default=False, editable=False)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label_es if get_language() == "es" else self.label_en

    @property
    def examples(self) -> str:
        return self.examples_es if get_language() == "es" else self.examples_en


class OrganizationQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        return Q(pk__in=scope.organization_ids)

    def active(self) -> "OrganizationQuerySet":
        return self.filter(archived_at=None)


class Organization(TenantModel, NamedModel, VersionedModel):
    """A partner, a possible partner, or the library itself (`is_own`), so that its share can be computed."""

    is_own = models.BooleanField(_("the library itself"), default=False, editable=False)
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    notes = models.TextField(
        _("notes"), blank=True, help_text=_("Staff only. Notes may be public records on request.")
    )
    categories = models.ManyToManyField(
        Category, through="OrganizationCategory", related_name="organizations", verbose_name=_("categories")
    )
    # Who of the staff looks after it; somebody who left the staff may still be named until it is passed on.
    owner = models.ForeignKey(
        "partners.User",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("owner"),
    )
    # Somebody of the organization looked at this record and found it right, or put it right.
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        "partners.User",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("confirmed by"),
    )
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)
    # Set on a record whose people and partnerships were moved to another record of the same organization.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name_key", "pk"]
        indexes = [models.Index(fields=["library", "name_key", "id"], name="organization_by_name")]
        constraints = [
            parent_key("organization_key"),
            SameLibrary(field="merged_into", name="organization_merged_library"),
            models.UniqueConstraint(
                fields=["library"], condition=Q(is_own=True), name="organization_own_once"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("organization", args=[self.library.slug, self.pk])


class OrganizationCategory(TenantModel):
    """One category of one organization; exactly one of them is the primary."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="category_links")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="links")
    is_primary = models.BooleanField(_("primary"), default=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("category of an organization")
        verbose_name_plural = _("categories of organizations")
        ordering = ["-is_primary", "category__position"]
        constraints = [
            SameLibrary(field="organization", name="organization_category_library"),
            models.UniqueConstraint(fields=["organization", "category"], name="organization_category_once"),
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(is_primary=True),
                name="organization_category_primary_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.category}"
