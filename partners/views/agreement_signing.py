"""Agreements go out for signature; each party's signature is written down, and can be taken back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from partners.domain.agreement_signing import (
    send_agreement,
    sign_agreement,
    take_back_agreement,
    undo_signature,
)
from partners.domain.versions import Stale
from partners.forms.agreements import SendForm, SignForm
from partners.models import Agreement, AgreementParty, Partnership, Person
from partners.views.agreements import AgreementPage, AgreementRowPage, find_kept
from partners.views.editing import ChangeView
from partners.views.pages import LibraryPage
from partners.views.undo import Undoable

MOST_PEOPLE = 100


class AgreementSendView(Undoable, AgreementRowPage, ChangeView):
    form_class = SendForm
    title = gettext_lazy("Send for signature")
    submit = gettext_lazy("It was sent")

    @cached_property
    def row(self) -> Agreement:
        return find_kept(self)

    @property
    def lead(self) -> str:
        return _("Send the paper yourself, by mail or by hand, and write down here when it left.")

    def form_kwargs(self, row: Agreement) -> dict[str, Any]:
        return {"initial": {"sent_on": row.sent_on or self.today}}

    def undo_url(self, saved: Agreement) -> str:
        return self.to("agreement_take_back", saved.pk)

    def carry_out(self, form: SendForm) -> Agreement:
        return send_agreement(
            self.row,
            by=self.request.user,
            version=self.version,
            sent_on=form.cleaned_data["sent_on"],
            today=self.today,
        )

    def said(self, saved: Agreement) -> str:
        return _("“%(title)s” waits for signatures.") % {"title": saved.name}


class AgreementTakeBackView(LibraryPage, View):
    """Makes what was sent a draft again."""

    http_method_names = ["post"]
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        agreement = find_kept(self)
        try:
            take_back_agreement(agreement, by=request.user, version=agreement.version)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("“%(title)s” is a draft again.") % {"title": agreement.name})
        return redirect(self.to("agreement", agreement.pk))


class AgreementSignView(Undoable, AgreementPage, ChangeView):
    """Who signed for one party, and when."""

    form_class = SignForm
    submit = gettext_lazy("It is signed")

    @cached_property
    def row(self) -> AgreementParty:
        return find_party(self)

    @property
    def partnership(self) -> Partnership:
        return self.row.agreement.partnership

    @cached_property
    def title(self) -> str:
        return _("Signature of %(name)s") % {"name": self.row.organization.name}

    @property
    def lead(self) -> str:
        return self.row.agreement.name

    @cached_property
    def people(self) -> list[Person]:
        rows = self.visible(Person).filter(organization=self.row.organization_id)
        there = list(rows.present().order_by("name_key", "pk")[:MOST_PEOPLE])
        return there if self.row.signer is None or self.row.signer in there else [*there, self.row.signer]

    def form_kwargs(self, row: AgreementParty) -> dict[str, Any]:
        initial = {
            "signed_on": row.signed_on or self.today,
            "signer": str(row.signer_id or ""),
            "signer_name": "" if row.signer_id else row.signer_name,
        }
        return {"initial": initial, "people": self.people}

    def carry_out(self, form: SignForm) -> AgreementParty:
        return sign_agreement(
            self.row, by=self.request.user, version=self.version, today=self.today, **form.given()
        )

    def undo_url(self, saved: AgreementParty) -> str:
        return self.to("agreement_unsign", saved.agreement_id, saved.pk)

    def said(self, saved: AgreementParty) -> str:
        return _("%(name)s has signed.") % {"name": self.row.organization.name}

    def way_back(self) -> str:
        return self.to("agreement", self.row.agreement_id)

    def crumbs(self) -> list[dict[str, Any]]:
        return [*super().crumbs(), {"label": self.row.agreement.name, "url": self.way_back()}]


class AgreementUnsignView(LibraryPage, View):
    """Takes a signature back that was written down by mistake."""

    http_method_names = ["post"]
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        party = find_party(self)
        try:
            undo_signature(party, by=request.user, version=party.version)
        except Stale:
            messages.error(request, _("Somebody else changed it in between. Nothing was done."))
        else:
            said = _("The signature of %(name)s is taken back.") % {"name": party.organization.name}
            messages.success(request, said)
        return redirect(self.to("agreement", party.agreement_id))


def find_party(page: LibraryPage) -> AgreementParty:
    """The party whose signature is written down, of an agreement that the user may change."""
    agreement = find_kept(page)
    rows = (
        page.visible(AgreementParty)
        .filter(agreement=agreement)
        .select_related("organization", "signer", "agreement__partnership")
    )
    return get_object_or_404(rows, pk=page.kwargs["party"])
