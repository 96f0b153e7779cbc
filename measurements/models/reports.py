"""Reports: the sheet of one member for one period, and its lines."""

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from measurements.choices import Content, ObservationState
from measurements.models.measures import DIGITS, Measure
from measurements.models.periods import Period
from partners.access import REPORTING_ROLES, Scope, ScopedQuerySet
from partners.choices import LibraryRole
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel, VersionedModel
from partners.models.organizations import Organization
from partners.models.partnerships import Member, Partnership


class ReportQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        return Q(organization_id__in=scope.organization_ids) | Q(partnership_id__in=scope.backbone_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(organization_id__in=scope.organizations_as(*REPORTING_ROLES))

    def with_sheet(self) -> "ReportQuerySet":
        """With the rows that dates, deadlines and headings need."""
        return self.select_related("library", "partnership", "organization", "member", "period__calendar")

    def with_line(self, measure: Measure, scope: Scope) -> "ReportQuerySet":
        """With state, content and value of one measure; drafts only of the user's own organizations."""
        readable = ~Q(observations__state=ObservationState.DRAFT) | Q(
            observations__organization_id__in=scope.organization_ids
        )
        line = FilteredRelation("observations", condition=Q(observations__measure_id=measure.pk) & readable)
        return self.annotate(
            line=line,
            line_state=F("line__state"),
            line_content=F("line__content"),
            line_value=F("line__value"),
        )


class Report(TenantModel):
    """What one member reports for one period. It stores no state: it shows that of its lines."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="reports")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reports")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["period__starts_on", "pk"]
        indexes = [
            models.Index(fields=["library", "partnership", "period"], name="report_by_period"),
            models.Index(fields=["organization", "period"], name="report_by_organization"),
        ]
        constraints = [
            parent_key("report_key"),
            parent_key("report_lines_key", "partnership", "organization", "period"),
            SameLibrary(field="member", also=("partnership", "organization"), name="report_member_library"),
            SameLibrary(field="period", also=("partnership",), name="report_period_library"),
            models.UniqueConstraint(fields=["member", "period"], name="report_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.library.slug, self.pk])

    def is_filled_in_by(self, scope: Scope) -> bool:
        """The organization's own reporters; for the library's own organization, its coordinators."""
        if self.organization_id in scope.organizations_as(*REPORTING_ROLES):
            return True
        return self.organization.is_own and scope.is_staff_of(self.library_id, LibraryRole.COORDINATOR)

    def is_reviewed_by(self, scope: Scope) -> bool:
        """The library's coordinators and the partnership's backbone approve and return."""
        is_backbone = self.partnership_id in scope.backbone_ids
        return is_backbone or scope.is_staff_of(self.library_id, LibraryRole.COORDINATOR)


class ObservationQuerySet(ScopedQuerySet):
    def staff_rows(self) -> Q:
        # What a partner has typed but not handed in stays the partner's own.
        return ~Q(state=ObservationState.DRAFT)

    def partner_rows(self, scope: Scope) -> Q:
        return Q(organization_id__in=scope.organization_ids) | (
            Q(partnership_id__in=scope.backbone_ids) & ~Q(state=ObservationState.DRAFT)
        )

    def partner_edits(self, scope: Scope) -> Q:
        return Q(organization_id__in=scope.organizations_as(*REPORTING_ROLES))


class Observation(TenantModel, VersionedModel):
    """One line of a report. Exists from the first keystroke; only approved lines count in totals."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="observations")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="observations")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"), max_length=20, choices=ObservationState.choices, default=ObservationState.DRAFT
    )
    content = models.CharField(_("kind of answer"), max_length=20, choices=Content.choices)
    value = models.DecimalField(_("number"), null=True, blank=True, **DIGITS)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    given_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("given by")
    )
    first_submitted_at = models.DateTimeField(_("first submitted"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    returned_reason = models.TextField(_("why it was returned"), blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["measure_id", "pk"]
        indexes = [
            models.Index(
                fields=["measure", "period"],
                include=["value"],
                condition=Q(state="approved"),
                name="observation_approved",
            ),
            models.Index(fields=["partnership", "state"], name="observation_by_state"),
        ]
        constraints = [
            parent_key("observation_key"),
            SameLibrary(
                field="report",
                also=("partnership", "organization", "period"),
                name="observation_report_library",
            ),
            SameLibrary(field="measure", also=("partnership",), name="observation_measure_library"),
            models.UniqueConstraint(fields=["report", "measure"], name="observation_once"),
            models.CheckConstraint(
                condition=(Q(content="number") & Q(value__isnull=False))
                | (~Q(content="number") & Q(value__isnull=True)),
                name="observation_number_or_reason",
                violation_error_message=_("Give a number, or say why there is none."),
            ),
            models.CheckConstraint(
                condition=Q(content="number") | Q(state="draft") | ~Q(reason=""),
                name="observation_reason_given",
                violation_error_message=_("Say why there is no number."),
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | ~Q(decided_by=models.F("given_by")),
                name="observation_not_own_approval",
                violation_error_message=_("Whoever gave a figure does not approve it."),
            ),
        ]

    def __str__(self) -> str:
        # Without the figure: history shows this text to people who may not read a draft.
        return f"{self.measure} – {self.organization}"
