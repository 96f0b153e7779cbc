"""Approving and returning what members handed in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from measurements.answers import answer_text
from measurements.choices import ObservationState
from measurements.domain.observations import approve, approve_report, is_own_figure, return_observation
from measurements.forms.reports import ReturnForm
from measurements.models import Observation, Report
from measurements.sheets import SheetLine
from measurements.views.reports import SheetMixin
from partners.domain.versions import Stale
from partners.views.editing import read_version


class ReviewView(SheetMixin, View):
    """The lines of a report; what is only begun shows that it is, and nothing more."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.check_reviewer()
        return self.show()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.check_reviewer()
        try:
            return self.act()
        except Stale:
            return self.show(
                problem=_("This changed since you opened the page. Look at it again."), status=409
            )
        except ValidationError as refusal:
            return self.show(problem=" ".join(refusal.messages))

    def act(self) -> HttpResponse:
        """Approve everything that is waiting."""
        done = approve_report(self.report, by=self.request.user, now=self.now, versions=self.versions())
        text = ngettext("%(count)d figure approved.", "%(count)d figures approved.", len(done))
        said = text % {"count": len(done)}
        left = len(self.versions()) - len(done)
        if left > 0:
            words = ngettext(
                "%(count)d figure of your own waits for somebody else.",
                "%(count)d figures of your own wait for somebody else.",
                left,
            )
            said = f"{said} {words % {'count': left}}"
        return self.after(said)

    def versions(self) -> dict[int, int]:
        """The versions that the reviewer saw: "12-3" is line 12 at version 3."""
        pairs = [text.split("-") for text in self.request.POST.getlist("seen")]
        return {
            int(pair[0]): int(pair[1])
            for pair in pairs
            if len(pair) == 2 and all(part.isascii() and part.isdigit() for part in pair)  # noqa: PLR2004
        }

    def check_reviewer(self) -> None:
        if not self.report.is_reviewed_by(self.scope):
            raise PermissionDenied(_("The library's coordinators and the backbone approve figures."))

    def after(self, text: str) -> HttpResponse:
        messages.success(self.request, text)
        return redirect(reverse("report_review", args=[self.library.slug, self.report.pk]))

    def show(self, *, problem: str = "", returned: Any = None, status: int = 200) -> HttpResponse:
        self.forget_sheet()
        parts = self.parts_in_words()
        rows = [self.row(line, returned, parts) for line in self.sheet.lines]
        context = self.frame() | {
            "rows": rows,
            "waiting": [row for row in rows if row["is_waiting"]],
            "is_extended": self.is_extended,
            "is_staff": self.is_staff,
            "may_type": self.can_edit and not self.report.organization.is_own,
            "errors": [{"text": problem}] if problem else [],
            "has_errors": bool(problem or returned),
        }
        return render(self.request, "measurements/reports/review.html", context, status=status)

    @property
    def is_extended(self) -> bool:
        """More time was given and has not run out."""
        until = self.extension.until if self.extension else None
        return until is not None and until >= self.now.astimezone(self.sheet.zone).date()

    def row(self, line: Any, returned: Any, parts: dict[int, Any]) -> dict[str, Any]:
        observation = line.observation
        is_readable = observation is not None and observation.state != ObservationState.DRAFT
        is_waiting = line.state == ObservationState.SUBMITTED
        is_mine = is_waiting and is_own_figure(observation, by=self.request.user)
        is_contested = is_waiting and observation.contested_at is not None
        form = (
            returned
            if returned is not None and returned.observation_id == getattr(observation, "pk", 0)
            else None
        )
        return {
            "line": line,
            "state": line.state or "expected",
            "answer": answer_text(observation, line.measure) if is_readable else None,
            "parts": parts.get(observation.pk, []) if is_readable else [],
            "is_waiting": is_waiting and not is_mine and not is_contested,
            "is_mine": is_mine,
            "may_accept": self.may_accept(line),
            "form": form
            or (
                ReturnForm(auto_id=f"return-{observation.pk}-%s") if is_waiting and not is_contested else None
            ),
            "is_open": form is not None,
        }

    def may_accept(self, line: SheetLine) -> bool:
        """Staff may take parts that do not add up before the figure is handed in."""
        is_begun = line.state in {ObservationState.DRAFT, ObservationState.RETURNED}
        if not is_begun or not self.can_edit:
            return False
        return any(row.ask.is_partition for row in self.breakdowns.get(line.measure.pk, []))


class LineReviewView(ReviewView):
    """One line; found by its own number, shown on the page of its report."""

    http_method_names = ["post"]

    @cached_property
    def observation(self) -> Observation:
        return self.find(self.visible(Observation).select_related("report", "measure"), pk=self.kwargs["pk"])

    @cached_property
    def report(self) -> Report:
        return self.find(self.visible(Report).with_sheet(), pk=self.observation.report_id)


class ApproveView(LineReviewView):
    def act(self) -> HttpResponse:
        approve(self.observation, by=self.request.user, now=self.now, version=read_version(self.request))
        return self.after(_("%(measure)s approved.") % {"measure": self.observation.measure.name})


class ReturnView(LineReviewView):
    def act(self) -> HttpResponse:
        form = ReturnForm(self.request.POST, auto_id=f"return-{self.observation.pk}-%s")
        form.observation_id = self.observation.pk
        if not form.is_valid():
            return self.show(returned=form)
        return_observation(
            self.observation,
            by=self.request.user,
            now=self.now,
            version=read_version(self.request),
            reason=form.cleaned_data["reason"],
        )
        return self.after(_("%(measure)s returned.") % {"measure": self.observation.measure.name})
