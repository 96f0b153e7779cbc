"""What a library's managers set once: its mails, its days, its bands."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View

from partners.choices import LibraryRole
from partners.domain.closures import add_closures, remove_closure
from partners.domain.libraries import change_library
from partners.domain.thresholds import set_bands, set_small_count, thresholds_of
from partners.forms.settings import BandsForm, ClosureForm, LibrarySettingsForm, SmallCountForm
from partners.models import ClosureDay, Library, Threshold
from partners.thresholds import BAND_BORDERLINE, BAND_STRENGTH, DEFAULTS, SMALL_COUNT
from partners.views.editing import ChangeView, RowFormView
from partners.views.pages import LibraryPage

BANDS = {BAND_STRENGTH: gettext_lazy("Strength from"), BAND_BORDERLINE: gettext_lazy("Borderline from")}
SMALL_COUNTS = {SMALL_COUNT: gettext_lazy("Least count that is shown")}
MOST_SHOWN = 20


def settings_tabs(page: LibraryPage, current: str) -> list[dict[str, Any]]:
    """The pages of a library's settings."""
    pages = {
        "settings": _("Library and mails"),
        "settings_logo": _("Logo"),
        "library_rules": _("Reminders"),
        "settings_words": _("Words of reminders"),
        "settings_mail": _("Mail"),
        "closures": _("Closure days"),
        "settings_bands": _("Bands of worksheets"),
        "settings_small_counts": _("Small counts"),
    }
    return [
        {"label": label, "url": page.to(name), "is_current": name == current} for name, label in pages.items()
    ]


class SettingsPage(RowFormView):
    """One of the pages between which the tabs lead."""

    template_name = "partners/settings/form.html"
    staff_role = LibraryRole.MANAGER
    submit = gettext_lazy("Save")
    page_name = ""

    def way_back(self) -> str:
        return self.to(self.page_name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tabs = settings_tabs(self, self.page_name)
        # Nothing to cancel on a page that one comes to by its tab.
        return super().get_context_data(**kwargs) | {"tabs": tabs, "cancel_url": "", "crumbs": []}


class LibrarySettingsView(SettingsPage, ChangeView):
    form_class = LibrarySettingsForm
    title = gettext_lazy("Settings")
    lead = gettext_lazy("How the library is called, what its mails say, and which clock it goes by.")
    page_name = "settings"

    @cached_property
    def row(self) -> Library:
        return self.library

    def carry_out(self, form: LibrarySettingsForm) -> Library:
        return change_library(self.row, by=self.request.user, version=self.version, values=form.given())

    def said(self, saved: Library) -> str:
        return _("The settings of %(name)s are saved.") % {"name": saved.name}


class DatedValuesPage(SettingsPage):
    """Values that hold from a day, with the ones before. `names` says how each is called."""

    template_name = "partners/settings/dated.html"
    names: dict[str, Any]
    untouched: Any = ""

    def shown(self, value: Decimal) -> str:
        return f"{value:.1f}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = (
            self.visible(Threshold)
            .filter(partnership=None, name__in=self.names)
            .order_by("-valid_from", "-name")
        )
        shown = [
            [date_format(row.valid_from), self.names[row.name], self.shown(row.value)]
            for row in rows[:MOST_SHOWN]
        ]
        columns = [{"label": _("Valid from")}, {"label": _("Name")}, {"label": _("Value"), "number": True}]
        return super().get_context_data(rows=shown, columns=columns, untouched=self.untouched, **kwargs)


class BandsView(DatedValuesPage):
    form_class = BandsForm
    names = BANDS
    untouched = gettext_lazy(
        "None was ever changed: a mean of 4.0 is a strength, 3.0 is borderline, less is a concern."
    )
    title = gettext_lazy("Bands of worksheets")
    lead = gettext_lazy("From which mean on a factor counts as a strength, and from which as borderline.")
    page_name = "settings_bands"

    def get_initial(self) -> dict[str, Any]:
        values = thresholds_of(self.library, on=self.today)
        return {
            "strength": f"{values[BAND_STRENGTH]:.1f}",
            "borderline": f"{values[BAND_BORDERLINE]:.1f}",
            "valid_from": self.today,
        }

    def carry_out(self, form: BandsForm) -> None:
        set_bands(self.library, by=self.request.user, on=self.today, **form.cleaned_data)

    def said(self, saved: None) -> str:
        return _("The bands are saved.")


class SmallCountsView(DatedValuesPage):
    form_class = SmallCountForm
    names = SMALL_COUNTS
    title = gettext_lazy("Small counts")
    lead = gettext_lazy(
        "Who is counted in a very small group could be recognized. Partners do not read such a count in"
        " a breakdown, and funders not even as a total; the library's staff and the backbone do."
    )
    page_name = "settings_small_counts"

    @property
    def untouched(self) -> str:  # type: ignore[override]
        words = _("It was never changed: counts from 1 to %(most)s are hidden.")
        return words % {"most": DEFAULTS[SMALL_COUNT] - 1}

    def shown(self, value: Decimal) -> str:
        return f"{value:.0f}"

    def get_initial(self) -> dict[str, Any]:
        value = thresholds_of(self.library, on=self.today)[SMALL_COUNT]
        return {"value": f"{value:.0f}", "valid_from": self.today}

    def carry_out(self, form: SmallCountForm) -> Threshold:
        return set_small_count(self.library, by=self.request.user, on=self.today, **form.cleaned_data)

    def said(self, saved: Threshold) -> str:
        words = _("From %(day)s on, counts below %(value)s are hidden.")
        return words % {"day": date_format(saved.valid_from), "value": self.shown(saved.value)}


class ClosuresView(SettingsPage):
    form_class = ClosureForm
    template_name = "partners/settings/closures.html"
    title = gettext_lazy("Closure days")
    lead = gettext_lazy(
        "No reminder leaves on these days, nor on weekends: it leaves on the next working day,"
        " and never after the due day it announces."
    )
    submit = gettext_lazy("Add the days")
    page_name = "closures"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        days = list(self.visible(ClosureDay).filter(on__gte=self.today))
        return super().get_context_data(days=days, **kwargs)

    def carry_out(self, form: forms.Form) -> list[ClosureDay]:
        return add_closures(self.library, by=self.request.user, on=self.today, **form.cleaned_data)

    def said(self, saved: list[ClosureDay]) -> str:
        text = ngettext("%(n)d closure day is added.", "%(n)d closure days are added.", len(saved))
        return text % {"n": len(saved)}


class ClosureRemoveView(LibraryPage, View):
    """One button beside a closure day."""

    http_method_names = ["post"]
    staff_role = LibraryRole.MANAGER

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        closure = self.find_editable(ClosureDay)
        remove_closure(closure, by=request.user)
        messages.success(request, _("%(day)s is a working day again.") % {"day": date_format(closure.on)})
        return redirect(self.to("closures"))
