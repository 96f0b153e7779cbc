"""What follows an agreement: renewal, amendment, early end, review, and the checklist of its topics."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from partners.domain.agreement_terms import (
    amend_agreement,
    end_agreement,
    first_day_after,
    renew_agreement,
    resume_agreement,
)
from partners.domain.agreements import check_agreement, review_agreement
from partners.forms.agreements import AmendForm, ChecklistForm, EndForm, RenewForm, ReviewForm
from partners.models import Agreement, AgreementPoint
from partners.terms import next_term
from partners.views.agreements import AgreementRowPage, find_kept
from partners.views.editing import ChangeView
from partners.views.pages import LibraryPage
from partners.views.undo import Undoable


class OneAgreement(AgreementRowPage):
    @cached_property
    def row(self) -> Any:
        return find_kept(self)

    @cached_property
    def row_with_term(self) -> Any:
        return self.visible(Agreement).with_term().get(pk=self.row.pk)


class NewAgreement(Undoable, OneAgreement):
    """Forms that draft an agreement which follows this one."""

    def undo_url(self, saved: Agreement) -> str:
        return self.to("agreement_remove", saved.pk)

    def destination(self, saved: Agreement) -> str:
        return self.to("agreement", saved.pk)


class AgreementRenewView(NewAgreement):
    form_class = RenewForm
    title = gettext_lazy("Renew the agreement")
    submit = gettext_lazy("Draft the renewal")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)
        except CannotBeRenewed as refusal:
            messages.error(request, str(refusal))
            return redirect(self.way_back())

    @cached_property
    def starts_on(self) -> Any:
        try:
            return first_day_after(self.row_with_term, on=self.today)
        except ValidationError as refusal:
            raise CannotBeRenewed(" ".join(refusal.messages)) from refusal

    @property
    def lead(self) -> str:
        return _("“%(title)s” keeps its dates and its papers. The next term starts on %(day)s.") % {
            "title": self.row.name,
            "day": date_format(self.starts_on),
        }

    def get_initial(self) -> dict[str, Any]:
        first, last = next_term(self.row_with_term.term)
        return {"ends_on": last + (self.starts_on - first) if last else None}

    def carry_out(self, form: RenewForm) -> Agreement:
        return renew_agreement(
            self.row,
            by=self.request.user,
            now=timezone.now(),
            on=self.today,
            ends_on=form.cleaned_data["ends_on"],
        )

    def said(self, saved: Agreement) -> str:
        return _("The renewal is drafted. It counts once all parties have signed it.")


class CannotBeRenewed(Exception):  # noqa: N818 - the name of the situation, which the page says
    """There is no next term; the text says why."""


class AgreementAmendView(NewAgreement):
    form_class = AmendForm
    title = gettext_lazy("Amend the agreement")
    submit = gettext_lazy("Draft the amendment")
    lead = gettext_lazy("An amendment is signed by all parties again; the agreement itself stays as it is.")

    def get_initial(self) -> dict[str, Any]:
        name = _("Amendment to %(title)s") % {"title": self.row.name}
        return {"name": name[:200], "starts_on": self.today, "ends_on": self.row.ends_on}

    def carry_out(self, form: AmendForm) -> Agreement:
        return amend_agreement(self.row, by=self.request.user, now=timezone.now(), values=form.cleaned_data)

    def said(self, saved: Agreement) -> str:
        return _("The amendment is drafted. It counts once all parties have signed it.")


class AgreementEndView(Undoable, OneAgreement, ChangeView):
    form_class = EndForm
    title = gettext_lazy("End the agreement early")
    submit = gettext_lazy("End it")

    def form_kwargs(self, row: Agreement) -> dict[str, Any]:
        return {"initial": {"ended_on": row.ended_on or self.today, "reason": row.end_reason}}

    def carry_out(self, form: EndForm) -> Agreement:
        return end_agreement(self.row, by=self.request.user, version=self.version, **form.cleaned_data)

    def said(self, saved: Agreement) -> str:
        names = {"title": saved.name, "day": date_format(saved.ended_on)}
        if saved.ended_on is not None and saved.ended_on < self.today:
            return _("“%(title)s” ended on %(day)s.") % names
        return _("“%(title)s” ends on %(day)s.") % names

    def undo_url(self, saved: Agreement) -> str:
        return self.to("agreement_resume", saved.pk)


class AgreementResumeView(LibraryPage, View):
    """Takes an early end back."""

    http_method_names = ["post"]
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        agreement = find_kept(self)
        resume_agreement(agreement, by=request.user, version=agreement.version)
        messages.success(request, _("“%(title)s” has its own end again.") % {"title": agreement.name})
        return redirect(self.to("agreement", agreement.pk))


class AgreementReviewView(OneAgreement, ChangeView):
    form_class = ReviewForm
    title = gettext_lazy("Write down a review")
    submit = gettext_lazy("Save the review")

    def form_kwargs(self, row: Agreement) -> dict[str, Any]:
        return {"initial": {"reviewed_on": self.today, "note": row.review_note}}

    def carry_out(self, form: ReviewForm) -> Agreement:
        return review_agreement(
            self.row, by=self.request.user, version=self.version, today=self.today, **form.cleaned_data
        )

    def said(self, saved: Agreement) -> str:
        return _("The review of “%(title)s” is written down.") % {"title": saved.name}


class AgreementChecklistView(OneAgreement, ChangeView):
    form_class = ChecklistForm
    title = gettext_lazy("What the agreement speaks about")
    submit = gettext_lazy("Save the checklist")

    def form_kwargs(self, row: Agreement) -> dict[str, Any]:
        points = self.visible(AgreementPoint).filter(agreement=row).values_list("topic", "state")
        return {"states": dict(points)}

    def carry_out(self, form: ChecklistForm) -> Agreement:
        return check_agreement(self.row, by=self.request.user, version=self.version, states=form.cleaned_data)

    def said(self, saved: Agreement) -> str:
        return _("The checklist of “%(title)s” is saved.") % {"title": saved.name}
