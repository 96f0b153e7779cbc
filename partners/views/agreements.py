"""The register of agreements: of a library and of one partnership, and the form of one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from partners.domain.agreements import add_agreement, change_agreement, remove_agreement, restore_agreement
from partners.domain.versions import Stale
from partners.forms.agreements import AgreementFilter, AgreementForm
from partners.models import (
    Agreement,
    AgreementParty,
    LibraryMembership,
    Member,
    Organization,
    Partnership,
    User,
)
from partners.tables.agreements import AGREEMENTS, choose_agreements
from partners.views.agreement_rows import agreement_row, register_tabs
from partners.views.coverage import read_gaps
from partners.views.editing import ChangeView, RowFormView, read_version
from partners.views.pages import LibraryPage
from partners.views.saved_filters import filters_of
from partners.views.soonest import page_by_day
from partners.views.touch import staff_of
from partners.views.undo import say_undoable

MOST_CHOICES = 2000
A_YEAR = 12


class AgreementsView(LibraryPage, TemplateView):
    """All agreements of the library, those that end first at the top; partners see their own."""

    template_name = "partners/agreements/list.html"
    staff_role = None

    @property
    def partnership(self) -> Partnership | None:
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = self.filter_form()
        rows = self.chosen(form).select_related("partnership")
        rows = rows.prefetch_related("parties__organization", "parties__signer")
        page = page_by_day(rows, self.request.GET, field="sorted_by")
        return super().get_context_data(
            **kwargs,
            page=page,
            rows=[agreement_row(self, row) for row in page.rows],
            filter_form=form,
            is_filtered=any(self.request.GET.get(name) for name in form.fields),
            is_staff=self.is_staff,
            can_edit=self.can_edit,
            partnership=self.partnership,
            tabs=self.tabs(),
            saved_filters=self.saved_filters(),
            export_query=self.export_query(),
        )

    def tabs(self) -> list[dict[str, Any]]:
        return register_tabs(self, "agreements") if self.is_staff else []

    def saved_filters(self) -> dict[str, Any] | None:
        return filters_of(self, AGREEMENTS.noun) if self.is_staff else None

    def export_query(self) -> str:
        return self.request.GET.urlencode()

    def filter_form(self) -> AgreementFilter:
        rows = self.visible(AgreementParty).filter(agreement__archived_at=None)
        names = ("organization_id", "organization__name", "agreement__partnership_id")
        known = rows.order_by("organization__name_key", "organization_id").distinct()
        found = known.values_list(*names, "agreement__partnership__name", "organization__name_key")
        found = list(found[:MOST_CHOICES])
        partnerships = {pk: name for _pk, _name, pk, name, _key in found}
        return AgreementFilter(
            self.request.GET,
            organizations={pk: name for pk, name, *_rest in found}.items(),
            partnerships=sorted(partnerships.items(), key=lambda row: row[1]),
        )

    def chosen(self, form: AgreementFilter) -> QuerySet[Agreement]:
        if not form.is_valid():
            return self.visible(Agreement).kept().with_term().none()
        return choose_agreements(self.visible, form.cleaned_data, today=self.today)


class PartnershipAgreementsView(AgreementsView):
    """The agreements of one partnership, and which days of its members none of them covers."""

    template_name = "partners/agreements/of_partnership.html"

    @cached_property
    def partnership(self) -> Partnership:
        return self.find(Partnership)

    @property
    def sees_all(self) -> bool:
        return self.is_staff or self.partnership.pk in self.scope.backbone_ids

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            may_change=self.can_edit or self.partnership.pk in self.scope.backbone_ids,
            gaps=read_gaps(self, self.members()),
            sees_all=self.sees_all,
            crumbs=[
                {"label": _("Partnerships"), "url": self.to("partnerships")},
                {"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)},
                {"label": _("Agreements")},
            ],
        )

    def members(self) -> QuerySet[Member]:
        """Those whose agreements the viewer sees; of others no gap could be told from what is hidden."""
        rows = self.visible(Member).filter(partnership=self.partnership)
        if not self.sees_all:
            rows = rows.filter(organization__in=self.scope.organization_ids)
        return rows.select_related("organization", "partnership").order_by(
            "organization__name_key", "joined_on"
        )

    def filter_form(self) -> AgreementFilter:
        rows = self.visible(AgreementParty).filter(agreement__partnership=self.partnership)
        known = rows.filter(agreement__archived_at=None).order_by("organization__name_key", "organization_id")
        found = known.values_list(
            "organization_id", "organization__name", "organization__name_key"
        ).distinct()
        organizations = [(pk, name) for pk, name, _key in found[:MOST_CHOICES]]
        return AgreementFilter(self.request.GET, organizations=organizations, partnerships=None)

    def chosen(self, form: AgreementFilter) -> QuerySet[Agreement]:
        return super().chosen(form).filter(partnership=self.partnership)

    def tabs(self) -> list[dict[str, Any]]:
        return []

    def saved_filters(self) -> None:
        return None

    def export_query(self) -> str:
        asked = self.request.GET.copy()
        asked["partnership"] = str(self.partnership.pk)
        return asked.urlencode()


class AgreementPage(RowFormView):
    """Forms about agreements. Open to the backbone organization as well, which `editable_by` decides."""

    staff_role = None

    @property
    def partnership(self) -> Partnership:
        raise NotImplementedError

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)},
            {"label": _("Agreements"), "url": self.to("partnership_agreements", self.partnership.pk)},
        ]

    @cached_property
    def members(self) -> list[Organization]:
        """Whoever is or was a member may be a party, and the library itself."""
        rows = self.visible(Member).filter(partnership=self.partnership).select_related("organization")
        found = {row.organization_id: row.organization for row in rows}
        found |= {row.pk: row for row in self.visible(Organization).filter(is_own=True)}
        return sorted(found.values(), key=lambda row: (not row.is_own, row.name_key, row.pk))

    @cached_property
    def staff(self) -> list[User] | None:
        """Whom the form offers as owners; the backbone does not give the library's staff work."""
        return staff_of(self.visible(LibraryMembership)) if self.can_edit else None


