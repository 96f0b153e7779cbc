"""Measures: what is counted, what is aimed at, and who counts it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from measurements.choices import Accountability, Aggregation, Direction, Kind
from measurements.models.goals import Goal, PartnershipRowsQuerySet
from measurements.models.periods import ReportingCalendar
from partners.constraints import SameLibrary, parent_key
from partners.models.base import NamedModel, TenantModel, VersionedModel
from partners.models.organizations import Organization
from partners.models.partnerships import Member, Partnership

DIGITS: dict[str, Any] = {"max_digits": 15, "decimal_places": 4}


class Measure(TenantModel, NamedModel, VersionedModel):
    """What members count for a goal, and how their figures become one.

    A derived measure is never typed: it divides the total of one measure by that of another. The definition
    is the newest version's text, kept here because every line of every report shows it.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="measures")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="measures", verbose_name=_("goal"))
    calendar = models.ForeignKey(ReportingCalendar, on_delete=models.PROTECT, related_name="measures")
    definition = models.TextField(
        _("definition"), blank=True, help_text=_("Who or what counts, so that all members count alike.")
    )
    accountability = models.CharField(
        _("whose number it is"),
        max_length=20,
        choices=Accountability.choices,
        default=Accountability.PERFORMANCE,
    )
    kind = models.CharField(
        _("what it tells"), max_length=20, choices=Kind.choices, default=Kind.HOW_MUCH, blank=True
    )
    pair = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        related_name="percent",
        null=True,
        blank=True,
        verbose_name=_("the number this percent belongs to"),
    )
    aggregation = models.CharField(
        _("how figures add up"),
        max_length=20,
        choices=Aggregation.choices,
        default=Aggregation.SUM,
        blank=True,
    )
    unit = models.CharField(
        _("unit"), max_length=60, blank=True, help_text=_("For example: learners, hours.")
    )
    direction = models.CharField(
        _("direction"), max_length=20, choices=Direction.choices, default=Direction.INCREASE
    )
    band_low = models.DecimalField(_("lowest good figure"), null=True, blank=True, **DIGITS)
    band_high = models.DecimalField(_("highest good figure"), null=True, blank=True, **DIGITS)
    baseline = models.DecimalField(
        _("baseline"), null=True, blank=True, help_text=_("The total of a period before you began."), **DIGITS
    )
    baseline_on = models.DateField(_("baseline as of"), null=True, blank=True)
    is_headline = models.BooleanField(_("headline measure"), default=False)
    counts_people = models.BooleanField(_("counts people"), default=True, db_default=True)
    may_exceed_whole = models.BooleanField(_("may be more than 100%"), default=False)
    dividend = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("what is divided"),
    )
    divisor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("what it is divided by"),
    )
    continues = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        related_name="successor",
        null=True,
        blank=True,
        verbose_name=_("the measure it continues"),
    )
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    objects = PartnershipRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["pk"]
        indexes = [models.Index(fields=["library", "partnership", "id"], name="measure_by_partnership")]
        constraints = [
            parent_key("measure_key"),
            parent_key("measure_partnership_key", "partnership"),
            SameLibrary(field="partnership", name="measure_library"),
            SameLibrary(field="goal", also=("partnership",), name="measure_goal_library"),
            SameLibrary(field="calendar", also=("partnership",), name="measure_calendar_library"),
            SameLibrary(field="pair", also=("partnership",), name="measure_pair_library"),
            SameLibrary(field="dividend", also=("partnership",), name="measure_dividend_library"),
            SameLibrary(field="divisor", also=("partnership",), name="measure_divisor_library"),
            SameLibrary(field="continues", also=("partnership",), name="measure_continues_library"),
            models.CheckConstraint(
                condition=(~Q(aggregation="") & Q(dividend=None, divisor=None))
                | Q(aggregation="", dividend__isnull=False, divisor__isnull=False),
                name="measure_counted_or_derived",
                violation_error_message=_("Say how figures add up, or which measure is divided by which."),
            ),
            models.CheckConstraint(
                condition=Q(accountability="population", kind="")
                | (Q(accountability="performance") & ~Q(kind="")),
                name="measure_kind_of_performance",
                violation_error_message=_("Say what the measure tells about the program."),
            ),
            models.CheckConstraint(
                condition=Q(direction="maintain", band_low__isnull=False, band_high__gte=F("band_low"))
                | (~Q(direction="maintain") & Q(band_low=None, band_high=None)),
                name="measure_band",
                violation_error_message=_(
                    "A figure that should stay within a range needs its lowest and highest good figure."
                ),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("measure", args=[self.library.slug, self.pk])

    @property
    def is_derived(self) -> bool:
        return self.dividend_id is not None

    @property
    def is_words(self) -> bool:
        """Answers are listed: there is nothing to add up, to aim at or to draw."""
        return self.aggregation == Aggregation.NONE

    @property
    def answer_unit(self) -> str:
        """What stands behind one member's answer; shares, averages and words say it themselves."""
        own = {Aggregation.PERCENT, Aggregation.MEAN, Aggregation.NONE}
        return "" if self.aggregation in own else self.unit

    @property
    def is_share(self) -> bool:
        """Values, baseline, target and range are shares of 1 and shown in percent."""
        return self.aggregation == Aggregation.PERCENT or (self.is_derived and self.unit == "%")


class MeasureVersion(TenantModel):
    """The definition that holds from the first day of a period until the next version begins."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    starts_on = models.DateField(_("from"))
    definition = models.TextField(_("definition"), blank=True)
    change_note = models.CharField(_("what is different"), max_length=300, blank=True)

    objects = PartnershipRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a definition")
        verbose_name_plural = _("versions of definitions")
        ordering = ["measure_id", "starts_on", "pk"]
        constraints = [
            parent_key("measureversion_key"),
            parent_key("measureversion_measure_key", "partnership", "measure"),
            SameLibrary(field="measure", also=("partnership",), name="measureversion_measure_library"),
            models.UniqueConstraint(
                fields=["measure", "starts_on"],
                name="measureversion_one_current",
                violation_error_message=_("Another definition begins on that day."),
            ),
            models.UniqueConstraint(fields=["measure", "number"], name="measureversion_number"),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.number}"


class Assignment(TenantModel, VersionedModel):
    """A member is expected to report a measure, from one day to another."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="assignments")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="assignments")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = PartnershipRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["pk"]
        indexes = [models.Index(fields=["measure", "member"], name="assignment_by_measure")]
        constraints = [
            SameLibrary(
                field="member", also=("partnership", "organization"), name="assignment_member_library"
            ),
            SameLibrary(field="measure", also=("partnership",), name="assignment_measure_library"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="assignment_dates"
            ),
            models.UniqueConstraint(
                fields=["member", "measure"],
                condition=Q(ends_on__isnull=True),
                name="assignment_open_once",
                violation_error_message=_("This member reports the measure already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} → {self.measure_id}"

    def clean(self) -> None:
        """Refuse a second spell of the same member and measure on one day: it would be asked twice."""
        others = Assignment.objects.filter(member=self.member_id, measure=self.measure_id).exclude(pk=self.pk)
        overlapping = others.filter(Q(ends_on=None) | Q(ends_on__gte=self.starts_on))
        if self.ends_on is not None:
            overlapping = overlapping.filter(starts_on__lte=self.ends_on)
        if overlapping.exists():
            raise ValidationError(
                _("%(name)s reports this measure on that day already.") % {"name": self.organization.name}
            )
