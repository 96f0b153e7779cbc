"""The library's worksheets, and starting one."""

import re
from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from partners.choices import LibraryRole
from partners.models import Organization
from partners.views.base import LibraryMixin
from worksheets.domain.evaluations import start_evaluation
from worksheets.forms.evaluations import EvaluationForm
from worksheets.models import Candidate, Evaluation, Rating

PAGE_SIZE = 25
_KEY = re.compile(r"\d{1,18}", re.ASCII)


class EvaluationListView(LibraryMixin, TemplateView):
    """Newest first; further pages go by the key of the last row, so that deep pages stay quick."""

    template_name = "worksheets/evaluations/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.page()
        shown = rows[:PAGE_SIZE]
        raters = self.raters_of(shown)
        older = f"?after={shown[-1].pk}" if len(rows) > PAGE_SIZE else ""
        return super().get_context_data(
            title=_("Worksheets"),
            rows=[{"evaluation": row, "rater_count": raters[row.pk]} for row in shown],
            next_url=older,
            previous_url=self.url if "after" in self.request.GET else "",
            can_edit=self.can_edit,
            add_url=reverse("evaluation_add", args=[self.library.slug]),
            **kwargs,
        )

    @property
    def url(self) -> str:
        return reverse("evaluations", args=[self.library.slug])

    def page(self) -> list[Evaluation]:
        candidates = self.visible(Candidate).select_related("organization")
        rows = self.visible(Evaluation).prefetch_related(Prefetch("candidates", candidates))
        asked = self.request.GET.get("after", "")
        if asked:
            last = self.find(Evaluation, pk=int(asked) if _KEY.fullmatch(asked) else 0)
            older = Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, pk__lt=last.pk)
            rows = rows.filter(older)
        return list(rows[: PAGE_SIZE + 1])

    def raters_of(self, evaluations: list[Evaluation]) -> Counter:
        pairs = self.visible(Rating).filter(evaluation__in=[row.pk for row in evaluations])
        return Counter(pk for pk, _rater in pairs.values_list("evaluation_id", "rater_id").distinct())


class EvaluationAddView(LibraryMixin, FormView):
    template_name = "worksheets/evaluations/add.html"
    form_class = EvaluationForm
    staff_role = LibraryRole.COORDINATOR

    def get_form_kwargs(self) -> dict[str, Any]:
        # The library does not rate itself as a potential partner.
        organizations = self.visible(Organization).active().filter(is_own=False)
        return super().get_form_kwargs() | {"organizations": organizations}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        worksheets_url = reverse("evaluations", args=[self.library.slug])
        crumbs = [{"label": _("Worksheets"), "url": worksheets_url}, {"label": _("New worksheet")}]
        return super().get_context_data(
            title=_("New worksheet"), crumbs=crumbs, cancel_url=worksheets_url, **kwargs
        )

    def form_valid(self, form: EvaluationForm) -> HttpResponse:
        chosen = form.cleaned_data
        try:
            evaluation = start_evaluation(
                self.library,
                by=self.request.user,
                title=chosen["title"],
                organizations=[chosen["first"], chosen["second"]],
                now=timezone.now(),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return redirect("evaluation", self.library.slug, evaluation.pk)
