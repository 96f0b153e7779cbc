"""Staff take a figure whose parts do not add up to it, before it is handed in, or no longer do."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measurements.domain.acceptances import accept_parts, stop_accepting_parts
from measurements.forms.requests import PartsForm
from measurements.models import Measure, Observation
from measurements.views.extensions import ReportForm
from partners.choices import LibraryRole
from partners.views.pages import LibraryPage


class PartsPage(LibraryPage):
    """Finds the report, and one of the measures that it asks for."""

    staff_role = None

    @cached_property
    def measure(self) -> Measure:
        measure = self.find(self.visible(Measure), pk=self.kwargs["measure"])
        line = self.sheet.line_of(measure)
        if line is None:
            raise Http404
        self.check_staff()
        return line.measure

    def check_staff(self) -> None:
        if not self.scope.is_staff_of(self.library.pk, LibraryRole.COORDINATOR):
            raise PermissionDenied(_("The library's coordinators decide about this."))


class AcceptPartsView(PartsPage, ReportForm):
    """Why the parts of one figure need not add up to it."""

    form_class = PartsForm
    title = gettext_lazy("Accept parts that do not add up")
    submit = gettext_lazy("Accept them")

    @property
    def lead(self) -> str:
        return f"{self.measure.name} · {super().lead}"

    def carry_out(self, form: PartsForm) -> Observation:
        return accept_parts(
            self.report, self.measure, by=self.request.user, now=timezone.now(), **form.cleaned_data
        )

    def said(self, saved: Observation) -> str:
        words = _("%(name)s can hand in %(measure)s as it is, and is told so.")
        return words % {"name": self.report.organization.name, "measure": saved.measure.name}

    def way_back(self) -> str:
        return self.to("report_review", self.report.pk)


class RefusePartsView(AcceptPartsView):
    """The parts have to add up again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            stop_accepting_parts(self.report, self.measure, by=request.user)
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
        else:
            messages.success(
                request, _("%(measure)s: the parts have to add up again.") % {"measure": self.measure.name}
            )
        return redirect(self.way_back())
