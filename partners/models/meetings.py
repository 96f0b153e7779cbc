"""Meetings of a partnership: when, who is invited and what they answer, who was there."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.choices import AttendanceState, MeetingAnswer, MeetingRepeat, MinutesState
from partners.constraints import SameLibrary, parent_key
from partners.meeting_days import Recurrence
from partners.models.base import TenantModel, VersionedModel
from partners.models.groups import Group
from partners.models.organizations import Organization
from partners.models.partnerships import Partnership
from partners.models.people import Person
from partners.reminders.schedule import local_moment


class MeetingRowsQuerySet(ScopedQuerySet):
    """Rows of one meeting each: partners see the meetings that they were invited to or were at."""

    meeting_column = "meeting_id"

    def partner_rows(self, scope: Scope) -> Q:
        ours = Q(partnership_id__in=scope.partnership_ids)
        own = {"organization_id__in": scope.organization_ids}
        invited = MeetingInvitation._base_manager.filter(withdrawn_at=None, **own).values("meeting_id")
        recorded = Attendance._base_manager.filter(**own).values("meeting_id")
        column = f"{self.meeting_column}__in"
        seen = Q(**{column: invited}) | Q(**{column: recorded})
        return Q(partnership_id__in=scope.backbone_ids) | (ours & seen)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)


class MeetingQuerySet(MeetingRowsQuerySet):
    meeting_column = "pk"

    def standing(self) -> "MeetingQuerySet":
        """Those that were not cancelled."""
        return self.filter(cancelled_at=None)

    def coming(self, *, now: datetime) -> "MeetingQuerySet":
        """Those that are not over, the nearest first."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")

    def past(self, *, now: datetime) -> "MeetingQuerySet":
        """Those that are over, the newest first."""
        return self.filter(ends_at__lte=now).order_by("-starts_at", "-pk")


