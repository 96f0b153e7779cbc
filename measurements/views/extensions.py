"""More time for a report: asked for by its organization, given or refused by its reviewers."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from measurements.domain.extensions import (
    ask_extension,
    end_extension,
    grant_extension,
    refuse_extension,
)
from measurements.forms.requests import AskTimeForm, GiveTimeForm
from measurements.models import Extension, Report
from measurements.sheets import Sheet, sheets_of
from partners.domain.versions import Stale
from partners.views.editing import RowFormView, read_version
from partners.views.pages import LibraryPage

USUAL_DAYS = 5


class ReportForm(RowFormView):
    """A form about one report."""

    staff_role = None

    @cached_property
    def report(self) -> Report:
        return self.find(self.visible(Report).with_sheet(), pk=self.kwargs["pk"])

    @cached_property
    def sheet(self) -> Sheet:
        return sheets_of([self.report])[self.report.pk]

    @property
    def lead(self) -> str:
        return f"{self.report.organization.name} · {self.report.period.shown_label}"

    def check_reviewer(self) -> None:
        if not self.report.is_reviewed_by(self.scope):
            raise PermissionDenied(_("The library's coordinators and the backbone decide about this."))

    def way_back(self) -> str:
        return self.to("report", self.report.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        label = _("%(period)s report") % {"period": self.report.period.shown_label}
        return [{"label": label, "url": self.to("report", self.report.pk)}]


class AskExtensionView(ReportForm):
    form_class = AskTimeForm
    title = gettext_lazy("Ask for more time")
    submit = gettext_lazy("Ask for more time")

    def get_form_kwargs(self) -> dict[str, Any]:
        if not self.report.is_filled_in_by(self.scope):
            raise PermissionDenied(_("Only the organization's own people fill in its report."))
        return super().get_form_kwargs()

    def carry_out(self, form: AskTimeForm) -> Extension:
        return ask_extension(self.report, by=self.request.user, now=timezone.now(), **form.cleaned_data)

    def said(self, saved: Extension) -> str:
        return _(
            "Asked. The library's staff see it at the top of their list; this page opens once they agree."
        )


class GrantExtensionView(ReportForm):
    form_class = GiveTimeForm
    title = gettext_lazy("Give more time")
    submit = gettext_lazy("Open the report")

    @cached_property
    def asked(self) -> Extension | None:
        return self.visible(Extension).waiting().filter(report=self.report).select_related("asked_by").first()

    @property
    def lead(self) -> str:
        if self.asked is None:
            return super().lead
        words = _("%(who)s asks: “%(reason)s”")
        asked = words % {"who": self.asked.asked_by.get_full_name(), "reason": self.asked.reason}
        return f"{super().lead} · {asked}"

    def get_form_kwargs(self) -> dict[str, Any]:
        self.check_reviewer()
        measures = [line.measure for line in self.sheet.lines]
        return super().get_form_kwargs() | {"measures": measures, "today": self.today}

    def get_initial(self) -> dict[str, Any]:
        asked = {"reason": self.asked.reason} if self.asked else {}
        return {"until": self.today + timedelta(days=USUAL_DAYS), **asked}

    def carry_out(self, form: GiveTimeForm) -> Extension:
        return grant_extension(self.report, by=self.request.user, now=timezone.now(), **form.cleaned_data)

    def said(self, saved: Extension) -> str:
        words = _("%(name)s can change its report until %(day)s.")
        return words % {"name": self.report.organization.name, "day": date_format(saved.until)}

    def way_back(self) -> str:
        return self.to("report_review", self.report.pk)


class ExtensionActView(LibraryPage, View):
    """One step about time that was asked for or given."""

    http_method_names = ["post"]
    staff_role = None

    @cached_property
    def row(self) -> Extension:
        return self.find_editable(Extension)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            messages.success(request, self.act())
        except Stale:
            messages.warning(request, _("This changed since you opened the page. Look at it again."))
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
        return redirect(self.to("report_review", self.row.report_id))

    def act(self) -> str:
        raise NotImplementedError


class RefuseExtensionView(ExtensionActView):
    def act(self) -> str:
        refuse_extension(
            self.row, by=self.request.user, now=timezone.now(), version=read_version(self.request)
        )
        return _("The report stays closed.")


class EndExtensionView(ExtensionActView):
    def act(self) -> str:
        end_extension(self.row, by=self.request.user, version=read_version(self.request))
        return _("The extra time has ended.")
