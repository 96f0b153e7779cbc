"""Handing over to a successor: who and from when, and what staff show whoever is new."""

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
from django.views.generic import View

from partners.domain.successions import name_successor, note_shown, withdraw_succession
from partners.forms.successions import ShownForm, SuccessorForm
from partners.models import Member, Organization, Person, Succession
from partners.views.editing import ChangeView, RowFormView
from partners.views.pages import LibraryPage


def crumbs_of(page: LibraryPage, organization: Organization) -> list[dict[str, Any]]:
    """Staff come from the directory, partners from their partnerships."""
    if not page.is_staff:
        return [{"label": _("Partnerships"), "url": page.to("partnerships")}]
    return [
        {"label": _("Directory"), "url": page.to("organizations")},
        {"label": organization.name, "url": page.to("organization", organization.pk)},
    ]


class SuccessorView(RowFormView):
    """For the library's staff, and for the person whose place it is."""

    staff_role = None
    form_class = SuccessorForm
    submit = gettext_lazy("Hand over")

    @cached_property
    def person(self) -> Person:
        person = self.find(
            self.visible(Person).select_related("organization", "library"), pk=self.kwargs["pk"]
        )
        if not self.can_edit and person.user_id != self.request.user.pk:
            raise PermissionDenied(_("You may look at this, but not change it."))
        return person

    @cached_property
    def title(self) -> str:
        return _("Who takes over from %(name)s?") % {"name": self.person.name}

    @property
    def lead(self) -> str:  # type: ignore[override]
        return _("They are invited now. What the person did stays; what the organization owes stays with it.")

    def get_form_kwargs(self) -> dict[str, Any]:
        colleagues = self.visible(Person).present().filter(organization=self.person.organization_id)
        people = list(colleagues.exclude(pk=self.person.pk).exclude(email=""))
        return super().get_form_kwargs() | {"people": people}

    def get_initial(self) -> dict[str, Any]:
        return {"language": self.person.language}

    def carry_out(self, form: SuccessorForm) -> Succession:
        return name_successor(self.person, by=self.request.user, now=timezone.now(), **form.given())

    def said(self, saved: Succession) -> str:
        names = {"name": saved.successor.name, "day": date_format(saved.starts_on)}
        return _("%(name)s takes over on %(day)s.") % names

    def way_back(self) -> str:
        return (
            self.to("organization", self.person.organization_id) if self.is_staff else self.to("partnerships")
        )

    def crumbs(self) -> list[dict[str, Any]]:
        return crumbs_of(self, self.person.organization)

    def destination(self, saved: Succession) -> str:
        return self.to("succession", saved.pk)


class SuccessionView(ChangeView):
    """Where a hand-over stands; staff tick what they have shown whoever is new."""

    template_name = "partners/people/succession.html"
    staff_role = None
    form_class = ShownForm
    submit = gettext_lazy("Save")

    @cached_property
    def row(self) -> Succession:
        rows = self.visible(Succession).select_related("person", "successor", "organization", "library")
        return self.find(rows, pk=self.kwargs["pk"])

    @cached_property
    def title(self) -> str:
        names = {"old": self.row.person.name, "new": self.row.successor.name}
        return _("%(new)s takes over from %(old)s") % names

    def form_kwargs(self, row: Succession) -> dict[str, Any]:
        return {"initial": {"steps": row.shown}}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.can_edit and self.row:
            raise PermissionDenied(_("You may look at this, but not change it."))
        return super().post(request, *args, **kwargs)

    def carry_out(self, form: ShownForm) -> Succession:
        steps = form.cleaned_data["steps"]
        return note_shown(self.row, by=self.request.user, version=self.version, steps=steps)

    def said(self, saved: Succession) -> str:
        return _("Saved what was shown.")

    def way_back(self) -> str:
        organization: Organization = self.row.organization
        return self.to("organization", organization.pk) if self.is_staff else self.to("partnerships")

    def crumbs(self) -> list[dict[str, Any]]:
        return crumbs_of(self, self.row.organization)

    def destination(self, saved: Succession) -> str:
        return self.to("succession", saved.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.row
        members = self.visible(Member).filter(organization=row.organization_id).current(on=self.today)
        is_mine = row.person.user_id == self.request.user.pk
        return super().get_context_data(
            **kwargs,
            row=row,
            members=list(members.select_related("partnership")),
            has_account=row.successor.user_id is not None,
            can_edit=self.can_edit,
            may_withdraw=row.done_at is None and (self.can_edit or is_mine),
        )


class SuccessionWithdrawView(LibraryPage, View):
    http_method_names = ["post"]
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.find(self.visible(Succession).select_related("person"), pk=self.kwargs["pk"])
        if not self.can_edit and row.person.user_id != request.user.pk:
            raise PermissionDenied(_("You may look at this, but not change it."))
        way_back = self.to("organization", row.organization_id) if self.is_staff else self.to("partnerships")
        try:
            withdraw_succession(row, by=request.user, now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The hand-over is taken back; the access stays where it was."))
        return redirect(way_back)
