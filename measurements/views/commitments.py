"""Promises of the members: listed, written down, changed, and confirmed by whoever promised."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView

from measurements.domain.commitments import add_commitment, change_commitment, confirm_commitment
from measurements.forms.commitments import CommitmentForm
from measurements.models import Commitment
from measurements.views.planning import PlanPage, PlanRows, goals_of
from partners.domain.versions import Stale
from partners.models import Agreement, Member, Organization, Partnership
from partners.numbers import format_number
from partners.views.editing import ChangeView, RowFormView, read_version

MOST_SHOWN = 300


class CommitmentsView(PlanPage, TemplateView):
    template_name = "measurements/commitments/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = (
            self.visible(Commitment)
            .filter(partnership=self.partnership)
            .select_related("organization", "goal", "confirmed_by")
        )[:MOST_SHOWN]
        shown = [self.row(row) for row in rows]
        return super().get_context_data(
            **kwargs,
            current=[row for row in shown if not row["is_over"]],
            over=[row for row in shown if row["is_over"]],
        )

    def row(self, commitment: Commitment) -> dict[str, Any]:
        is_own = self.is_own(commitment.organization)
        return {
            "commitment": commitment,
            "amount": amount_of(commitment),
            "is_over": commitment.ends_on < self.today,
            "may_change": self.may_change or is_own,
            "may_confirm": is_own and not commitment.is_confirmed,
        }


class CommitmentForms(PlanRows):
    """What the forms about one promise share."""

    form_class = CommitmentForm

    def way_back(self) -> str:
        return self.to("commitments", self.partnership.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [*super().crumbs(), {"label": _("Commitments"), "url": self.way_back()}]


class CommitmentAddView(CommitmentForms, RowFormView):
    staff_role = None
    title = gettext_lazy("Add a commitment")
    submit = gettext_lazy("Add the commitment")
    lead = gettext_lazy("It holds once the organization itself has confirmed it.")

    @cached_property
    def partnership(self) -> Partnership:
        return self.find_editable(Partnership)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "goals": goals_of(self),
            "organizations": members_of(self),
            "agreements": agreements_of(self),
        }

    def get_initial(self) -> dict[str, Any]:
        names = ("goal", "organization", "agreement")
        asked = {name: self.request.GET.get(name, "") for name in names}
        return asked | {"starts_on": self.today}

    def carry_out(self, form: CommitmentForm) -> Commitment:
        values = form.values
        return add_commitment(
            self.partnership,
            by=self.request.user,
            values=values,
            is_own=self.is_own(values["organization"]),
            now=timezone.now(),
        )

    def said(self, saved: Commitment) -> str:
        names = {"name": saved.organization.name, "title": saved.title}
        if saved.is_confirmed:
            return _("%(name)s has promised “%(title)s”.") % names
        return _("“%(title)s” is written down. %(name)s still has to confirm it.") % names


class CommitmentChangeView(CommitmentForms, ChangeView):
    staff_role = None
    model = Commitment
    title = gettext_lazy("Change the commitment")
    submit = gettext_lazy("Save")

    @cached_property
    def partnership(self) -> Partnership:
        return self.row.partnership

    @property
    def lead(self) -> str:
        return self.row.organization.name

    def form_kwargs(self, row: Commitment) -> dict[str, Any]:
        return {
            "initial": CommitmentForm.initial_of(row),
            "goals": goals_of(self),
            "organizations": None,
            "agreements": self.agreements_for(row),
        }

    def agreements_for(self, row: Commitment) -> list[Agreement]:
        """None where the line stands in an agreement that the viewer does not see: it stays there."""
        known = agreements_of(self)
        is_hidden = row.agreement_id is not None and row.agreement_id not in {one.pk for one in known}
        return [] if is_hidden else known

    def carry_out(self, form: CommitmentForm) -> Commitment:
        return change_commitment(
            self.row,
            by=self.request.user,
            version=self.version,
            values=form.values,
            is_own=self.is_own(self.row.organization),
            now=timezone.now(),
        )

    def said(self, saved: Commitment) -> str:
        if saved.is_confirmed:
            return _("“%(title)s” is saved and confirmed.") % {"title": saved.title}
        return _("“%(title)s” is saved. %(name)s has to confirm it.") % {
            "title": saved.title,
            "name": saved.organization.name,
        }


class CommitmentConfirmView(PlanRows, View):
    """The organization's own word on a promise."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        commitment = self.find(self.visible(Commitment).select_related("organization"))
        if not self.is_own(commitment.organization):
            raise PermissionDenied(_("Only the organization's own people confirm its promises."))
        try:
            confirm_commitment(commitment, by=request.user, version=read_version(request), now=timezone.now())
        except Stale:
            messages.warning(
                request, _("The promise was changed meanwhile. Read it again before you confirm.")
            )
        else:
            messages.success(request, _("“%(title)s” is confirmed.") % {"title": commitment.title})
        return redirect(self.to("commitments", commitment.partnership_id))


def members_of(page: PlanRows) -> list[Organization]:
    """The organizations that are members today, by name."""
    rows = page.visible(Member).current(on=page.today).filter(partnership=page.partnership)
    found = {row.organization_id: row.organization for row in rows.select_related("organization")}
    return list(found.values())


def agreements_of(page: PlanRows) -> list[Agreement]:
    """The agreements of the partnership that the viewer sees, the newest first."""
    rows = page.visible(Agreement).kept().filter(partnership=page.partnership)
    return list(rows.order_by("-starts_on", "-pk")[:MOST_SHOWN])


def amount_of(commitment: Commitment) -> str:
    """ "6 hours every week", or only the kind when no quantity was given."""
    if commitment.quantity is None:
        return ""
    return f"{format_number(commitment.quantity)} {commitment.unit} {commitment.get_basis_display()}"
