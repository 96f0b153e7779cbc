"""Reports: the sheet of one member for one period, and its lines."""

from datetime import date

from django.db import models
from django.db.models import F, FilteredRelation, Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from measurements.choices import Content, ObservationState
from measurements.models.dimensions import SliceCategory
from measurements.models.measures import DIGITS, Measure, MeasureVersion
from measurements.models.periods import Period
from partners.access import REPORTING_ROLES, Scope, ScopedQuerySet
from partners.choices import LibraryRole
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel, VersionedModel
from partners.models.organizations import Organization
from partners.models.partnerships import Member, Partnership

# What a line or a part of it can hold: one figure, a part of a whole, or neither.
_NUMBER = Q(value__isnull=False, numerator=None, denominator=None)
_SHARE = Q(value=None, numerator__isnull=False, denominator__isnull=False)
_NOTHING = Q(value=None, numerator=None, denominator=None)
# What is half typed: one of two counts, or only parts by category. Not two kinds of figure at once.
_UNMIXED = Q(value=None) | Q(numerator=None, denominator=None)


class ReportQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        return Q(organization_id__in=scope.organization_ids) | Q(partnership_id__in=scope.backbone_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(organization_id__in=scope.organizations_as(*REPORTING_ROLES))

    def with_sheet(self) -> "ReportQuerySet":
        """With the rows that dates, deadlines and headings need."""
        rows = self.select_related("library", "partnership", "organization", "member", "period__calendar")
        # Few reports ever get more time: only those are asked for it.
        return rows.annotate(extended_until=Max("extensions__until"))

    def with_line(self, measure: Measure, scope: Scope) -> "ReportQuerySet":
        """With state and answer of one measure; drafts only of the user's own organizations."""
        readable = ~Q(observations__state=ObservationState.DRAFT) | Q(
            observations__organization_id__in=scope.organization_ids
        )
        line = FilteredRelation("observations", condition=Q(observations__measure_id=measure.pk) & readable)
        return self.annotate(
            line=line,
            line_state=F("line__state"),
            line_content=F("line__content"),
            line_value=F("line__value"),
            line_numerator=F("line__numerator"),
            line_denominator=F("line__denominator"),
            line_n=F("line__n"),
            line_text=F("line__text"),
        )


class Report(TenantModel):
    """What one member reports for one period. It stores no state: it shows that of its lines."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="reports")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reports")
    # Read by `with_sheet`: the last day of more time that was given, for any of its lines.
    extended_until: date | None

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
            parent_key("report_member_key", "partnership", "organization"),
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
    numerator = models.DecimalField(_("part"), null=True, blank=True, **DIGITS)
    denominator = models.DecimalField(_("whole"), null=True, blank=True, **DIGITS)
    n = models.DecimalField(_("people asked"), null=True, blank=True, **DIGITS)
    text = models.TextField(_("answer in words"), blank=True)
    definition_version = models.ForeignKey(
        MeasureVersion,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("definition used"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    given_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("given by")
    )
    giver = models.ForeignKey(
        "partners.Person",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("told by"),
        help_text=_("Who gave the figure, when staff typed it."),
    )
    first_submitted_at = models.DateTimeField(_("first submitted"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    returned_reason = models.TextField(_("why it was returned"), blank=True)
    contested_at = models.DateTimeField(_("contested"), null=True, blank=True)
    # Staff took a figure whose parts do not add up to it.
    parts_reason = models.CharField(
        _("why its parts may differ from it"), max_length=300, blank=True, default="", db_default=""
    )
    parts_accepted_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    parts_accepted_at = models.DateTimeField(_("parts accepted"), null=True, blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["measure_id", "pk"]
        indexes = [
            models.Index(
                fields=["measure", "period"],
                include=["value", "numerator", "denominator", "n"],
                condition=Q(state="approved"),
                name="observation_approved",
            ),
            models.Index(fields=["partnership", "state"], name="observation_by_state"),
        ]
        constraints = [
            parent_key("observation_key"),
            parent_key("observation_slices_key", "partnership", "organization"),
            parent_key("observation_revisions_key", "partnership", "organization"),
            SameLibrary(
                field="report",
                also=("partnership", "organization", "period"),
                name="observation_report_library",
            ),
            SameLibrary(field="measure", also=("partnership",), name="observation_measure_library"),
            SameLibrary(
                field="definition_version",
                also=("partnership", "measure"),
                name="observation_definition_library",
            ),
            SameLibrary(field="giver", also=("organization",), name="observation_giver_library"),
            models.UniqueConstraint(fields=["report", "measure"], name="observation_once"),
            models.CheckConstraint(
                condition=(
                    Q(content="number")
                    & ((_NUMBER & Q(text="")) | (_SHARE & Q(text="")) | (_NOTHING & ~Q(text="")))
                )
                | (Q(content="number", state="draft", text="") & _UNMIXED)
                | (~Q(content="number") & _NOTHING & Q(text="")),
                name="observation_number_or_reason",
                violation_error_message=_("Give a number, or say why there is none."),
            ),
            models.CheckConstraint(
                condition=Q(n__isnull=True) | Q(n__gt=0, value__isnull=False) | Q(n__gt=0, state="draft"),
                name="observation_people_asked",
                violation_error_message=_("An average needs at least 1 person asked."),
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gte=0),
                name="observation_whole",
                violation_error_message=_("The whole cannot be less than 0."),
            ),
            models.CheckConstraint(
                condition=Q(content="number") | Q(state="draft") | ~Q(reason=""),
                name="observation_reason_given",
                violation_error_message=_("Say why there is no number."),
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | ~Q(decided_by=models.F("given_by")) | Q(giver__isnull=False),
                name="observation_not_own_approval",
                violation_error_message=_("Whoever gave a figure does not approve it."),
            ),
            models.CheckConstraint(
                condition=Q(parts_reason="", parts_accepted_by=None, parts_accepted_at=None)
                | (Q(parts_accepted_by__isnull=False, parts_accepted_at__isnull=False) & ~Q(parts_reason="")),
                name="observation_parts_accepted",
                violation_error_message=_("Say why the parts may differ from the total."),
            ),
        ]

    @property
    def is_number(self) -> bool:
        return self.content == Content.NUMBER

    @property
    def is_entered_on_behalf(self) -> bool:
        """Staff typed what somebody at the organization told them."""
        return self.giver_id is not None

    @property
    def is_approved_by_typist(self) -> bool:
        is_approved = self.state == ObservationState.APPROVED
        return is_approved and self.giver_id is not None and self.decided_by_id == self.given_by_id

    def __str__(self) -> str:
        # Without the figure: history shows this text to people who may not read a draft.
        return f"{self.measure} – {self.organization}"


class SliceQuerySet(ScopedQuerySet):
    def staff_rows(self) -> Q:
        # A draft's parts are as private as the draft.
        return ~Q(observation__state=ObservationState.DRAFT)

    def partner_rows(self, scope: Scope) -> Q:
        return Q(organization_id__in=scope.organization_ids) | (
            Q(partnership_id__in=scope.backbone_ids) & ~Q(observation__state=ObservationState.DRAFT)
        )

    def partner_edits(self, scope: Scope) -> Q:
        return Q(organization_id__in=scope.organizations_as(*REPORTING_ROLES))


class Slice(TenantModel):
    """The part of a figure that falls to one category. No row: not collected; 0: none."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="slices")
    category = models.ForeignKey(SliceCategory, on_delete=models.PROTECT, related_name="slices")
    value = models.DecimalField(_("number"), null=True, blank=True, **DIGITS)
    numerator = models.DecimalField(_("part"), null=True, blank=True, **DIGITS)
    denominator = models.DecimalField(_("whole"), null=True, blank=True, **DIGITS)
    n = models.DecimalField(_("people asked"), null=True, blank=True, **DIGITS)

    objects = SliceQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of a figure")
        verbose_name_plural = _("parts of figures")
        ordering = ["observation_id", "category_id", "pk"]
        constraints = [
            SameLibrary(
                field="observation", also=("partnership", "organization"), name="slice_observation_library"
            ),
            SameLibrary(field="category", name="slice_category_library"),
            models.UniqueConstraint(
                fields=["observation", "category"],
                name="slice_once",
                violation_error_message=_("This category has its figure already."),
            ),
            models.CheckConstraint(
                condition=_UNMIXED & (~_NOTHING | Q(n__isnull=False)),
                name="slice_number",
                violation_error_message=_("Give a number."),
            ),
            models.CheckConstraint(
                condition=Q(n__isnull=True) | Q(n__gte=0),
                name="slice_people_asked",
                violation_error_message=_("This number cannot be below 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.observation}: {self.category}"
