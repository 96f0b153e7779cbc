"""The contact log, and how often the library wants to be in touch with whom."""

from typing import Any

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.choices import ContactDirection, ContactKind, ContactVisibility
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel, VersionedModel
from partners.models.organizations import Organization
from partners.models.partnerships import Partnership
from partners.models.people import Person


class ContactEntryQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        own = Q(visibility=ContactVisibility.PARTNER, organization_id__in=scope.organization_ids)
        shared = Q(visibility=ContactVisibility.PARTNERS, partnership_id__in=scope.partnership_ids)
        return Q(archived_at=None) & (own | shared)

    def kept(self) -> "ContactEntryQuerySet":
        return self.filter(archived_at=None)

    def with_file_count(self) -> "ContactEntryQuerySet":
        """With `file_count`, in the same query: the library's whole log names no files."""
        related: Any = self.model._meta.get_field("files")
        files = related.related_model._base_manager
        kept = files.filter(entry=OuterRef("pk"), removed_at=None).order_by()
        return self.annotate(file_count=Subquery(kept.values("entry").values(n=Count("pk"))))

    def two_way(self) -> "ContactEntryQuerySet":
        """What counts as being in touch; a mail that nobody answered does not."""
        return self.kept().filter(direction=ContactDirection.TWO_WAY)


class ContactEntry(TenantModel, VersionedModel):
    """One line of the contact log: somebody of the library and somebody of an organization, at a moment."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="contact_entries", verbose_name=_("organization")
    )
    partnership = models.ForeignKey(
        Partnership,
        on_delete=models.PROTECT,
        related_name="contact_entries",
        null=True,
        blank=True,
        verbose_name=_("partnership"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ContactKind.choices, default=ContactKind.CALL)
    direction = models.CharField(
        _("which way"), max_length=20, choices=ContactDirection.choices, default=ContactDirection.TWO_WAY
    )
    at = models.DateTimeField(_("when"))
    note = models.TextField(_("note"), blank=True)
    visibility = models.CharField(
        _("who may read it"),
        max_length=20,
        choices=ContactVisibility.choices,
        default=ContactVisibility.STAFF,
    )
    people = models.ManyToManyField(
        Person, through="ContactPerson", related_name="contact_entries", verbose_name=_("people there")
    )
    staff = models.ManyToManyField(
        "partners.User", through="ContactStaff", related_name="+", verbose_name=_("people of the library")
    )
    created_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("logged by")
    )
    # A mail by hand writes its own line once it has left.
    mailing = models.ForeignKey(
        "partners.Mailing",
        on_delete=models.PROTECT,
        related_name="contact_entries",
        null=True,
        blank=True,
        editable=False,
    )
    archived_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    objects = ContactEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact entry")
        verbose_name_plural = _("contact entries")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["library", "-at", "-id"], name="contact_by_moment"),
            models.Index(fields=["organization", "-at", "-id"], name="contact_by_organization"),
        ]
        constraints = [
            parent_key("contact_entry_key"),
            parent_key("contact_entry_organization_key", "organization"),
            SameLibrary(field="organization", name="contact_entry_organization_library"),
            SameLibrary(field="partnership", name="contact_entry_partnership_library"),
            SameLibrary(field="mailing", name="contact_entry_mailing_library"),
            models.CheckConstraint(
                condition=~Q(visibility=ContactVisibility.PARTNERS) | Q(partnership__isnull=False),
                name="contact_entry_shared_where",
                violation_error_message=_("Choose the partnership whose partners may read it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} ({self.get_kind_display()})"


class ContactPerson(TenantModel):
    """Somebody of the organization who took part."""

    entry = models.ForeignKey(ContactEntry, on_delete=models.CASCADE, related_name="person_links")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("person of a contact")
        verbose_name_plural = _("people of contacts")
        constraints = [
            SameLibrary(field="entry", also=("organization",), name="contact_person_entry_library"),
            SameLibrary(field="person", also=("organization",), name="contact_person_library"),
            models.UniqueConstraint(fields=["entry", "person"], name="contact_person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.person}"


class ContactStaff(TenantModel):
    """Somebody of the library who took part."""

    entry = models.ForeignKey(ContactEntry, on_delete=models.CASCADE, related_name="staff_links")
    user = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("staff of a contact")
        verbose_name_plural = _("staff of contacts")
        constraints = [
            SameLibrary(field="entry", name="contact_staff_entry_library"),
            models.UniqueConstraint(fields=["entry", "user"], name="contact_staff_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.user}"


class KeepInTouch(TenantModel, VersionedModel):
    """How often the library wants to talk with an organization; its owner sees to it."""

    organization = models.OneToOneField(
        Organization, on_delete=models.PROTECT, related_name="keep_in_touch", verbose_name=_("organization")
    )
    ideal_days = models.PositiveSmallIntegerField(_("ideal interval in days"))
    maximum_days = models.PositiveSmallIntegerField(_("longest interval in days"))
    set_on = models.DateField(_("set on"), editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("interval to keep in touch")
        verbose_name_plural = _("intervals to keep in touch")
        constraints = [
            SameLibrary(field="organization", name="keep_in_touch_library"),
            models.CheckConstraint(
                condition=Q(ideal_days__gte=1) & Q(maximum_days__gte=F("ideal_days")),
                name="keep_in_touch_days",
                violation_error_message=_("The longest interval cannot be shorter than the ideal one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} ({self.ideal_days}/{self.maximum_days})"
