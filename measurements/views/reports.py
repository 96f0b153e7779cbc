"""A member's report: filled in by its own people, read by staff and backbone."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from measurements.answers import answer_text
from measurements.breakdowns import Breakdown, Parts, breakdowns_for, parts_in_words, parts_of
from measurements.choices import ObservationState
from measurements.deadlines import LockReason, lock_sentence
from measurements.definitions import definitions_on
from measurements.domain.claims import may_be_contested
from measurements.domain.observations import fill_in_report, save_draft
from measurements.forms.reports import LineForm
from measurements.models import Extension, Measure, Observation, Report, Slice
from measurements.sheets import Sheet, SheetLine, approval_lock, last_change_of, sheets_of
from measurements.wording import answer_in_words
from partners.domain.versions import Stale
from partners.views.base import LibraryMixin
from partners.views.conflicts import differences


class SheetMixin(LibraryMixin):
    """Finds the report and what it asks for."""

    staff_role = None

    @cached_property
    def report(self) -> Report:
        return self.find(self.visible(Report).with_sheet(), pk=self.kwargs["pk"])

    @cached_property
    def sheet(self) -> Sheet:
        return sheets_of([self.report])[self.report.pk]

    def forget_sheet(self) -> None:
        """Read lines and parts again: somebody may have changed them since."""
        for name in ("sheet", "parts"):
            self.__dict__.pop(name, None)

    @cached_property
    def breakdowns(self) -> dict[int, list[Breakdown]]:
        """By which categories this sheet asks, by measure."""
        ids = [line.measure.pk for line in self.sheet.lines if line.measure.pk in self.sheet.broken_down]
        return breakdowns_for(ids, day=self.report.period.starts_on) if ids else {}

    @cached_property
    def definitions(self) -> dict[int, str]:
        """What counted in this period, for measures that mean something else by now."""
        if not self.sheet.redefined:
            return {}
        return definitions_on(self.sheet.redefined, day=self.report.period.starts_on)

    def parts_in_words(self) -> dict[int, list[tuple[str, str]]]:
        """By line that the viewer may read: each breakdown with its parts."""
        if not self.sheet.broken_down:
            return {}
        rows = self.visible(Slice).filter(observation__report=self.report)
        by_line: dict[int, list[Slice]] = {}
        for row in rows.select_related("category__category_list__dimension"):
            by_line.setdefault(row.observation_id, []).append(row)
        measures = {line.observation.pk: line.measure for line in self.sheet.lines if line.observation}
        return {pk: parts_in_words(measures[pk], slices) for pk, slices in by_line.items()}

    @cached_property
    def now(self) -> Any:
        return timezone.now()

    @property
    def is_own(self) -> bool:
        return self.report.is_filled_in_by(self.scope)

    @cached_property
    def extension(self) -> Extension | None:
        """More time that was asked for and not answered, else the last that was given."""
        if self.sheet.extended_until() is None and self.sheet.lock(now=self.now) is None:
            return None
        rows = (
            self.visible(Extension).filter(report=self.report).exclude(settled_at__isnull=False, until=None)
        )
        return (
            rows.select_related("asked_by", "measure")
            .order_by(F("settled_at").desc(nulls_first=True))
            .first()
        )

    def frame(self) -> dict[str, Any]:
        """What every page about a report shows."""
        partnership, period = self.report.partnership, self.report.period
        lock = self.sheet.lock(now=self.now)
        may_open_hub = self.is_staff or partnership.pk in self.scope.partnership_ids
        url = partnership.get_absolute_url() if may_open_hub else None
        return {
            "report": self.report,
            "sheet": self.sheet,
            "period": period,
            "standing": self.sheet.standing(now=self.now),
            "lock_sentence": lock_sentence(lock) if lock else "",
            "done_count": self.sheet.done_count,
            "line_count": len(self.sheet.lines),
            "is_own": self.is_own,
            "extension": self.extension,
            "may_ask_time": self.is_own
            and lock is not None
            and lock.reason == LockReason.LOCKED
            and not self.sheet.is_done,
            "may_review": self.report.is_reviewed_by(self.scope),
            "crumbs": [
                {"label": partnership.name, "url": url},
                {"label": _("%(period)s report") % {"period": period.shown_label}},
            ],
        }


class ReportView(SheetMixin, View):
    """The sheet as a form while it may be changed by this person, else to read."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_open = self.is_own and self.sheet.lock(now=self.now) is None and bool(self.forms())
        if is_open and (not self.sheet.is_done or "change" in request.GET):
            return self.show_form(self.forms())
        return self.show_answers(is_open=is_open)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_own:
            raise PermissionDenied(_("Only the organization's own people fill in its report."))
        forms = self.forms(request.POST)
        # Every form is asked, so that all errors show at once.
        if sum(not form.is_valid() for form in forms):
            return self.show_form(forms)
        changed = [form for form in forms if form.is_touched]
        try:
            self.fill_in(changed)
        except Stale as stale:
            return self.show_both(forms, stale.current)
        except ValidationError as refusal:
            # What is locked may have changed since the page was made.
            self.forget_sheet()
            return self.show_form(forms, problems=refusal.messages)
        messages.success(request, self.said())
        return redirect(self.after())

    def lines_url(self) -> str:
        """Where the page's script saves what is typed."""
        return reverse("report_lines", args=[self.library.slug, self.report.pk])

    def after(self) -> str:
        """Where one goes on when it is saved."""
        return self.report.get_absolute_url()

    @property
    def is_submitting(self) -> bool:
        return self.request.POST.get("do") == "submit"

    def fill_in(self, forms: Sequence[LineForm]) -> None:
        answers = [form.answer for form in forms]
        fill_in_report(
            self.report, by=self.request.user, now=self.now, answers=answers, submit=self.is_submitting
        )

    def said(self) -> str:
        if not self.is_submitting:
            return _("Draft saved. Only your organization can read it.")
        return _("Report for %(period)s submitted.") % {"period": self.report.period.shown_label}

    def forms(self, data: Any = None) -> list[LineForm]:
        """One form for every line that is not approved."""
        return [
            self.line_form(line, data) for line in self.sheet.lines if line.state != ObservationState.APPROVED
        ]

    def line_form(self, line: SheetLine, data: Any = None, *, may_accept: bool = False) -> LineForm:
        return LineForm(
            data,
            line=line,
            breakdowns=self.breakdowns.get(line.measure.pk, ()),
            parts=self.parts.get(line.observation.pk) if line.observation else None,
            is_submitting=self.is_submitting,
            may_accept=may_accept,
        )

    @cached_property
    def parts(self) -> dict[int, Parts]:
        """What is stored by category, by line."""
        if not self.breakdowns:
            return {}
        return parts_of([line.observation.pk for line in self.sheet.lines if line.observation])

    def show_form(
        self, forms: list[LineForm], *, problems: Sequence[str] = (), conflict: Any = None, status: int = 200
    ) -> HttpResponse:
        context = self.form_context(forms, problems=problems, conflict=conflict)
        return render(self.request, "measurements/reports/form.html", context, status=status)

    def form_context(
        self, forms: list[LineForm], *, problems: Sequence[str], conflict: Any
    ) -> dict[str, Any]:
        by_measure = {form.line.measure.pk: form for form in forms}
        earlier = self.earlier_answers()
        before = parts_of([row.pk for row in earlier.values()]) if self.breakdowns else {}
        cards = [
            self.card(
                line,
                by_measure.get(line.measure.pk),
                earlier.get(line.measure.pk),
                before.get(getattr(earlier.get(line.measure.pk), "pk", 0), {}),
            )
            for line in self.sheet.lines
        ]
        errors = [{"text": text} for text in problems]
        errors += [error for form in forms for error in form_errors(form, name=form.line.measure.name)]
        return self.frame() | {
            "cards": cards,
            "errors": errors,
            "has_errors": bool(errors),
            "conflict": conflict,
            "lines_url": self.lines_url(),
            "earlier_label": self.earlier_label(earlier),
        }

    def card(
        self, line: SheetLine, form: LineForm | None, earlier: Observation | None, before: Parts
    ) -> dict[str, Any]:
        """One line as the form shows it."""
        lock = self.line_lock(line)
        measure = line.measure
        groups = list(form.part_groups(_in_words(measure, before))) if form else []
        return {
            "measure": measure,
            "definition": self.definitions.get(measure.pk, measure.definition),
            "observation": line.observation,
            "state": line.state or "expected",
            "form": None if lock else form,
            "saves_itself": line.state in {None, ObservationState.DRAFT, ObservationState.RETURNED},
            "earlier": answer_text(earlier, measure),
            "part_groups": groups,
            "has_part_errors": any(group["errors"] for group in groups),
            "misfits": form.misfits if form else [],
            "accepting": form["parts_reason"] if form and form.may_accept and form.has_partition else None,
            "accepted": line.observation if groups and not line.is_handed_in else None,
            "lock": lock,
            "answer": answer_text(line.observation, measure),
            "is_returned": bool(line.observation and line.observation.returned_reason)
            and not line.is_handed_in,
        }

    def show_answers(self, *, is_open: bool) -> HttpResponse:
        parts = self.parts_in_words()
        rows = [
            {
                "line": line,
                "state": line.state or "expected",
                "answer": self.readable(line),
                "parts": parts.get(line.observation.pk, []) if line.observation else [],
                "may_contest": self.may_contest(line),
            }
            for line in self.sheet.lines
        ]
        context = self.frame() | {"rows": rows, "is_open": is_open}
        return render(self.request, "measurements/reports/answers.html", context)

    def readable(self, line: SheetLine) -> str | None:
        """The answer, unless it is a draft of another organization."""
        is_draft = line.state == ObservationState.DRAFT
        own = self.report.organization_id in self.scope.organization_ids
        is_hidden = is_draft and not own and not self.is_own
        return None if is_hidden else answer_text(line.observation, line.measure)

    def may_contest(self, line: SheetLine) -> bool:
        observation = line.observation
        return (
            self.is_own
            and observation is not None
            and may_be_contested(observation, self.sheet.zone, now=self.now)
        )

    def line_lock(self, line: SheetLine) -> str:
        lock = approval_lock(line.observation, self.sheet.zone)
        lock = lock or self.sheet.lock(now=self.now, measure=line.measure)
        return lock_sentence(lock) if lock else ""

    def earlier_answers(self) -> dict[int, Observation]:
        """What the organization answered in the period before, by measure."""
        period = self.report.period
        rows = self.visible(Observation).filter(
            organization_id=self.report.organization_id,
            measure_id__in=[line.measure.pk for line in self.sheet.lines],
            period__calendar_id=period.calendar_id,
            period__next_starts_on=period.starts_on,
        )
        return {row.measure_id: row for row in rows.select_related("period")}

    def earlier_label(self, earlier: dict[int, Observation]) -> str:
        return next((row.period.shown_label for row in earlier.values()), "")

    def show_both(self, forms: list[LineForm], current: Observation) -> HttpResponse:
        """Both texts of the line; what was typed stays, and may be saved over theirs knowingly."""
        self.forget_sheet()
        mine = next(form for form in forms if form.line.measure.pk == current.measure_id)
        line = self.sheet.line_of(mine.line.measure)
        fresh = self.line_form(line)
        data = self.request.POST.copy()
        data[mine.add_prefix("version")] = str(current.version)
        who, at = last_change_of(current)
        conflict = {
            "who": who,
            "at": at,
            "rows": differences(mine, fresh),
            "measure": current.measure.name,
        }
        # Lines that nobody touched here show what they say now.
        touched = {form.line.measure.pk for form in forms if form.is_touched}
        again = [
            form if form.line.measure.pk in touched else self.line_form(form.line)
            for form in self.forms(data)
        ]
        return self.show_form(again, conflict=conflict, status=409)


