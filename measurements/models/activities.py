"""Activities: what is done for a goal, where and when; and the sessions that were held."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from measurements.choices import ActivityKind, Repeat, SessionState
from measurements.models.commitments import Commitment, PlanRowsQuerySet
from measurements.models.goals import Goal, PartnershipRowsQuerySet
from measurements.models.populations import Population
from measurements.overlaps import Slot
from measurements.recurrence import Schedule
from partners.access import Scope
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel, VersionedModel
from partners.models.organizations import Organization
from partners.models.partnerships import Partnership
from partners.models.users import User
from partners.names import name_key


class Activity(TenantModel, VersionedModel):
    """Who does what for a goal, on which days. The organization named here enters the sessions."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, related_name="activities", verbose_name=_("goal")
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="activities", verbose_name=_("organization")
    )
    commitment = models.ForeignKey(
        Commitment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("commitment"),
    )
    population = models.ForeignKey(
        Population,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("whom it is for"),
    )
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=ActivityKind.choices)
    place = models.CharField(_("place"), max_length=200, blank=True)
    # By which two places are compared: without case, accents and double spaces.
    place_key = models.CharField(max_length=400, blank=True, editable=False)
    postal_code = models.CharField(_("postal code"), max_length=12, blank=True)
    repeat = models.CharField(_("how often"), max_length=20, choices=Repeat.choices, default=Repeat.WEEKLY)
    # Digits of the week, 1 for Monday to 7 for Sunday; empty is the weekday of the first day.
    weekdays = models.CharField(_("weekdays"), max_length=7, blank=True)
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    expected_attendance = models.PositiveIntegerField(_("people expected each time"), null=True, blank=True)

    objects = PlanRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["starts_on", "pk"]
        indexes = [
            models.Index(
                fields=["library", "partnership", "starts_on", "id"], name="activity_by_partnership"
            ),
            models.Index(fields=["organization", "goal"], name="activity_by_organization"),
        ]
        constraints = [
            parent_key("activity_key"),
            parent_key("activity_partnership_key", "partnership"),
            parent_key("activity_session_key", "partnership", "organization"),
            SameLibrary(field="goal", also=("partnership",), name="activity_goal_library"),
            SameLibrary(field="partnership", name="activity_partnership_library"),
            SameLibrary(field="organization", name="activity_organization_library"),
            SameLibrary(
                field="commitment", also=("partnership", "organization"), name="activity_commitment_library"
            ),
            SameLibrary(field="population", name="activity_population_library"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="activity_dates",
                violation_error_message=_("An activity cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="activity_hours",
                violation_error_message=_("It ends before it begins. Give hours of one day."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("activity", args=[self.library.slug, self.pk])

    def clean(self) -> None:
        super().clean()
        self.place_key = name_key(self.place)[:400]

    @property
    def schedule(self) -> Schedule:
        return Schedule(self.repeat, self.starts_on, self.ends_on, frozenset(map(int, self.weekdays)))

    @property
    def slot(self) -> Slot:
        return Slot(
            id=self.pk,
            organization_id=self.organization_id,
            kind=self.kind,
            population_id=self.population_id,
            place_key=self.place_key,
            postal_code=self.postal_code,
            schedule=self.schedule,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
        )


class ActivityHelper(TenantModel):
    """Another organization that does the activity together with the one named first."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="helper_links")
    helper = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")

    objects = PartnershipRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization that helps")
        verbose_name_plural = _("organizations that help")
        ordering = ["helper__name_key", "pk"]
        constraints = [
            SameLibrary(field="activity", also=("partnership",), name="activity_helper_library"),
            SameLibrary(field="partnership", name="activity_helper_pship_library"),
            SameLibrary(field="helper", name="activity_helper_org_library"),
            models.UniqueConstraint(fields=["activity", "helper"], name="activity_helper_once"),
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.helper}"


class SessionQuerySet(PlanRowsQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        """Funders read the plan, not each evening's count."""
        return Q(partnership_id__in=scope.partnership_ids)


class Session(TenantModel, VersionedModel):
    """One day of an activity: held, with a count, or cancelled, with a reason."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="sessions")
    on = models.DateField(_("day"))
    state = models.CharField(_("what happened"), max_length=20, choices=SessionState.choices)
    attendance = models.PositiveIntegerField(_("people who came"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-on", "pk"]
        indexes = [models.Index(fields=["library", "partnership", "on", "id"], name="session_by_day")]
        constraints = [
            SameLibrary(
                field="activity", also=("partnership", "organization"), name="session_activity_library"
            ),
            SameLibrary(field="partnership", name="session_partnership_library"),
            SameLibrary(field="organization", name="session_organization_library"),
            models.UniqueConstraint(fields=["activity", "on"], name="session_once"),
            models.CheckConstraint(
                condition=Q(state=SessionState.HELD) | Q(attendance__isnull=True),
                name="session_attendance",
                violation_error_message=_("Nobody comes to a session that was cancelled."),
            ),
            models.CheckConstraint(
                condition=Q(state=SessionState.HELD) | ~Q(reason=""),
                name="session_reason",
                violation_error_message=_("Say why the session was cancelled."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}, {self.on}"