class MeetingSeries(TenantModel, VersionedModel):
    """What several meetings were planned as; each of them is a row of its own and may be changed alone."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="meeting_series")
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="meeting_series", null=True, blank=True
    )
    title = models.CharField(_("title"), max_length=200)
    repeat = models.CharField(_("how often"), max_length=20, choices=MeetingRepeat.choices)
    every = models.PositiveSmallIntegerField(_("every so many weeks or months"), default=1)
    first_on = models.DateField(_("first day"))
    times = models.PositiveSmallIntegerField(_("how many times"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    # Wall time of the library, whatever the clocks do in between.
    begins = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")
        ordering = ["-first_on", "-pk"]
        indexes = [
            models.Index(fields=["library", "partnership", "id"], name="meeting_series_by_partnership")
        ]
        constraints = [
            parent_key("meeting_series_key"),
            parent_key("meeting_series_pship_key", "partnership"),
            SameLibrary(field="partnership", name="meeting_series_library"),
            SameLibrary(field="group", also=("partnership",), name="meeting_series_group_library"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")),
                name="meeting_series_hours",
                violation_error_message=_("It ends before it begins. Give hours of one day."),
            ),
            models.CheckConstraint(
                condition=Q(every__gte=1, times__isnull=False) | Q(every__gte=1, until_on__isnull=False),
                name="meeting_series_ends",
                violation_error_message=_("Say how many times, or until when."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def recurrence(self) -> Recurrence:
        return Recurrence(self.repeat, self.first_on, self.every, self.times, self.until_on)


class Meeting(TenantModel, VersionedModel):
    """One meeting. Its hours are wall time of the library; the moments follow from them."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("partnership")
    )
    group = models.ForeignKey(
        Group,
        on_delete=models.PROTECT,
        related_name="meetings",
        null=True,
        blank=True,
        verbose_name=_("group"),
    )
    series = models.ForeignKey(
        MeetingSeries, on_delete=models.PROTECT, related_name="meetings", null=True, blank=True
    )
    title = models.CharField(_("title"), max_length=200)
    on = models.DateField(_("day"))
    begins = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"))
    starts_at = models.DateTimeField(_("moment it begins"), blank=True, editable=False)
    ends_at = models.DateTimeField(_("moment it ends"), blank=True, editable=False)
    place = models.CharField(_("place"), max_length=300, blank=True)
    online_url = models.URLField(_("link to join online"), max_length=500, blank=True)
    agenda = models.TextField(_("agenda"), blank=True)

    minutes = models.TextField(_("minutes"), blank=True)
    minutes_state = models.CharField(
        _("state of the minutes"), max_length=20, choices=MinutesState.choices, default=MinutesState.NONE
    )
    minutes_published_at = models.DateTimeField(_("minutes published"), null=True, blank=True)

    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True, editable=False)
    cancel_reason = models.CharField(_("reason"), max_length=300, blank=True)

    # What calendars know it by, and which of two entries for it is the newer one.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["library", "partnership", "starts_at", "id"], name="meeting_by_partnership"),
            models.Index(fields=["library", "starts_at", "id"], name="meeting_by_moment"),
            models.Index(fields=["series", "starts_at"], name="meeting_by_series"),
        ]
        constraints = [
            parent_key("meeting_key"),
            parent_key("meeting_partnership_key", "partnership"),
            SameLibrary(field="partnership", name="meeting_library"),
            SameLibrary(field="group", also=("partnership",), name="meeting_group_library"),
            SameLibrary(field="series", also=("partnership",), name="meeting_in_series_library"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")),
                name="meeting_hours",
                violation_error_message=_("It ends before it begins. Give hours of one day."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancel_reason=""),
                name="meeting_cancel_reason",
                violation_error_message=_("Say why the meeting is cancelled."),
            ),
            models.CheckConstraint(
                condition=~Q(minutes_state=MinutesState.PUBLISHED) | Q(minutes_published_at__isnull=False),
                name="meeting_minutes_published",
                violation_error_message=_("Published minutes have a moment at which they were published."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=[self.library.slug, self.pk])

    def clean(self) -> None:
        super().clean()
        if self.on and self.begins and self.ends:
            zone = ZoneInfo(self.library.time_zone)
            self.starts_at = local_moment(self.on, self.begins, zone)
            self.ends_at = local_moment(self.on, self.ends, zone)

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None


class MeetingInvitation(TenantModel, VersionedModel):
    """Somebody who is asked to come, and what they answered; no answer yet is an empty one."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="meeting_invitations")
    invited_at = models.DateTimeField(_("invited"))
    # They need not come any more; a second invitation takes it back.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=MeetingAnswer.choices, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    # Empty for an answer by the link in the mail.
    answered_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    comment = models.CharField(_("comment"), max_length=500, blank=True)

    objects = MeetingRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to a meeting")
        verbose_name_plural = _("invitations to meetings")
        ordering = ["organization__name_key", "person__name_key", "pk"]
        indexes = [
            models.Index(fields=["organization", "meeting"], name="meeting_invitation_by_org"),
            models.Index(fields=["person", "meeting"], name="meeting_invitation_by_person"),
        ]
        constraints = [
            parent_key("meeting_invitation_key"),
            SameLibrary(field="meeting", also=("partnership",), name="meeting_invitation_library"),
            SameLibrary(field="partnership", name="meeting_invitation_pship_library"),
            SameLibrary(field="organization", name="meeting_invitation_org_library"),
            SameLibrary(field="person", also=("organization",), name="meeting_invitation_person_lib"),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="meeting_invitation_once",
                violation_error_message=_("This person is invited already."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="meeting_invitation_answered",
                violation_error_message=_("An answer has a moment at which it was given."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.meeting}"


class AttendanceQuerySet(MeetingRowsQuerySet):
    def settled(self) -> "AttendanceQuerySet":
        """What counts: a record that its organization disputes is left out until staff settle it."""
        return self.filter(Q(disputed_at=None) | Q(settled_at__isnull=False))

    def disputed(self) -> "AttendanceQuerySet":
        return self.filter(disputed_at__isnull=False, settled_at=None)


class Attendance(TenantModel, VersionedModel):
    """Whether somebody was at a meeting; also somebody whom nobody had invited."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    state = models.CharField(_("was there"), max_length=10, choices=AttendanceState.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    # "We did attend": open until somebody of the staff settles it.
    disputed_at = models.DateTimeField(_("disputed"), null=True, blank=True)
    disputed_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    dispute = models.CharField(_("what is disputed"), max_length=500, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["organization__name_key", "person__name_key", "pk"]
        indexes = [
            models.Index(fields=["organization", "meeting"], name="attendance_by_organization"),
            models.Index(fields=["person", "meeting"], name="attendance_by_person"),
        ]
        constraints = [
            parent_key("attendance_key"),
            SameLibrary(field="meeting", also=("partnership",), name="attendance_library"),
            SameLibrary(field="partnership", name="attendance_pship_library"),
            SameLibrary(field="organization", name="attendance_org_library"),
            SameLibrary(field="person", also=("organization",), name="attendance_person_library"),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="attendance_once",
                violation_error_message=_("This person is on the list already."),
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | Q(disputed_at__isnull=False),
                name="attendance_settled",
                violation_error_message=_("Only what was disputed is settled."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.meeting}"

    @property
    def is_disputed(self) -> bool:
        return self.disputed_at is not None and self.settled_at is None