class ReportLinesView(ReportView):
    """Saves lines while one types; the answer is for the page's script."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_own:
            raise PermissionDenied(_("Only the organization's own people fill in its report."))
        forms = [form for form in self.forms(request.POST) if form.add_prefix("content") in request.POST]
        saved: dict[str, int] = {}
        wrong: dict[str, str] = {}
        for form in forms:
            # Each line stands for itself: a mistake in one does not hold up the others.
            self.save_line(form, saved, wrong)
        self.forget_sheet()
        notes = {str(form.measure.pk): " ".join(form.misfits) for form in forms if form.breakdowns}
        answer: dict[str, Any] = {"saved": self.saved_at(), "versions": saved, "errors": wrong}
        if notes:
            answer["notes"] = notes
        return JsonResponse(answer, status=400 if wrong else 200)

    def save_line(self, form: LineForm, saved: dict[str, int], wrong: dict[str, str]) -> None:
        key = str(form.line.measure.pk)
        if form.line.state == ObservationState.SUBMITTED:
            wrong[key] = _("Handed in in the meantime. Submit again to replace it.")
            return
        if not form.is_valid():
            wrong[key] = " ".join(error for errors in form.errors.values() for error in errors)
            return
        try:
            line = self.keep(form)
        except Stale as stale:
            words = _("Saved in another window: %(answer)s. Yours is kept here; save to compare.")
            wrong[key] = words % {"answer": answer_text(stale.current, form.measure)}
        except ValidationError as refusal:
            wrong[key] = " ".join(refusal.messages)
        else:
            saved[key] = line.version if line else 0

    def keep(self, form: LineForm) -> Observation | None:
        return save_draft(self.report, by=self.request.user, now=self.now, answer=form.answer)

    def saved_at(self) -> str:
        here = timezone.localtime(self.now, self.sheet.zone)
        return _("Saved %(time)s") % {"time": date_format(here, "TIME_FORMAT")}


def _in_words(measure: Measure, parts: Parts) -> dict[int, str]:
    return {pk: answer_in_words(measure, part) for pk, part in parts.items()}


def form_errors(form: Any, *, name: str) -> list[dict[str, str]]:
    """The errors of a line for the summary at the top, each named by its measure and linked to its field."""
    before = f"{name}: " if name else ""
    return [
        {"text": f"{before}{error}", "href": f"#{form[field].id_for_label or form[field].auto_id}"}
        for field, errors in form.errors.items()
        if field != "__all__"
        for error in errors
    ]
