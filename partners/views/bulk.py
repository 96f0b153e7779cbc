"""One change for several organizations: ticked in the list, looked over on a page, then done."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from partners.choices import BulkAction, LibraryRole
from partners.domain.archiving import archive_organizations
from partners.domain.tags import assign_owner, tag_organizations, untag_organizations
from partners.domain.versions import Stale
from partners.forms.organizations import BulkForm
from partners.models import LibraryMembership, Organization, Tag
from partners.tables.organizations import ORGANIZATIONS
from partners.views.archiving import undo_address
from partners.views.editing import show_refusal
from partners.views.pages import LibraryPage
from partners.views.sorting import words_of_library
from partners.views.tags import owner_of
from partners.views.ticked import ticked
from partners.views.undo import say_undoable


class BulkView(LibraryPage, TemplateView):
    """The page to look over; nothing changes before its button is pressed."""

    template_name = "partners/organizations/bulk.html"
    staff_role = LibraryRole.COORDINATOR

    @cached_property
    def chosen(self) -> list[Organization]:
        rows = self.editable(Organization).active().filter(pk__in=ticked(self.request))
        return list(rows.order_by("name_key", "pk"))

    @cached_property
    def action(self) -> str:
        asked = (self.request.POST or self.request.GET).get("action", "")
        return asked if asked in BulkAction.values else BulkAction.ADD_TAG

    def form(self, data: Any = None) -> BulkForm:
        words = words_of_library(self.visible(Tag), self.visible(LibraryMembership))
        return BulkForm(data, action=self.action, words=words)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.action == BulkAction.EXPORT and self.chosen:
            query = urlencode({"pk": ",".join(str(organization.pk) for organization in self.chosen)})
            return redirect(f"{self.to('export', ORGANIZATIONS.noun)}?{query}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form())
        return super().get_context_data(
            **kwargs,
            organizations=self.chosen,
            action=self.action,
            title=BulkAction(self.action).label,
            cancel_url=self.to("organizations"),
            crumbs=[
                {"label": _("Directory"), "url": self.to("organizations")},
                {"label": BulkAction(self.action).label},
            ],
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if self.action == BulkAction.EXPORT or not self.chosen or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            self.carry_out(form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return self.render_to_response(self.get_context_data(form=form))
        except Stale:
            messages.error(request, _("Somebody else changed one of them in between. Nothing was done."))
        return redirect(self.to("organizations"))

    def carry_out(self, given: dict[str, Any]) -> None:
        by = self.request.user
        if self.action == BulkAction.ARCHIVE:
            self.archive()
            return
        if self.action == BulkAction.ADD_TAG:
            count = tag_organizations(self.chosen, by=by, library=self.library, name=given["name"])
        elif self.action == BulkAction.REMOVE_TAG:
            tag = self.find(self.editable(Tag), pk=given["tag"])
            count = untag_organizations(self.chosen, by=by, tag=tag)
        else:
            owner = owner_of(self, given["owner"])
            count = assign_owner(self.chosen, by=by, owner=owner, now=timezone.now())
        said = ngettext("%(count)s organization changed.", "%(count)s organizations changed.", count)
        messages.success(self.request, said % {"count": count})

    def archive(self) -> None:
        now = timezone.now()
        archived, refusals = archive_organizations(self.chosen, by=self.request.user, now=now, on=self.today)
        if archived:
            said = ngettext(
                "%(count)s organization is archived.", "%(count)s organizations are archived.", len(archived)
            )
            say_undoable(self.request, said % {"count": len(archived)}, undo_url=undo_address(self, at=now))
        for sentence in refusals:
            messages.warning(self.request, sentence)
