"""Evaluations: filled Potential Partners Worksheets. They stay with the library's staff for ever."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel, VersionedModel
from partners.models.organizations import Organization
from worksheets.models.instruments import InstrumentFactor, InstrumentVersion


class Evaluation(TenantModel, VersionedModel):
    """One worksheet: candidates side by side, judged factor by factor by one or more raters."""

    instrument_version = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, related_name="evaluations"
    )
    title = models.CharField(_("title"), max_length=200)
    created_by = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("created"), editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("worksheet")
        verbose_name_plural = _("worksheets")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["library", "-created_at", "id"], name="evaluation_newest")]
        constraints = [parent_key("evaluation_key")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evaluation", args=[self.library.slug, self.pk])


class Candidate(TenantModel):
    """An organization that an evaluation judges."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="candidates")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="candidacies")
    position = models.PositiveSmallIntegerField(_("position"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["position"]
        constraints = [
            parent_key("candidate_key"),
            parent_key("candidate_evaluation_key", "evaluation"),
            SameLibrary(field="evaluation", name="candidate_evaluation_library"),
            SameLibrary(field="organization", name="candidate_organization_library"),
            models.UniqueConstraint(
                fields=["evaluation", "organization"],
                name="candidate_once",
                violation_error_message=_("Choose two different organizations."),
            ),
            models.UniqueConstraint(fields=["evaluation", "position"], name="candidate_position_once"),
        ]

    def __str__(self) -> str:
        return str(self.organization)


class Rating(TenantModel, VersionedModel):
    """One rater's cell. No row: untouched. No value: don't know."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="ratings")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="ratings")
    factor = models.ForeignKey(InstrumentFactor, on_delete=models.PROTECT, related_name="+")
    rater = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        indexes = [models.Index(fields=["evaluation", "factor"], name="rating_by_evaluation")]
        constraints = [
            SameLibrary(field="candidate", also=("evaluation",), name="rating_candidate_library"),
            SameLibrary(field="evaluation", name="rating_evaluation_library"),
            models.UniqueConstraint(fields=["candidate", "factor", "rater"], name="rating_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__range=(1, 5)),
                name="rating_one_to_five",
                violation_error_message=_("A rating is a whole number from 1 to 5."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.factor_id}: {self.value}"
