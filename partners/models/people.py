"""People at organizations, and what they may do for them."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.choices import AccessRole, Language
from partners.constraints import SameLibrary, parent_key
from partners.models.base import NamedModel, TenantModel, VersionedModel
from partners.models.organizations import Organization


class PersonQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        return Q(organization_id__in=scope.organization_ids)

    def present(self) -> "PersonQuerySet":
        """Those who have not left their organization."""
        return self.filter(left_on=None)


class Person(TenantModel, NamedModel, VersionedModel):
    """Somebody at an organization; linked to a user once they have accepted an invitation."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="people", verbose_name=_("organization")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    language = models.CharField(
        _("language of mails"), max_length=5, choices=Language.choices, default=Language.ENGLISH
    )
    user = models.ForeignKey(
        "partners.User",
        on_delete=models.PROTECT,
        related_name="people",
        null=True,
        blank=True,
        editable=False,
    )

    # The day from which they are not there any more; what they took part in keeps their name.
    left_on = models.DateField(_("left on"), null=True, blank=True, editable=False)

    # Somebody asked that nothing should tell any more who this was; then name and address are gone.
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    # The address to which mail bounces. Another address is not meant by it: a change of address clears it.
    bouncing_email = models.EmailField(
        _("bouncing address"), blank=True, default="", db_default="", editable=False
    )
    bounced_at = models.DateTimeField(_("bounces since"), null=True, blank=True, editable=False)
    bounce_reason = models.CharField(
        _("why it bounces"), max_length=300, blank=True, default="", db_default="", editable=False
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name_key", "pk"]
        indexes = [models.Index(fields=["library", "name_key", "id"], name="person_by_name")]
        constraints = [
            parent_key("person_key"),
            parent_key("person_organization_key", "organization"),
            SameLibrary(field="organization", name="person_library"),
            models.UniqueConstraint(
                fields=["organization", "user"],
                condition=Q(user__isnull=False),
                name="person_user_once",
                violation_error_message=_("This account belongs to another person of the organization."),
            ),
        ]

    @property
    def is_bouncing(self) -> bool:
        """Whether mail to the present address comes back."""
        return bool(self.email) and self.email == self.bouncing_email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()


class AccessQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        return Q(organization_id__in=scope.organization_ids)

    def current(self, *, on: date) -> "AccessQuerySet":
        """Access that holds on this day, both ends included."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


class Access(TenantModel, VersionedModel):
    """A person's role for the organization, from one day to another."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="accesses")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accesses")
    role = models.CharField(_("role"), max_length=20, choices=AccessRole.choices, default=AccessRole.REPORTER)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("accesses")
        indexes = [models.Index(fields=["organization", "starts_on"], name="access_by_organization")]
        constraints = [
            SameLibrary(field="person", also=("organization",), name="access_library"),
            SameLibrary(field="organization", name="access_organization_library"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="access_dates",
                violation_error_message=_("Access cannot end before it starts."),
            ),
            models.UniqueConstraint(fields=["person", "role", "starts_on"], name="access_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"
