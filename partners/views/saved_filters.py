"""Saved filters: links above a list, their names, and the way back after removing one."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from partners.choices import FilteredList, LibraryRole
from partners.domain.saved_filters import change_filter, remove_filter, restore_filter, save_filter
from partners.domain.versions import Stale
from partners.exporting import registry
from partners.forms.saved_filters import SavedFilterForm
from partners.models import SavedFilter
from partners.names import TextError, clean_text
from partners.views.editing import ChangeView, RowFormView, read_version
from partners.views.pages import LibraryPage
from partners.views.undo import say_undoable

LONGEST_VALUE = 200
SHOWN = 60


def chosen_of(noun: str, asked: QueryDict) -> dict[str, str]:
    """Of an address what the list `noun` can be chosen by; text that cannot be stored is left out."""
    table = registry.find(noun)
    given = table.asked(asked.dict()) if table else {}
    return {name: text for name, value in given.items() if name != "pk" and (text := _storable(value))}


def _storable(value: str) -> str:
    try:
        return clean_text(value) if len(value) <= LONGEST_VALUE else ""
    except TextError:
        return ""


def filters_of(page: LibraryPage, noun: str) -> dict[str, Any]:
    """The links above a list: what is saved, which of it is shown, and where the present choice is saved."""
    given = chosen_of(noun, page.request.GET)
    rows = page.visible(SavedFilter).kept().filter(page=noun)[:SHOWN]
    links = [
        {
            "label": row.name,
            "url": f"?{row.query}",
            "is_current": row.given == given,
            "is_shared": row.is_shared,
        }
        for row in rows
    ]
    is_new = given and not any(link["is_current"] for link in links)
    return {
        "links": links,
        "save_url": f"{page.to('saved_filter_add', noun)}?{urlencode(given)}" if is_new else "",
        "manage_url": page.to("saved_filters") if links else "",
    }


class SavedFiltersView(LibraryPage, TemplateView):
    """All that one may use, to rename and remove."""

    template_name = "partners/saved_filters/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.visible(SavedFilter).kept().select_related("made_by").order_by("page", "name_key", "pk")
        for row in (found := list(rows)):
            row.url = f"{self.to(row.page)}?{row.query}"
            row.is_editable = self.can_edit or row.made_by_id == self.request.user.pk
            row.is_mine = row.made_by_id == self.request.user.pk
        crumbs = [{"label": _("Directory"), "url": self.to("organizations")}, {"label": _("Saved filters")}]
        return super().get_context_data(**kwargs, filters=found, crumbs=crumbs)


class SavedFilterPage(RowFormView):
    """Everybody on the staff may keep filters of their own; to share them is a change for coordinators."""

    form_class = SavedFilterForm
    staff_role = LibraryRole.VIEWER
    page: str

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"label": FilteredList(self.page).label, "url": self.to(self.page)}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"may_share": self.can_edit}


class SavedFilterAddView(SavedFilterPage):
    title = gettext_lazy("Save this filter")
    submit = gettext_lazy("Save the filter")

    @cached_property
    def page(self) -> str:
        if self.kwargs["noun"] not in FilteredList.values:
            raise Http404
        return self.kwargs["noun"]

    @cached_property
    def given(self) -> dict[str, str]:
        return chosen_of(self.page, self.request.GET)

    def carry_out(self, form: SavedFilterForm) -> SavedFilter:
        asked = form.cleaned_data
        return save_filter(
            self.library,
            by=self.request.user,
            page=self.page,
            name=asked["name"],
            given=self.given,
            is_shared=asked.get("is_shared", False),
        )

    def said(self, saved: SavedFilter) -> str:
        return _("The filter “%(name)s” stands above the list.") % {"name": saved.name}

    def way_back(self) -> str:
        return f"{self.to(self.page)}?{urlencode(self.given)}"


class SavedFilterChangeView(SavedFilterPage, ChangeView):
    model = SavedFilter
    submit = gettext_lazy("Save")

    @cached_property
    def title(self) -> str:
        return _("Rename the filter “%(name)s”") % {"name": self.row.name}

    @property
    def page(self) -> str:
        return self.row.page

    def form_kwargs(self, row: SavedFilter) -> dict[str, Any]:
        return {"initial": {"name": row.name, "is_shared": row.is_shared}, "may_share": self.can_edit}

    def carry_out(self, form: SavedFilterForm) -> SavedFilter:
        return change_filter(self.row, by=self.request.user, version=self.version, **form.cleaned_data)

    def said(self, saved: SavedFilter) -> str:
        return _("%(name)s is saved.") % {"name": saved.name}

    def way_back(self) -> str:
        return self.to("saved_filters")


class SavedFilterRemoveView(LibraryPage, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        saved = self.find_editable(SavedFilter)
        try:
            remove_filter(saved, by=request.user, now=timezone.now(), version=read_version(request))
        except Stale:
            messages.error(request, _("Somebody else changed it in between. Nothing was done."))
        else:
            said = _("The filter “%(name)s” is removed.") % {"name": saved.name}
            say_undoable(request, said, undo_url=self.to("saved_filter_restore", saved.pk))
        return redirect(self.to("saved_filters"))


class SavedFilterRestoreView(LibraryPage, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        saved = self.find_editable(SavedFilter)
        try:
            restore_filter(saved, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The filter “%(name)s” is back.") % {"name": saved.name})
        return redirect(self.to("saved_filters"))
