"""How a figure may be broken down: dimensions, their lists of categories, and which measures ask for them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from measurements.choices import DimensionKind
from measurements.models.goals import PartnershipRowsQuerySet
from measurements.models.measures import Measure
from partners.access import Scope, ScopedQuerySet
from partners.constraints import SameLibrary, parent_key
from partners.models.base import NamedModel, TenantModel, VersionedModel
from partners.models.partnerships import Partnership


class LibraryListQuerySet(ScopedQuerySet):
    """A library's own lists, which whoever reports to it may read."""

    def partner_rows(self, scope: Scope) -> Q:
        return Q(library_id__in=scope.partner_library_ids)


class Dimension(TenantModel, NamedModel, VersionedModel):
    """One way of breaking figures down: by age, by language."""

    kind = models.CharField(
        _("kind"), max_length=20, choices=DimensionKind.choices, default=DimensionKind.PARTITION
    )

    objects = LibraryListQuerySet.as_manager()

    class Meta:
        verbose_name = _("breakdown")
        verbose_name_plural = _("breakdowns")
        ordering = ["name_key", "pk"]
        constraints = [
            parent_key("dimension_key"),
            models.UniqueConstraint(
                fields=["library", "name_key"],
                name="dimension_once",
                violation_error_message=_("The library has a breakdown of this name already."),
            ),
        ]


class CategoryList(TenantModel):
    """The categories of a dimension for periods that begin on or after a day, until the next list."""

    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="lists")
    number = models.PositiveSmallIntegerField(_("version"))
    starts_on = models.DateField(_("from"))

    objects = LibraryListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of categories")
        verbose_name_plural = _("lists of categories")
        ordering = ["dimension_id", "starts_on", "pk"]
        constraints = [
            parent_key("categorylist_key"),
            SameLibrary(field="dimension", name="categorylist_dimension_library"),
            models.UniqueConstraint(
                fields=["dimension", "starts_on"],
                name="categorylist_one_current",
                violation_error_message=_("Another list begins on that day."),
            ),
            models.UniqueConstraint(fields=["dimension", "number"], name="categorylist_number"),
        ]

    def __str__(self) -> str:
        return f"{self.dimension}: {self.number}"


class SliceCategory(TenantModel):
    """One category of a list; "unknown" takes whoever fits no other."""

    category_list = models.ForeignKey(CategoryList, on_delete=models.PROTECT, related_name="categories")
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=100)
    is_unknown = models.BooleanField(_("unknown"), default=False)
    retired_on = models.DateField(_("not used from"), null=True, blank=True)

    objects = LibraryListQuerySet.as_manager()

    class Meta:
        verbose_name = _("category of a breakdown")
        verbose_name_plural = _("categories of breakdowns")
        ordering = ["category_list_id", "position", "pk"]
        constraints = [
            parent_key("slicecategory_key"),
            SameLibrary(field="category_list", name="slicecategory_list_library"),
            models.UniqueConstraint(
                fields=["category_list", "name"],
                name="slicecategory_once",
                violation_error_message=_("The list has this category already."),
            ),
            models.UniqueConstraint(
                fields=["category_list"],
                condition=Q(is_unknown=True),
                name="slicecategory_one_unknown",
                violation_error_message=_("A list has one category for unknown."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MeasureDimension(TenantModel):
    """A measure's figures are asked by this dimension too, in periods that begin in these days."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="breakdowns")
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = PartnershipRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("breakdown of a measure")
        verbose_name_plural = _("breakdowns of measures")
        ordering = ["measure_id", "pk"]
        constraints = [
            SameLibrary(field="measure", also=("partnership",), name="measuredimension_measure_library"),
            SameLibrary(field="dimension", name="measuredimension_dimension_library"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="measuredimension_dates",
            ),
            models.UniqueConstraint(
                fields=["measure", "dimension"],
                condition=Q(ends_on__isnull=True),
                name="measuredimension_open_once",
                violation_error_message=_("The measure is broken down like this already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} by {self.dimension_id}"
