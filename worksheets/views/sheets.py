"""A rater's own sheet: the page that shows and saves it, and the address that saves cells while one types."""

from functools import cached_property
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.generic import View

from worksheets.cells import UNTOUCHED, Cell, Conflict, Key, StaleCells, cell_in, key_name, seen_token
from worksheets.domain.evaluations import save_ratings, sheet_of
from worksheets.forms.sheets import NOTE_MAX_LENGTH, SheetForm
from worksheets.models import Evaluation
from worksheets.sheets import lay_out
from worksheets.views.base import EvaluationMixin
from worksheets.views.results import EvaluationResultsView


class SheetMixin(EvaluationMixin):
    @cached_property
    def keys(self) -> list[Key]:
        return list(product(self.candidate_ids, [factor.pk for factor in self.factors]))

    def read_form(self) -> SheetForm:
        """The posted cells; made-up ones are refused outright."""
        self.evaluation = self.find_editable(Evaluation)
        form = SheetForm(self.request.POST, keys=set(self.keys))
        if form.is_foreign:
            raise BadRequest
        return form

    def progress(self, sheet: dict[Key, Cell]) -> str:
        return _("%(done)d of %(all)d answered") % {"done": len(sheet), "all": len(self.keys)}


class EvaluationView(SheetMixin, View):
    """My ratings; who may look but not rate sees everyone's instead."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.can_edit:
            return EvaluationResultsView.as_view()(request, **kwargs)
        return self.show(self.stored())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.read_form()
        if not form.is_valid():
            return self.show(self.stored(), form)
        try:
            sheet = save_ratings(self.evaluation, by=request.user, cells=form.cells)
        except StaleCells as stale:
            return self.show(self.stored(), form, stale.conflicts)
        except ValidationError as refusal:
            return self.show(self.stored(), form, refusal=refusal)
        messages.success(request, _("Saved. %(progress)s.") % {"progress": self.progress(sheet)})
        return redirect(f"{self.url_of('evaluation')}?candidate={self.chosen_id}")

    def stored(self) -> dict[Key, Cell]:
        return sheet_of(self.evaluation.ratings.filter(rater=self.request.user))

    def show(
        self,
        sheet: dict[Key, Cell],
        form: SheetForm | None = None,
        conflicts: list[Conflict] | None = None,
        refusal: ValidationError | None = None,
    ) -> HttpResponse:
        found = _conflict_texts(conflicts or [])
        groups = lay_out(
            self.factors,
            self.candidate_ids,
            sheet,
            typed=form.typed if form else None,
            seen=form.seen if form else None,
            errors=form.errors if form else None,
            conflicts=found,
        )
        context = self.frame("evaluation") | {
            "groups": groups,
            "progress": self.progress(sheet),
            "note_max_length": NOTE_MAX_LENGTH,
            "errors": self.problems(form.errors if form else {}, found, refusal),
            "has_errors": form is not None,
            "conflict_count": len(found),
        }
        status = 409 if found else 200
        return render(self.request, "worksheets/evaluations/sheet.html", context, status=status)

    def problems(
        self, errors: dict[Key, str], conflicts: dict[Key, str], refusal: ValidationError | None
    ) -> list[dict[str, str]]:
        """The list on top of the page, each line leading to its cell."""
        elsewhere = _("saved in another window: %(stored)s")
        marked = errors | {key: elsewhere % {"stored": stored} for key, stored in conflicts.items()}
        return [{"text": message} for message in (refusal.messages if refusal else [])] + [
            {"text": f"{self.label_of(key)}: {message}", "href": f"#cell-{key_name(key)}"}
            for key, message in marked.items()
        ]

    def label_of(self, key: Key) -> str:
        candidate = next(candidate for candidate in self.candidates if candidate.pk == key[0])
        factor = next(factor for factor in self.factors if factor.pk == key[1])
        return f"{factor.code} {factor.label}, {candidate.organization.name}"


class EvaluationCellsView(SheetMixin, View):
    """Saves cells while one types; the answer is for the page's script."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> JsonResponse:
        form = self.read_form()
        if not form.is_valid():
            return JsonResponse({"errors": _by_name(form.errors)}, status=400)
        try:
            sheet = save_ratings(self.evaluation, by=request.user, cells=form.cells)
        except StaleCells as stale:
            seen = {conflict.typed.key: seen_token(conflict.stored) for conflict in stale.conflicts}
            texts = _conflict_texts(stale.conflicts)
            return JsonResponse({"conflicts": _by_name(texts), "seen": _by_name(seen)}, status=409)
        except ValidationError as refusal:
            return JsonResponse({"errors": {"": " ".join(refusal.messages)}}, status=400)
        seen = {cell.key: seen_token(cell_in(sheet, cell.key)) for cell in form.cells}
        return JsonResponse(
            {"saved": self.saved_at(), "progress": self.progress(sheet), "seen": _by_name(seen)}
        )

    def saved_at(self) -> str:
        here = timezone.localtime(timezone.now(), ZoneInfo(self.library.time_zone))
        return _("Saved %(time)s") % {"time": date_format(here, "TIME_FORMAT")}


def _by_name(cells: dict[Key, str]) -> dict[str, str]:
    return {key_name(key): text for key, text in cells.items()}


def _conflict_texts(conflicts: list[Conflict]) -> dict[Key, str]:
    """What each cell holds now, in words."""
    return {conflict.typed.key: _in_words(conflict.stored) for conflict in conflicts}


def _in_words(cell: Cell) -> str:
    if cell.value is UNTOUCHED:
        return _("not rated")
    value = _("don't know") if cell.value is None else str(cell.value)
    return f"{value} – {cell.note}" if cell.note else value
