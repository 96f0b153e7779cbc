"""An organization's own look at its record, once a year."""

import copy
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partners.confirming import due_since
from partners.domain.confirmations import asked_to_confirm, base_day, confirm_record
from partners.domain.versions import Stale
from partners.forms.records import RecordForm
from partners.models import Organization, Person, User
from partners.views.editing import read_version, show_refusal
from partners.views.pages import LibraryPage

MOST_PEOPLE = 50


class RecordView(LibraryPage, TemplateView):
    """What the library has about the organization: one button says that it is right, a form changes it."""

    template_name = "partners/records/form.html"
    template_frame = "layouts/narrow.html"
    staff_role = None

    @cached_property
    def organization(self) -> Organization:
        rows = asked_to_confirm(self.visible(Organization))
        organization = self.find(rows.select_related("library", "owner"), pk=self.kwargs["pk"])
        if organization.pk not in self.scope.organization_ids:
            raise PermissionDenied(_("Only somebody of the organization says whether its record is right."))
        return organization

    @cached_property
    def people(self) -> list[Person]:
        rows = self.visible(Person).filter(organization=self.organization)
        return list(rows.select_related("organization").order_by("name_key", "pk")[:MOST_PEOPLE])

    @property
    def answering(self) -> User:
        return self.request.user

    def form(self, data: Any = None) -> RecordForm:
        return RecordForm(data, instance=copy.copy(self.organization), people=self.people)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show_record(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("do") == "right":
            return self.confirm(self.form())
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show_record(form)
        return self.confirm(form, **form.given(versions=request.POST))

    def confirm(self, form: RecordForm, **given: Any) -> HttpResponse:
        try:
            self.carry_out(version=read_version(self.request), now=timezone.now(), **given)
        except Stale:
            del self.organization, self.people
            return self.show_record(self.form(), is_stale=True, status=409)
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return self.show_record(form)
        return redirect(self.after())

    def carry_out(self, **given: Any) -> None:
        confirm_record(self.organization, by=self.answering, **given)

    def after(self) -> str:
        return f"{self.request.path}?done=1"

    def show_record(self, form: RecordForm, *, is_stale: bool = False, status: int = 200) -> HttpResponse:
        organization = self.organization
        words = {
            "organization": organization,
            "people": self.people,
            "facts": self.facts(organization),
            "form": form,
            "is_stale": is_stale,
            "is_done": "done" in self.request.GET and organization.confirmed_at is not None,
            "is_due": due_since(base_day(organization), today=self.today) is not None,
        }
        context = self.get_context_data(**words, **self.frame())
        return self.render_to_response(context, status=status)

    def facts(self, organization: Organization) -> list[dict[str, Any]]:
        pairs = [
            (_("Name"), organization.name),
            (_("Website"), organization.website),
            (_("E-mail"), organization.email),
            (_("Phone"), organization.phone),
        ]
        return [{"label": label, "value": value or "–"} for label, value in pairs]

    def frame(self) -> dict[str, Any]:
        return {"template_frame": self.template_frame, "home_url": reverse("home")}
