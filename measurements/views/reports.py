"""A member's report: filled in by its own people, read by staff and backbone."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from measurements.choices import Content, ObservationState
from measurements.deadlines import lock_sentence
from measurements.domain.observations import fill_in_report
from measurements.forms.reports import LineForm
from measurements.models import Observation, Report
from measurements.sheets import Sheet, SheetLine, approval_lock, last_change_of, sheets_of
from measurements.views.figures import number_or_dash
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

    @cached_property
    def now(self) -> Any:
        return timezone.now()

    @property
    def is_own(self) -> bool:
        return self.report.is_filled_in_by(self.scope)

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
            del self.sheet
            return self.show_form(forms, problems=refusal.messages)
        messages.success(request, self.said())
        return redirect(self.report.get_absolute_url())

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
            LineForm(data, line=line, is_submitting=self.is_submitting)
            for line in self.sheet.lines
            if line.state != ObservationState.APPROVED
        ]

    def show_form(
        self, forms: list[LineForm], *, problems: Sequence[str] = (), conflict: Any = None, status: int = 200
    ) -> HttpResponse:
        by_measure = {form.line.measure.pk: form for form in forms}
        sentences = {line.measure.pk: self.line_lock(line) for line in self.sheet.lines}
        earlier = self.earlier_answers()
        cards = [
            {
                "measure": line.measure,
                "observation": line.observation,
                "state": line.state or "expected",
                "form": None if sentences[line.measure.pk] else by_measure.get(line.measure.pk),
                "earlier": answer_text(earlier.get(line.measure.pk)),
                "lock": sentences[line.measure.pk],
                "answer": answer_text(line.observation),
                "is_returned": bool(line.observation and line.observation.returned_reason)
                and not line.is_handed_in,
            }
            for line in self.sheet.lines
        ]
        errors = [{"text": text} for text in problems]
        errors += [error for form in forms for error in form_errors(form)]
        context = self.frame() | {
            "cards": cards,
            "errors": errors,
            "has_errors": bool(errors),
            "conflict": conflict,
            "earlier_label": self.earlier_label(earlier),
        }
        return render(self.request, "measurements/reports/form.html", context, status=status)

    def show_answers(self, *, is_open: bool) -> HttpResponse:
        rows = [
            {"line": line, "state": line.state or "expected", "answer": self.readable(line)}
            for line in self.sheet.lines
        ]
        context = self.frame() | {"rows": rows, "is_open": is_open}
        return render(self.request, "measurements/reports/answers.html", context)

    def readable(self, line: SheetLine) -> str | None:
        """The answer, unless it is a draft of another organization."""
        is_draft = line.state == ObservationState.DRAFT
        own = self.report.organization_id in self.scope.organization_ids
        return None if is_draft and not own and not self.is_own else answer_text(line.observation)

    def line_lock(self, line: SheetLine) -> str:
        lock = approval_lock(line.observation, self.sheet.zone)
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
        del self.sheet
        mine = next(form for form in forms if form.line.measure.pk == current.measure_id)
        line = self.sheet.line_of(mine.line.measure)
        fresh = LineForm(line=line)
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
            form if form.line.measure.pk in touched else LineForm(line=form.line) for form in self.forms(data)
        ]
        return self.show_form(again, conflict=conflict, status=409)


def answer_text(observation: Observation | None) -> str | None:
    """What a line says, in words."""
    if observation is None:
        return None
    if observation.content == Content.NUMBER:
        return number_or_dash(observation.value)
    return f"{Content(observation.content).label}: {observation.reason}"


def form_errors(form: LineForm) -> list[dict[str, str]]:
    """The errors of a line for the summary at the top, each named by its measure and linked to its field."""
    name = form.line.measure.name
    return [
        {"text": f"{name}: {error}", "href": f"#{form[field].id_for_label or form[field].auto_id}"}
        for field, errors in form.errors.items()
        if field != "__all__"
        for error in errors
    ]
