"""Staff type in what somebody at an organization told them."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measurements.choices import ObservationState
from measurements.domain.behalf import enter_on_behalf
from measurements.forms.reports import LineForm
from measurements.forms.requests import GiverForm
from measurements.models import Observation
from measurements.sheets import SheetLine
from measurements.views.reports import ReportView, form_errors
from partners.choices import LibraryRole
from partners.domain.versions import Stale
from partners.models import Person


class BehalfView(ReportView):
    """The sheet of an organization as a form for staff; what the organization has begun stays unread."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.check_staff()
        return self.show_form(self.forms())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.check_staff()
        forms = self.forms(request.POST)
        wrong = sum(not form.is_valid() for form in forms)
        if not self.giver_form.is_valid() or wrong:
            return self.show_form(forms)
        answers = [form.answer for form in forms if form.is_touched]
        try:
            entered = enter_on_behalf(
                self.report, by=request.user, now=self.now, giver=self.giver, answers=answers
            )
        except Stale as stale:
            return self.show_both(forms, stale.current)
        except ValidationError as refusal:
            self.forget_sheet()
            return self.show_form(forms, problems=refusal.messages)
        messages.success(request, self.said_of(entered))
        return redirect(reverse("report_review", args=[self.library.slug, self.report.pk]))

    def check_staff(self) -> None:
        # Found first: what one may not see is not there, rather than forbidden.
        staffed = self.report.library_id
        if not self.scope.is_staff_of(staffed, LibraryRole.COORDINATOR):
            raise PermissionDenied(_("The library's coordinators type in figures for others."))

    @cached_property
    def people(self) -> list[Person]:
        rows = self.visible(Person).filter(organization_id=self.report.organization_id, left_on=None)
        return list(rows.order_by("name_key", "pk"))

    @cached_property
    def giver_form(self) -> GiverForm:
        return GiverForm(self.request.POST or None, people=self.people)

    @property
    def giver(self) -> Person:
        return self.giver_form.cleaned_data["giver"]

    @property
    def is_submitting(self) -> bool:
        return True

    def said_of(self, entered: Sequence[Observation]) -> str:
        words = ngettext(
            "%(count)d figure handed in as told by %(name)s.",
            "%(count)d figures handed in as told by %(name)s.",
            len(entered),
        )
        said = words % {"count": len(entered), "name": self.giver.name}
        if self.giver.email:
            return f"{said} {_('This person is told by mail and can contest them for 14 days.')}"
        return f"{said} {_('There is no address to tell this person at.')}"

    def line_form(self, line: SheetLine, data: Any = None) -> LineForm:
        if line.state != ObservationState.DRAFT:
            return super().line_form(line, data, may_accept=True)
        # The form needs the version, and staff do not read what it says.
        form = LineForm(
            data,
            line=SheetLine(line.measure, None),
            breakdowns=self.breakdowns.get(line.measure.pk, ()),
            is_submitting=True,
            may_accept=True,
        )
        form.initial["version"] = line.observation.version
        return form

    def card(self, line: SheetLine, *args: Any) -> dict[str, Any]:
        shown = super().card(line, *args)
        return shown | {"is_returned": False} if line.state == ObservationState.DRAFT else shown

    def show_form(
        self, forms: list[LineForm], *, problems: Sequence[str] = (), conflict: Any = None, status: int = 200
    ) -> HttpResponse:
        context = self.form_context(forms, problems=problems, conflict=conflict)
        giver_errors = form_errors(self.giver_form, name="") if self.giver_form.is_bound else []
        context["errors"] = giver_errors + context["errors"]
        more = {
            "giver_form": self.giver_form,
            "has_people": bool(self.people),
            "has_errors": bool(context["errors"]),
        }
        return render(self.request, "measurements/reports/behalf.html", context | more, status=status)
