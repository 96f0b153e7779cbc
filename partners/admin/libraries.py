"""Libraries are founded here; everything else about them happens on the site."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.admin.base import ReadOnlyAdmin
from partners.choices import LibraryRole
from partners.domain.invitations import invite_staff
from partners.domain.libraries import change_library, found_library
from partners.domain.versions import Stale
from partners.forms.libraries import LibraryForm
from partners.models import ClosureDay, Invitation, Library, LibraryMembership

OWN_FIELDS = ("name", "slug", "time_zone", "language")


@admin.register(Library)
class LibraryAdmin(admin.ModelAdmin):
    form = LibraryForm
    list_display = ["name", "slug", "time_zone", "language"]
    list_filter = ["language"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    actions = ["resend_first_invitation"]

    def get_fields(self, request: HttpRequest, obj: Library | None = None) -> list[str]:
        return [*OWN_FIELDS] if obj else [*OWN_FIELDS, "first_manager_email"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Library, form: LibraryForm, change: bool) -> None:
        values = {name: form.cleaned_data[name] for name in OWN_FIELDS}
        if not change:
            email = form.cleaned_data["first_manager_email"]
            founded = found_library(by=request.user, first_manager_email=email, now=timezone.now(), **values)
            obj.pk, obj.version, obj.name_key = founded.pk, founded.version, founded.name_key
            text = _("An invitation is on its way to %(email)s.")
            messages.info(request, text % {"email": email})
            return
        try:
            change_library(obj, by=request.user, version=obj.version, values=values)
        except Stale:
            messages.error(request, _("Somebody else changed this library first; nothing was saved."))

    def save_related(self, *args: Any, **kwargs: Any) -> None:
        """There is nothing related to save: the domain function did it all."""

    @admin.action(description=_("Send the first manager's invitation again"), permissions=["change"])
    def resend_first_invitation(self, request: HttpRequest, queryset: Any) -> None:
        for library in queryset:
            first = Invitation.objects.filter(library=library, staff_role=LibraryRole.MANAGER).last()
            if first is None or LibraryMembership.objects.filter(library=library).exists():
                messages.warning(request, _("%(library)s has its manager.") % {"library": library})
                continue
            invite_staff(
                library, by=request.user, email=first.email, role=LibraryRole.MANAGER, now=timezone.now()
            )
            messages.info(request, _("Sent again to %(email)s.") % {"email": first.email})


@admin.register(LibraryMembership)
class LibraryMembershipAdmin(ReadOnlyAdmin):
    list_display = ["user", "library", "role"]
    list_filter = ["role"]
    search_fields = ["user__email", "user__name", "library__name"]
    list_select_related = ["user", "library"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ["email", "library", "staff_role", "person", "created_at", "accepted_by"]
    list_filter = ["staff_role", "access_role", "created_at"]
    search_fields = ["email", "library__name"]
    list_select_related = ["library", "person", "accepted_by"]
    exclude = ["token"]


@admin.register(ClosureDay)
class ClosureDayAdmin(ReadOnlyAdmin):
    list_display = ["on", "reason", "library"]
    list_filter = ["on"]
    search_fields = ["reason", "library__name"]
    list_select_related = ["library"]
