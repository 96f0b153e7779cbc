"""Action items: who does what by when, open until somebody closes it."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.choices import ActionOutcome
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel, VersionedModel
from partners.models.decisions import Decision
from partners.models.meetings import Meeting
from partners.models.organizations import Organization
from partners.models.partnerships import Partnership
from partners.models.people import Person


class ActionItemQuerySet(ScopedQuerySet):
    """Actions of the partnerships that the user's organizations belong to; the backbone changes them."""

    def partner_rows(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.partnership_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)

    def owed_by(self, scope: Scope) -> "ActionItemQuerySet":
        """Those of the user's own organizations: they close them and say how they stand."""
        return self.filter(
            organization_id__in=scope.organization_ids, partnership_id__in=scope.partnership_ids
        )

    def open(self) -> "ActionItemQuerySet":
        return self.filter(ended_at=None)

    def overdue(self, *, on: date) -> "ActionItemQuerySet":
        """Open ones whose day is over."""
        return self.open().filter(due_on__lt=on)

    def of_circle(self, meeting: Meeting) -> "ActionItemQuerySet":
        """Those that concern the same series or group; for a meeting of all, what no group has."""
        rows = self.filter(partnership_id=meeting.partnership_id).exclude(meeting_id=meeting.pk)
        if meeting.group_id is None and meeting.series_id is None:
            return rows.filter(meeting__group=None)
        same = Q(meeting__series_id=meeting.series_id) if meeting.series_id else Q(pk=None)
        if meeting.group_id is None:
            return rows.filter(same | Q(meeting__group=None))
        return rows.filter(same | Q(meeting__group_id=meeting.group_id))

    def carried_to(self, meeting: Meeting) -> "ActionItemQuerySet":
        """What stood open when the meeting began: written down before, and not ended before its day."""
        before = Q(meeting=None, noted_at__lt=meeting.starts_at) | Q(meeting__starts_at__lt=meeting.starts_at)
        # Who closes an action on the day of the meeting, or at the table, still sees it there.
        day_began = meeting.starts_at - timedelta(hours=12)
        still = Q(ended_at=None) | Q(ended_at__gte=day_began)
        return self.of_circle(meeting).filter(before & still)


class ActionItem(TenantModel, VersionedModel):
    """One thing that an organization took on. The next agenda finds it by asking, nobody copies it."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="action_items", verbose_name=_("partnership")
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="action_items", verbose_name=_("organization")
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="action_items",
        null=True,
        blank=True,
        verbose_name=_("person"),
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        related_name="action_items",
        null=True,
        blank=True,
        verbose_name=_("meeting"),
    )
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        related_name="action_items",
        null=True,
        blank=True,
        verbose_name=_("decision"),
    )
    what = models.CharField(_("what"), max_length=300)
    due_on = models.DateField(_("by when"))
    standing = models.TextField(_("how it stands"), blank=True)
    noted_at = models.DateTimeField(_("written down"), editable=False)
    noted_by = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="+", editable=False)
    # Made on the page before it is sent: the same entry sent twice is one row.
    entry_key = models.UUIDField(null=True, blank=True, editable=False)

    ended_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    outcome = models.CharField(
        _("how it ended"), max_length=10, choices=ActionOutcome.choices, blank=True, editable=False
    )
    ending = models.TextField(_("what came of it"), blank=True, editable=False)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["library", "due_on", "id"], name="action_item_by_day"),
            models.Index(fields=["library", "partnership", "due_on", "id"], name="action_item_by_pship"),
            models.Index(fields=["organization", "due_on"], name="action_item_by_org"),
            models.Index(
                fields=["library", "partnership", "due_on"],
                condition=Q(ended_at=None),
                name="action_item_open",
            ),
        ]
        constraints = [
            parent_key("action_item_key"),
            SameLibrary(field="partnership", name="action_item_library"),
            SameLibrary(field="organization", name="action_item_org_library"),
            SameLibrary(field="person", also=("organization",), name="action_item_person_library"),
            SameLibrary(field="meeting", also=("partnership",), name="action_item_meeting_library"),
            SameLibrary(field="decision", also=("partnership",), name="action_item_decision_library"),
            models.UniqueConstraint(fields=["library", "entry_key"], name="action_item_entry_once"),
            models.CheckConstraint(
                condition=Q(outcome="", ended_at__isnull=True) | (~Q(outcome="") & Q(ended_at__isnull=False)),
                name="action_item_ended",
                violation_error_message=_("What has ended says how and when."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="dropped") | ~Q(ending=""),
                name="action_item_dropped_with_reason",
                violation_error_message=_("Say why nobody does it any more."),
            ),
        ]

    def __str__(self) -> str:
        return self.what[:200]

    def get_absolute_url(self) -> str:
        return reverse("action_item", args=[self.library.slug, self.pk])

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    def state(self, *, on: date) -> str:
        """Open, overdue, done or dropped."""
        if not self.is_open:
            return self.outcome
        return "overdue" if self.due_on < on else "open"
