"""Invitations to a library's staff or to act for a partner."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.choices import AccessRole, Language, LibraryRole
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel
from partners.models.people import Person
from partners.models.tokens import Token


class Invitation(TenantModel):
    """Bound to one address; accepted once. Either a staff role, or a person's access role."""

    token = models.OneToOneField(Token, on_delete=models.PROTECT, related_name="invitation")
    email = models.EmailField(_("e-mail"))
    language = models.CharField(max_length=5, choices=Language.choices, default=Language.ENGLISH)
    staff_role = models.CharField(_("staff role"), max_length=20, choices=LibraryRole.choices, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="invitations", null=True, blank=True
    )
    access_role = models.CharField(_("access role"), max_length=20, choices=AccessRole.choices, blank=True)
    # The last day of the access that it gives; empty while nobody has set an end.
    access_until = models.DateField(_("access until"), null=True, blank=True)
    invited_by = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="+")
    accepted_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    created_at = models.DateTimeField(_("created"), editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["library", "-created_at", "id"], name="invitation_newest")]
        constraints = [
            parent_key("invitation_key"),
            SameLibrary(field="token", name="invitation_token_library"),
            SameLibrary(field="person", name="invitation_person_library"),
            models.CheckConstraint(
                condition=(Q(person__isnull=True) & ~Q(staff_role="") & Q(access_role=""))
                | (Q(person__isnull=False) & Q(staff_role="") & ~Q(access_role="")),
                name="invitation_staff_or_person",
                violation_error_message=_("An invitation is either for staff or for a partner's person."),
            ),
        ]

    def __str__(self) -> str:
        return self.email
