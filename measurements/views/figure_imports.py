"""Bringing last year's figures: paste or file, look at every cell, write them together, undo for a day."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View

from measurements.domain.figure_imports import import_figures, undo_figure_import
from measurements.forms.figure_imports import (
    FIRST_PERIOD,
    MOST_FIGURES,
    Checked,
    FigureSheetForm,
    Place,
    SheetChecker,
)
from measurements.models import Measure, Observation
from measurements.series import read_figures
from partners.choices import ImportKind, LibraryRole
from partners.domain.versions import Stale
from partners.exchange.tables import Table
from partners.models import ImportRun, Member, Partnership
from partners.models.imports import UNDO_WITHIN
from partners.views.editing import RowFormView, read_version
from partners.views.pages import LibraryPage


class FiguresBringView(RowFormView):
    """The sheet, then its cells; nothing is kept in between but the text in the page."""

    staff_role = LibraryRole.COORDINATOR
    form_class = FigureSheetForm
    title = gettext_lazy("Bring figures of earlier periods")
    submit = gettext_lazy("Look at the cells")
    template_name = "measurements/figures/bring.html"

    @cached_property
    def partnership(self) -> Partnership:
        return self.find_editable(Partnership)

    @property
    def lead(self) -> str:
        return self.partnership.name

    def check(self, table: Table) -> Checked:
        rows = self.visible(Measure).filter(partnership=self.partnership).select_related("calendar")
        measures = list(rows)
        members = self.visible(Member).filter(partnership=self.partnership).select_related("organization")
        return SheetChecker(read_figures(measures), list(members), self.texts(measures)).check(table)

    def texts(self, measures: list[Measure]) -> dict[Place, str]:
        """The answers in words that are in."""
        words = [row.pk for row in measures if row.is_words]
        if not words:
            return {}
        lines = self.visible(Observation).filter(measure_id__in=words)
        rows = lines.values_list("measure_id", "period_id", "organization_id", "text")
        return {(measure, period, who): text for measure, period, who, text in rows}

    def form_valid(self, form: FigureSheetForm) -> HttpResponse:
        table = form.cleaned_data["table"]
        if len(table.headers) <= FIRST_PERIOD:
            form.add_error(None, _("The sheet needs a column for measures, one for members, and periods."))
            return self.form_invalid(form)
        checked = self.check(table)
        if len(checked.figures) > MOST_FIGURES:
            form.add_error(None, _("Bring no more than %(n)d figures at once.") % {"n": MOST_FIGURES})
            return self.form_invalid(form)
        if "leave" in self.request.POST or ("write" in self.request.POST and not checked.errors):
            return self.write(form, checked)
        return self.render_to_response(
            self.get_context_data(
                form=form, checked=checked, sheet=_as_text(table), name=self.file_name(form)
            )
        )

    def file_name(self, form: FigureSheetForm) -> str:
        file = form.cleaned_data["file"]
        return file.name[:200] if file else self.request.POST.get("file_name", "")[:200]

    def write(self, form: FigureSheetForm, checked: Checked) -> HttpResponse:
        try:
            run = import_figures(
                self.partnership,
                by=self.request.user,
                now=timezone.now(),
                file_name=self.file_name(form),
                figures=checked.figures,
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        words = ngettext("%(n)d figure is handed in.", "%(n)d figures are handed in.", run.added_count)
        messages.success(self.request, words % {"n": run.added_count})
        return redirect(self.to("figures_brought", run.pk))

    def way_back(self) -> str:
        return self.to("reporting_calendar", self.partnership.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)},
            {"label": _("Reporting calendar"), "url": self.way_back()},
        ]


class BroughtPage(LibraryPage):
    staff_role = LibraryRole.COORDINATOR

    @cached_property
    def run(self) -> ImportRun:
        return self.find_editable(ImportRun, pk=self.kwargs["pk"], kind=ImportKind.FIGURES)


class FiguresBroughtView(BroughtPage, TemplateView):
    template_name = "measurements/figures/brought.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        partnership = self.find(Partnership, pk=self.run.matching["partnership"])
        return super().get_context_data(
            run=self.run,
            partnership=partnership,
            can_undo=self.run.can_be_undone(now=timezone.now()),
            undo_until=self.run.written_at + UNDO_WITHIN if self.run.written_at else None,
            crumbs=[
                {"label": partnership.name, "url": self.to("partnership", partnership.pk)},
                {"label": str(self.run)},
            ],
            **kwargs,
        )


class FiguresTakeBackView(BroughtPage, View):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            undo_figure_import(self.run, by=request.user, now=timezone.now(), version=read_version(request))
        except Stale:
            messages.error(request, _("This import was changed meanwhile. Look again."))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("Undone. The reports are as they were before."))
        return redirect(self.to("figures_brought", self.run.pk))


def _as_text(table: Table) -> str:
    """The sheet as cells that can be pasted again: the page carries it to the next step."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerows([table.headers, *(cells for _number, cells in table.rows)])
    return text.getvalue()
