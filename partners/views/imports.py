"""Bringing rows: paste or file, look at what they would do, write them together, undo for a day."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from partners.choices import ImportState, LibraryRole
from partners.domain.imports import (
    contacts_after,
    prepare_import,
    recall_columns,
    start_import,
    undo_import,
    write_import,
)
from partners.domain.versions import Stale
from partners.forms.import_kinds import CHECKERS, contacts_in, unused_columns
from partners.forms.import_rows import BLOCKING, STATE_WORDS, CheckedRow
from partners.forms.import_work import MOST_AT_ONCE, MOST_CHECKED_AT_ONCE, unpack_row
from partners.forms.imports import ImportMatchForm, ImportStartForm
from partners.models import Category, ImportRun
from partners.models.imports import UNDO_WITHIN
from partners.views.editing import RowFormView, read_version
from partners.views.exports import ask_and_go
from partners.views.pages import LibraryPage

PAGE_SIZE = 100
RECENT = 10
LARGE = ("headers", "rows", "matching", "choices", "results", "checked")


class ImportsView(RowFormView):
    """Where rows are brought, and the imports of late."""

    template_name = "partners/imports/list.html"
    form_class = ImportStartForm
    title = gettext_lazy("Bring what you have")
    submit = gettext_lazy("Look at the rows")
    lead = gettext_lazy(
        "Organizations or people from a sheet. You see what would happen before anything is written."
    )

    def carry_out(self, form: ImportStartForm) -> ImportRun:
        return start_import(self.library, by=self.request.user, now=timezone.now(), **form.given())

    def said(self, saved: ImportRun) -> str:
        if earlier := recall_columns(self.library, kind=saved.kind, headers=saved.headers):
            day = date_format(timezone.localtime(earlier.at), "DATE_FORMAT")
            return _("The rows are read, their columns as on %(day)s. Nothing is in the directory yet.") % {
                "day": day
            }
        return _("The rows are read. Nothing is in the directory yet.")

    def form_valid(self, form: ImportStartForm) -> HttpResponse:
        if len(form.cleaned_data["table"].rows) <= MOST_CHECKED_AT_ONCE:
            return super().form_valid(form)
        return ask_check(self, self.carry_out(form))

    def way_back(self) -> str:
        return self.to("organizations")

    def destination(self, saved: ImportRun) -> str:
        return self.to("import", saved.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Directory"), "url": self.way_back()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        runs = (
            self.visible(ImportRun).filter(kind__in=CHECKERS).select_related("made_by").defer(*LARGE)[:RECENT]
        )
        return super().get_context_data(**kwargs, runs=runs)


def ask_check(page: LibraryPage, run: ImportRun) -> HttpResponse:
    """Let a worker look at the rows; its page leads back to them."""
    title = _("Look at the rows: %(name)s") % {"name": run}
    return ask_and_go(page, kind="import_check", title=title, given={"run": run.pk, "version": run.version})


class ImportPage(LibraryPage):
    staff_role = LibraryRole.COORDINATOR

    @cached_property
    def run(self) -> ImportRun:
        run = self.find_editable(ImportRun, pk=self.kwargs["pk"], kind__in=CHECKERS)
        run.library = self.library
        return run


class ImportView(ImportPage, TemplateView):
    """A draft: how columns are matched and what each row would do. Later: what was written."""

    def get_template_names(self) -> list[str]:
        if self.run.state != ImportState.DRAFT:
            return ["partners/imports/done.html"]
        return ["partners/imports/waiting.html" if self.is_unseen else "partners/imports/check.html"]

    @property
    def is_long(self) -> bool:
        """Whether looking at the rows is a worker's."""
        return len(self.run.rows) > MOST_CHECKED_AT_ONCE

    @property
    def is_unseen(self) -> bool:
        """Whether no worker has looked at these rows as they are to be understood now."""
        return self.is_long and self.run.checked_version != self.run.version

    @cached_property
    def categories(self) -> list[Category]:
        return list(Category.objects.all())

    @cached_property
    def rows(self) -> list[CheckedRow]:
        if self.is_long:
            return [] if self.is_unseen else [unpack_row(packed) for packed in self.run.checked]
        return CHECKERS[self.run.kind](self.run, visible=self.visible, categories=self.categories).check()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        steps = {
            "match": self.match,
            "check": self.check,
            "choose": self.choose,
            "leave": self.leave,
            "write": self.write,
        }
        step = next((steps[name] for name in steps if name in request.POST), self.choose)
        try:
            return step(read_version(request))
        except Stale as stale:
            messages.error(
                request, _("%(what)s was changed meanwhile. Look again.") % {"what": stale.current}
            )
            return self.again(409)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return self.again(200)

    def again(self, status: int, **context: Any) -> HttpResponse:
        for name in ("run", "rows"):
            self.__dict__.pop(name, None)
        return self.render_to_response(self.get_context_data(**context), status=status)

    def match(self, version: int) -> HttpResponse:
        form = ImportMatchForm(self.request.POST, run=self.run, categories=self.categories)
        if not form.is_valid():
            return self.again(200, form=form)
        # What was chosen for a row was chosen for the old meaning of its cells.
        run = prepare_import(self.run, version=version, choices={}, **form.given())
        return ask_check(self, run) if self.is_long else redirect(self.to("import", self.run.pk))

    def check(self, version: int) -> HttpResponse:
        return ask_check(self, self.run) if self.is_unseen else redirect(self.to("import", self.run.pk))

    def choose(self, version: int) -> HttpResponse:
        return self._keep(version, self._chosen())

    def leave(self, version: int) -> HttpResponse:
        bad = {str(row.number): "leave" for row in self.rows if row.state in BLOCKING}
        return self._keep(version, self._chosen() | bad)

    def _chosen(self) -> dict[str, str]:
        """What was picked on this page, of what each row offers."""
        picked = {str(row.number): self.request.POST.get(f"row-{row.number}") for row in self.rows}
        offered = {
            str(row.number): {value for value, _label in row.options} | {"", "bring"} for row in self.rows
        }
        return {number: value for number, value in picked.items() if value in offered[number]}

    def _differs(self) -> bool:
        """Whether something was picked that the page has not shown the outcome of."""
        chosen = self._chosen()
        return any(chosen.get(str(row.number), row.choice) != row.choice for row in self.rows)

    def _keep(self, version: int, chosen: dict[str, str]) -> HttpResponse:
        # "Bring it after all" takes the row out of those left out.
        kept = {
            number: value
            for number, value in (self.run.choices | chosen).items()
            if value and value != "bring"
        }
        run = prepare_import(self.run, version=version, choices=kept)
        if self.is_long:
            return ask_check(self, run)
        return redirect(f"{self.to('import', self.run.pk)}{self._query()}")

    def write(self, version: int) -> HttpResponse:
        if self.is_unseen:
            return self.again(409)
        if self._missing() or any(row.state in BLOCKING for row in self.rows):
            return self.again(200, is_refused=True)
        if self._differs():
            messages.info(self.request, _("What you chose is kept. Look at the rows once more."))
            return self.choose(version)
        changes = [row.change for row in self.rows if row.change]
        if self.is_long or len(changes) > MOST_AT_ONCE:
            return ask_and_go(
                self, kind="import", title=str(self.run), given={"run": self.run.pk, "version": version}
            )
        run = write_import(
            self.run,
            by=self.request.user,
            now=timezone.now(),
            version=version,
            changes=changes,
            contacts=contacts_in(self.run),
        )
        messages.success(
            self.request,
            _("%(added)s added, %(changed)s changed.")
            % {"added": run.added_count, "changed": run.changed_count},
        )
        return redirect(self.to("import", run.pk))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [
            {"label": _("Directory"), "url": self.to("organizations")},
            {"label": _("Bring what you have"), "url": self.to("imports")},
            {"label": str(self.run)},
        ]
        context = super().get_context_data(**kwargs) | {"run": self.run, "crumbs": crumbs}
        if self.run.state != ImportState.DRAFT:
            until = self.run.written_at + UNDO_WITHIN
            can_undo = self.run.can_be_undone(now=timezone.now())
            people = contacts_after(self.run)
            return context | {
                "can_undo": can_undo,
                "undo_until": until,
                "list_url": self.to("organizations"),
                "people_url": self.to("import", people.pk) if people else "",
            }
        if self.is_unseen:
            return context
        form = kwargs.get("form") or ImportMatchForm(run=self.run, categories=self.categories)
        return context | self.draft_context() | {"form": form}

    def draft_context(self) -> dict[str, Any]:
        counts = Counter(row.state for row in self.rows)
        shown = self.request.GET.get("show", "")
        rows = [row for row in self.rows if shown not in STATE_WORDS or row.state == shown]
        number = self._page_number(len(rows))
        return {
            "missing": self._missing(),
            "unused": unused_columns(self.run),
            "names_people": bool(contacts_in(self.run)),
            "has_no_category": self._has_no_category(),
            "columns": [str(label) for name, label in self._labels().items() if name in self.run.matching],
            "rows": [self._told(row) for row in rows[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]],
            "tabs": self._tabs(counts, shown),
            "bad_count": sum(counts[state] for state in BLOCKING),
            "write_count": sum(row.writes for row in self.rows),
            "query": self._query(),
            "next_url": self._query(page=number + 1) if len(rows) > (number + 1) * PAGE_SIZE else "",
            "previous_url": self._query(page=number - 1) if number else "",
        }

    def _labels(self) -> dict[str, Any]:
        return CHECKERS[self.run.kind].labels()

    def _missing(self) -> list[str]:
        """Fields that are needed and have no column."""
        labels, needed = self._labels(), CHECKERS[self.run.kind].needed
        return [str(labels[name]) for name in needed if name not in self.run.matching]

    def _has_no_category(self) -> bool:
        is_asked = "categories" in self._labels()
        return is_asked and "categories" not in self.run.matching and not self.run.category

    def _tabs(self, counts: Counter[str], shown: str) -> list[dict[str, Any]]:
        everything = {
            "label": _("All"),
            "url": "?",
            "count": len(self.rows),
            "is_current": shown not in counts,
        }
        return [
            everything,
            *(
                {
                    "label": label,
                    "url": f"?show={state}",
                    "count": counts[state],
                    "is_current": shown == state,
                }
                for state, (label, _tone) in STATE_WORDS.items()
                if counts[state]
            ),
        ]

    def _told(self, row: CheckedRow) -> dict[str, Any]:
        label, tone = STATE_WORDS[row.state]
        options = row.options
        if row.choice == "leave":
            options = [("leave", _("Leave out")), ("bring", _("Bring it after all"))]
        elif options and not row.choice:
            options = [("", _("Choose …")), *options]
        return {
            "number": row.number,
            "label": label,
            "tone": tone,
            "cells": row.cells,
            "problem": row.problem,
            "choice": row.choice,
            "options": options,
        }

    def _page_number(self, count: int) -> int:
        asked = self.request.GET.get("page", "")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0  # noqa: PLR2004
        return min(number, max(count - 1, 0) // PAGE_SIZE)

    def _query(self, page: int | None = None) -> str:
        kept = {name: self.request.GET[name] for name in ("show", "page") if self.request.GET.get(name)}
        if page is not None:
            kept["page"] = str(page)
        return f"?{urlencode(kept)}" if kept else ""


class ImportUndoView(ImportPage, View):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.run.added_count + self.run.changed_count > MOST_AT_ONCE:
            title = _("Undo: %(name)s") % {"name": self.run}
            given = {"run": self.run.pk, "version": read_version(request)}
            return ask_and_go(self, kind="import_undo", title=title, given=given)
        try:
            undo_import(self.run, by=request.user, now=timezone.now(), version=read_version(request))
        except Stale:
            messages.error(request, _("This import was changed meanwhile. Look again."))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("Undone. The directory is as it was before."))
        return redirect(self.to("import", self.run.pk))