class AgreementAddView(AgreementPage):
    form_class = AgreementForm
    title = gettext_lazy("Add an agreement")
    submit = gettext_lazy("Add the agreement")
    lead = gettext_lazy("It is a draft until it is sent. Signatures are written down on its page.")

    @cached_property
    def partnership(self) -> Partnership:
        return self.find_editable(Partnership)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"organizations": self.members, "staff": self.staff}

    def get_initial(self) -> dict[str, Any]:
        own = [str(row.pk) for row in self.members if row.is_own]
        asked = self.request.GET.get("organization", "")
        return {
            "starts_on": self.today,
            "review_months": A_YEAR,
            "parties": [*own, asked],
            "owner": str(self.request.user.pk),
        }

    def carry_out(self, form: AgreementForm) -> Agreement:
        return add_agreement(self.partnership, by=self.request.user, now=timezone.now(), **form.given())

    def said(self, saved: Agreement) -> str:
        return _("“%(title)s” is written down as a draft.") % {"title": saved.name}

    def way_back(self) -> str:
        return self.to("partnership_agreements", self.partnership.pk)

    def destination(self, saved: Agreement) -> str:
        return self.to("agreement", saved.pk)


class AgreementRowPage(AgreementPage):
    """Forms about one agreement."""

    @property
    def partnership(self) -> Partnership:
        return self.row.partnership

    @property
    def lead(self) -> str:
        return self.row.name

    def way_back(self) -> str:
        return self.to("agreement", self.row.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [*super().crumbs(), {"label": self.row.name, "url": self.way_back()}]


class AgreementChangeView(AgreementRowPage, ChangeView):
    form_class = AgreementForm
    title = gettext_lazy("Change the agreement")
    submit = gettext_lazy("Save")

    @cached_property
    def row(self) -> Agreement:
        return find_kept(self)

    @cached_property
    def parties(self) -> list[Organization]:
        rows = self.visible(AgreementParty).filter(agreement=self.row).select_related("organization")
        return [party.organization for party in rows]

    @property
    def lead(self) -> str:
        return _("This is for corrections. What changes for those who signed is an amendment.")

    def form_kwargs(self, row: Agreement) -> dict[str, Any]:
        # Who has left the partnership, or was merged into another record, stays on the form.
        known = {organization.pk: organization for organization in [*self.members, *self.parties]}
        staff = self.staff
        if staff is not None and row.owner is not None and row.owner not in staff:
            staff = [*staff, row.owner]
        parties = [organization.pk for organization in self.parties]
        initial = AgreementForm.initial_of(row, parties=parties)
        return {"initial": initial, "organizations": known.values(), "staff": staff}

    def carry_out(self, form: AgreementForm) -> Agreement:
        return change_agreement(
            self.row, by=self.request.user, version=self.version, now=timezone.now(), **form.given()
        )

    def said(self, saved: Agreement) -> str:
        return _("“%(title)s” is saved.") % {"title": saved.name}


class AgreementRemoveView(LibraryPage, View):
    """Takes a draft away; the next page offers to put it back."""

    http_method_names = ["post"]
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        agreement = find_kept(self)
        # The way back from a draft just made knows of no version: nothing else was seen of it.
        version = read_version(request) if "version" in request.POST else agreement.version
        try:
            remove_agreement(agreement, by=request.user, version=version, now=timezone.now())
        except Stale:
            messages.error(request, _("Somebody else changed it in between. Nothing was done."))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            said = _("“%(title)s” is removed.") % {"title": agreement.name}
            say_undoable(request, said, undo_url=self.to("agreement_restore", agreement.pk))
            return redirect(self.to("partnership_agreements", agreement.partnership_id))
        return redirect(self.to("agreement", agreement.pk))


class AgreementRestoreView(LibraryPage, View):
    http_method_names = ["post"]
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        agreement = self.find_editable(Agreement)
        try:
            restore_agreement(agreement, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(self.to("partnership_agreements", agreement.partnership_id))
        messages.success(request, _("“%(title)s” is back.") % {"title": agreement.name})
        return redirect(self.to("agreement", agreement.pk))


def find_kept(page: LibraryPage, **also: Any) -> Agreement:
    """The agreement to change; one that was removed can only be put back."""
    return page.find_editable(Agreement, pk=page.kwargs["pk"], archived_at=None, **also)
