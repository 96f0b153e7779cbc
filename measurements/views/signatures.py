"""Signing the agenda: on the screen, on paper, and taking a signature back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from measurements.domain.agendas import sign_agenda, undo_signature
from measurements.forms.agendas import PaperForm, ReasonForm
from measurements.models import AgendaVersion, Signature
from measurements.signing import UNSIGNED, counts, signers_of
from measurements.views.agendas import VersionPage, may_sign_for
from partners.models import Member, Organization
from partners.views.editing import RowFormView
from partners.views.pages import LibraryPage


class AgendaSignView(LibraryPage, View):
    """Signs for one of the reader's own organizations and for no other."""

    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        version = self.find(AgendaVersion)
        organization = self.organization(version)
        try:
            signature = sign_agenda(
                version,
                by=request.user,
                organization=organization,
                name=request.user.get_full_name(),
                on=self.today,
            )
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect(version.get_absolute_url())
        return redirect(self.to("signature", signature.pk))

    def organization(self, version: AgendaVersion) -> Organization:
        """The chosen one. A stranger's number and no number look alike: you may not sign for it."""
        typed = self.request.POST.get("organization", "")
        chosen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0  # noqa: PLR2004
        members = self.visible(Member).filter(partnership_id=version.partnership_id, organization_id=chosen)
        for member in members.select_related("organization"):
            if may_sign_for(self.scope, self.library, member.organization):
                return member.organization
        raise PermissionDenied(_("You may sign only for an organization whose contact or approver you are."))


class SignatureView(LibraryPage, TemplateView):
    """What was signed, with a reference, and what happens next."""

    template_name = "measurements/agendas/signature.html"
    staff_role = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.visible(Signature).select_related("agenda_version", "partnership", "organization")
        signature = self.find(rows)
        version = signature.agenda_version
        members = (
            self.visible(Member).filter(partnership=signature.partnership).select_related("organization")
        )
        signatures = self.visible(Signature).filter(agenda_version=version)
        signed, asked = counts(signers_of(version, members, signatures, on=self.today))
        partnership = signature.partnership
        return super().get_context_data(
            **kwargs,
            signature=signature,
            version=version,
            partnership=partnership,
            signed=signed,
            asked=asked,
            can_edit=self.can_edit,
            facts=[
                {"label": _("Reference"), "value": signature.reference},
                {"label": _("For"), "value": signature.organization.name},
                {"label": _("Signed by"), "value": signature.name},
                {"label": _("On"), "value": date_format(signature.signed_on)},
            ],
            crumbs=[
                {"label": partnership.name, "url": self.to("partnership", partnership.pk)},
                {"label": _("Agenda"), "url": self.to("agenda", partnership.pk)},
                {"label": _("Signature")},
            ],
        )


class PaperSignatureView(VersionPage, RowFormView):
    """Staff enter a signature that stands on paper."""

    staff_role = RowFormView.staff_role
    template_name = RowFormView.template_name
    form_class = PaperForm
    title = gettext_lazy("Enter a signature on paper")
    submit = gettext_lazy("Enter the signature")

    @property
    def lead(self) -> str:  # type: ignore[override]
        return _("%(partnership)s, version %(number)s") % {
            "partnership": self.partnership.name,
            "number": self.version.number,
        }

    @cached_property
    def version(self) -> AgendaVersion:
        return self.find(AgendaVersion)

    def get_form_kwargs(self) -> dict[str, Any]:
        missing = [(row.organization_id, row.name) for row in self.signers if row.state == UNSIGNED]
        return super().get_form_kwargs() | {"organizations": missing, "today": self.today}

    def carry_out(self, form: PaperForm) -> Signature:
        given = form.cleaned_data
        return sign_agenda(
            self.version,
            by=self.request.user,
            organization=self.visible(Organization).get(pk=given["organization"]),
            name=given["name"],
            signed_on=given["signed_on"],
            on=self.today,
            is_on_paper=True,
        )

    def said(self, saved: Signature) -> str:
        return _("The signature of %(name)s is entered.") % {"name": saved.organization.name}

    def way_back(self) -> str:
        return self.to("agenda_version", self.version.pk)

    def crumbs(self, *last: str) -> list[dict[str, Any]]:
        return [
            {"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)},
            {"label": _("Agenda"), "url": self.to("agenda", self.partnership.pk)},
        ]


class SignatureUndoView(RowFormView):
    """Staff take back a signature that should not stand."""

    form_class = ReasonForm
    title = gettext_lazy("Take a signature back")
    submit = gettext_lazy("Take the signature back")

    @cached_property
    def signature(self) -> Signature:
        return self.find_editable(Signature)

    @property
    def lead(self) -> str:  # type: ignore[override]
        return _("%(name)s for %(organization)s. The reason is kept in the history.") % {
            "name": self.signature.name,
            "organization": self.signature.organization.name,
        }

    def carry_out(self, form: ReasonForm) -> None:
        undo_signature(self.signature, by=self.request.user, reason=form.cleaned_data["reason"])

    def said(self, saved: None) -> str:
        return _("The signature of %(name)s is taken back.") % {"name": self.signature.organization.name}

    def way_back(self) -> str:
        return self.to("agenda_version", self.signature.agenda_version_id)

    def crumbs(self) -> list[dict[str, Any]]:
        partnership = self.signature.partnership
        return [
            {"label": partnership.name, "url": self.to("partnership", partnership.pk)},
            {"label": _("Agenda"), "url": self.to("agenda", partnership.pk)},
        ]
