"""Pages with one form that ends in one domain call."""

import copy
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import FormView

from partners.choices import LibraryRole
from partners.domain.versions import Stale
from partners.models import AuditEvent
from partners.views.conflicts import differences
from partners.views.pages import LibraryPage


def read_version(request: HttpRequest) -> int:
    """The version that the page was made from; 0, which no row has, when it is missing or garbled."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0  # noqa: PLR2004


def show_refusal(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Put what the domain refused beside the fields it is about, else at the top."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


class RowFormView(LibraryPage, FormView):
    """A form; `save` makes the one domain call and returns the row, `said` says what is now true."""

    template_name = "partners/form.html"
    staff_role = LibraryRole.COORDINATOR
    title = ""
    lead = ""
    submit = ""

    def carry_out(self, form: forms.BaseForm) -> Any:
        raise NotImplementedError

    def said(self, saved: Any) -> str:
        raise NotImplementedError

    def way_back(self) -> str:
        """Where Cancel leads, and Save unless `destination` differs."""
        raise NotImplementedError

    def destination(self, saved: Any) -> str:
        return self.way_back()

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        try:
            saved = self.carry_out(form)
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return self.form_invalid(form)
        self.say(saved)
        return redirect(self.destination(saved))

    def say(self, saved: Any) -> None:
        messages.success(self.request, self.said(saved))

    def crumbs(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {
            "title": self.title,
            "lead": self.lead,
            "submit": self.submit,
            "cancel_url": self.way_back(),
            "crumbs": [*self.crumbs(), {"label": self.title}],
        }
        return super().get_context_data(**words, **kwargs)


class ChangeView(RowFormView):
    """A form about one row, which two people may have open at once."""

    model: type[models.Model]

    @cached_property
    def row(self) -> Any:
        return self.find_editable(self.model)

    @property
    def version(self) -> int:
        return read_version(self.request)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(version=self.row.version))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        try:
            return self.form_valid(form) if form.is_valid() else self.form_invalid(form)
        except Stale as stale:
            return self.show_both(form, stale.current)

    def form_invalid(self, form: forms.BaseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, version=self.version))

    def form_kwargs(self, row: Any) -> dict[str, Any]:
        """What the form is made from; a copy, because a model form writes into its instance."""
        return {"instance": copy.copy(row)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | self.form_kwargs(self.row)

    def show_both(self, form: forms.BaseForm, current: Any) -> HttpResponse:
        """Both texts; what was typed stays, and may be saved over theirs knowingly."""
        fresh = self.get_form_class()(**self.form_kwargs(current))
        last = (
            self.visible(AuditEvent)
            .filter(subject_type=current._meta.label_lower, subject_id=current.pk)
            .select_related("actor")
            .first()
        )
        conflict = {
            "who": last.actor.get_full_name() if last and last.actor else "",
            "at": last.at if last else None,
            "rows": differences(form, fresh),
        }
        context = self.get_context_data(form=form, version=current.version, conflict=conflict)
        return self.render_to_response(context, status=409)
