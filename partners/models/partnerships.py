"""Partnerships: the collaboratives themselves, and their members."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.choices import MemberRole
from partners.constraints import SameLibrary, parent_key
from partners.models.base import NamedModel, TenantModel, VersionedModel
from partners.models.organizations import Organization
from partners.spells import Spell, read


class PartnershipQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        return Q(pk__in=scope.partnership_ids | scope.funded_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(pk__in=scope.backbone_ids)


class Partnership(TenantModel, NamedModel, VersionedModel):
    """One collective-impact collaborative."""

    purpose = models.TextField(
        _("purpose"), blank=True, help_text=_("One or two sentences that every member would sign.")
    )
    started_on = models.DateField(_("started"))
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    ending_reason = models.CharField(_("why it ended"), max_length=300, blank=True, default="", db_default="")

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["name_key", "pk"]
        indexes = [models.Index(fields=["library", "name_key", "id"], name="partnership_by_name")]
        constraints = [
            parent_key("partnership_key"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("started_on")),
                name="partnership_dates",
                violation_error_message=_("A partnership cannot end before it starts."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("partnership", args=[self.library.slug, self.pk])


class MemberQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.partnership_ids | scope.funded_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)

    def current(self, *, on: date) -> "MemberQuerySet":
        """Members on this day, both ends included."""
        return self.filter(Q(left_on=None) | Q(left_on__gte=on), joined_on__lte=on)

    def active(self, *, on: date) -> "MemberQuerySet":
        """Members of whom something may be asked on this day: not those that pause."""
        return self.current(on=on).filter(
            ~Exists(MemberPause.objects.running(on=on).filter(member=OuterRef("pk")))
        )


class Member(TenantModel, VersionedModel):
    """An organization's spell in a partnership."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="members")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="members")
    role = models.CharField(_("role"), max_length=20, choices=MemberRole.choices, default=MemberRole.PARTNER)
    joined_on = models.DateField(_("joined"))
    left_on = models.DateField(_("left"), null=True, blank=True)
    leaving_reason = models.CharField(_("why it left"), max_length=300, blank=True, default="", db_default="")
    # A letter of thanks to print or to mail, from the day somebody wrote it.
    thanks = models.TextField(_("letter of thanks"), blank=True, default="", db_default="")
    # The days of the pauses again, so that whoever reads a member reads them too; `pauses` is the record.
    paused_days = models.JSONField(default=list, blank=True, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["organization__name_key", "pk"]
        indexes = [
            models.Index(fields=["library", "partnership", "id"], name="member_by_partnership"),
            models.Index(fields=["organization", "partnership"], name="member_by_organization"),
        ]
        constraints = [
            parent_key("member_key"),
            parent_key("member_spell_key", "partnership", "organization"),
            SameLibrary(field="partnership", name="member_partnership_library"),
            SameLibrary(field="organization", name="member_organization_library"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=models.F("joined_on")),
                name="member_dates",
                violation_error_message=_("A member cannot leave before it joins."),
            ),
            models.UniqueConstraint(
                fields=["partnership", "organization"],
                condition=Q(left_on__isnull=True),
                name="member_open_spell_once",
                violation_error_message=_("This organization is a member already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} – {self.partnership}"

    def get_absolute_url(self) -> str:
        return reverse("member", args=[self.library.slug, self.pk])

    @property
    def spell(self) -> Spell:
        return Spell(self.joined_on, self.left_on, read(self.paused_days))


class MemberPauseQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        """Why somebody pauses is theirs to tell; that they do stands in the list of members."""
        return Q(organization_id__in=scope.organization_ids) | Q(partnership_id__in=scope.backbone_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)

    def running(self, *, on: date) -> "MemberPauseQuerySet":
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


class MemberPause(TenantModel, VersionedModel):
    """A rest within a membership: nothing is asked, and nothing piles up."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="pauses")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Empty while nobody knows when it ends.")
    )
    reason = models.CharField(_("reason"), max_length=200)

    objects = MemberPauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["-starts_on", "-pk"]
        indexes = [
            models.Index(fields=["library", "partnership", "starts_on"], name="pause_by_partnership"),
            models.Index(fields=["member", "starts_on"], name="pause_by_member"),
        ]
        constraints = [
            SameLibrary(field="partnership", name="pause_partnership_library"),
            SameLibrary(field="organization", name="pause_organization_library"),
            SameLibrary(field="member", also=("partnership", "organization"), name="pause_member_library"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="pause_dates",
                violation_error_message=_("A pause cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.starts_on}"


class HandBackQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        return Q(organization_id__in=scope.organization_ids) | Q(partnership_id__in=scope.backbone_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)

    def outstanding(self) -> "HandBackQuerySet":
        return self.filter(returned_on=None)


class HandBack(TenantModel, VersionedModel):
    """One thing that a member gives back: a key, a file, a login."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="hand_backs")
    thing = models.CharField(_("what"), max_length=200)
    returned_on = models.DateField(_("handed back"), null=True, blank=True)

    objects = HandBackQuerySet.as_manager()

    class Meta:
        verbose_name = _("thing to hand back")
        verbose_name_plural = _("things to hand back")
        ordering = ["pk"]
        indexes = [models.Index(fields=["member", "id"], name="hand_back_by_member")]
        constraints = [
            SameLibrary(field="partnership", name="hand_back_partnership_library"),
            SameLibrary(field="organization", name="hand_back_organization_library"),
            SameLibrary(
                field="member", also=("partnership", "organization"), name="hand_back_member_library"
            ),
            models.UniqueConstraint(
                fields=["member", "thing"],
                name="hand_back_once",
                violation_error_message=_("This is on the list already."),
            ),
        ]

    def __str__(self) -> str:
        return self.thing
