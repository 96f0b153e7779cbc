"""Archiving organizations, and bringing them back."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from partners.choices import LibraryRole
from partners.domain.archiving import archive_organization, bring_back_archived_at, bring_back_organization
from partners.models import Organization
from partners.views.moments import asked_moment
from partners.views.pages import LibraryPage
from partners.views.undo import say_undoable


class OrganizationArchiveView(LibraryPage, View):
    http_method_names = ["post"]
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        organization = self.find_editable(Organization)
        try:
            archive_organization(organization, by=request.user, now=timezone.now(), on=self.today)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(self.to("organization", organization.pk))
        said = _("%(name)s is archived.") % {"name": organization.name}
        say_undoable(request, said, undo_url=self.to("organization_bring_back", organization.pk))
        return redirect(self.to("organizations"))


class OrganizationBringBackView(LibraryPage, View):
    http_method_names = ["post"]
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        organization = self.find_editable(Organization)
        try:
            bring_back_organization(organization, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("%(name)s is in the directory again.") % {"name": organization.name})
        return redirect(self.to("organization", organization.pk))


class OrganizationsBringBackView(LibraryPage, View):
    """Takes back what was archived in one step; the step is named by its moment."""

    http_method_names = ["post"]
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        back = []
        if at := asked_moment(request.GET.get("at", "")):
            back = bring_back_archived_at(self.library, by=request.user, at=at)
        if back:
            said = ngettext(
                "%(count)s organization is in the directory again.",
                "%(count)s organizations are in the directory again.",
                len(back),
            )
            messages.success(request, said % {"count": len(back)})
        else:
            messages.error(request, _("There is nothing to bring back."))
        return redirect(self.to("organizations"))


def undo_address(page: LibraryPage, *, at: Any) -> str:
    """Where what was archived at this moment is brought back."""
    return f"{page.to('organizations_bring_back')}?{urlencode({'at': at.isoformat()})}"
