"""Libraries: the tenants, and their staff."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.choices import Language, LibraryRole
from partners.models.base import NamedModel, TenantModel, VersionedModel
from partners.models.notices import Notice


class LibraryQuerySet(models.QuerySet["Library"]):
    def visible_to(self, scope) -> "LibraryQuerySet":
        """Libraries where the user is staff or acts for a partner."""
        return self.filter(pk__in={*scope.library_roles, *scope.partner_library_ids})

    def with_unread(self, user_id: int, *, page: str, target_id: int | None) -> "LibraryQuerySet":
        """With `unread_count`, the user's new notices, and `is_told_here`, whether one leads to this page.

        Part of the query that finds the library, so that no page pays one of its own for it.
        """
        rows = Notice.objects.filter(user_id=user_id, library=models.OuterRef("pk")).unread().order_by()
        counted = rows.values("library").values(n=models.Count("pk"))
        here = rows.leading_to(page, target_id)
        return self.annotate(
            unread_count=models.Subquery(counted),
            is_told_here=models.Value(False) if here is None else models.Exists(here),
        )


class Library(NamedModel, VersionedModel):
    """One public library system. Nothing crosses from one library to another."""

    slug = models.SlugField(
        _("address"), max_length=60, unique=True, help_text=_("The part of web addresses after /libraries/.")
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="America/Los_Angeles")
    language = models.CharField(
        _("language"), max_length=5, choices=Language.choices, default=Language.ENGLISH
    )
    sender_name = models.CharField(
        _("name on mails"),
        max_length=100,
        blank=True,
        db_default="",
        default="",
        help_text=_("Who the mails say they are from. Empty: the library's name."),
    )
    reply_to = models.EmailField(
        _("address for replies"),
        blank=True,
        db_default="",
        default="",
        help_text=_("Where answers go to mails that have no owner, and whom partners ask about their data."),
    )
    phone = models.CharField(
        _("phone"),
        max_length=40,
        blank=True,
        db_default="",
        default="",
        help_text=_("At the foot of every mail."),
    )
    postal_address = models.CharField(
        _("postal address"),
        max_length=200,
        blank=True,
        db_default="",
        default="",
        help_text=_("At the foot of every mail, on one line."),
    )
    note_notice = models.CharField(
        _("notice under notes"),
        max_length=300,
        blank=True,
        db_default="",
        default="",
        help_text=_("Empty: “Staff only. Notes may be public records on request.”"),
    )
    requires_second_factor = models.BooleanField(
        _("second factor for managers"),
        default=False,
        db_default=False,
        help_text=_("Managers without one are asked to add an app or a passkey before anything else."),
    )
    allows_remembering = models.BooleanField(
        _("partners may stay signed in for 30 days"),
        default=True,
        db_default=True,
        help_text=_("On a device of their own, when they tick it. Staff never do."),
    )

    # The library's own words around what a reminder asks, in each language; empty where ours stand.
    opening_en = models.TextField(_("before what is due, in English"), blank=True, db_default="", default="")
    closing_en = models.TextField(_("after it, in English"), blank=True, db_default="", default="")
    opening_es = models.TextField(_("before what is due, in Spanish"), blank=True, db_default="", default="")
    closing_es = models.TextField(_("after it, in Spanish"), blank=True, db_default="", default="")

    # The stored file that is shown now; its row is a LibraryLogo.
    logo_key = models.CharField(max_length=32, blank=True, default="", db_default="", editable=False)

    objects = LibraryQuerySet.as_manager()

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")
        ordering = ["name_key", "pk"]

    def get_absolute_url(self) -> str:
        return reverse("library_home", args=[self.slug])

    @property
    def sender(self) -> str:
        """The name that its mails come from, on one line."""
        return " ".join((self.sender_name or self.name).split())

    @property
    def shown_note_notice(self) -> str:
        """What people read before they write a note."""
        return self.note_notice or gettext("Staff only. Notes may be public records on request.")

    def clean(self) -> None:
        super().clean()
        if self.time_zone not in available_timezones():
            raise ValidationError({"time_zone": _("Choose a time zone such as America/Los_Angeles.")})


class LibraryMembership(TenantModel, VersionedModel):
    """A user's role on a library's staff."""

    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="library_memberships")
    role = models.CharField(_("role"), max_length=20, choices=LibraryRole.choices, default=LibraryRole.VIEWER)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("library membership")
        verbose_name_plural = _("library memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["library", "user"],
                name="library_membership_once",
                violation_error_message=_("This person is on the library's staff already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.library} ({self.get_role_display()})"
