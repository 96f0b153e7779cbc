"""What the pages of one worksheet share."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from partners.views.pages import LibraryPage
from worksheets.models import Candidate, Evaluation, InstrumentFactor


class EvaluationMixin(LibraryPage):
    """One worksheet of the library, with its candidates and factors. Staff only, for ever."""

    @cached_property
    def evaluation(self) -> Evaluation:
        return self.find(self.visible(Evaluation).select_related("instrument_version"), pk=self.kwargs["pk"])

    @cached_property
    def candidates(self) -> list[Candidate]:
        return list(self.evaluation.candidates.select_related("organization"))

    @cached_property
    def candidate_ids(self) -> list[int]:
        return [candidate.pk for candidate in self.candidates]

    @cached_property
    def factors(self) -> list[InstrumentFactor]:
        return list(self.evaluation.instrument_version.factors.all())

    @cached_property
    def chosen_id(self) -> int:
        """The candidate that a narrow screen shows."""
        asked = self.request.GET.get("candidate", "")
        return next((pk for pk in self.candidate_ids if str(pk) == asked), self.candidate_ids[0])

    def url_of(self, name: str) -> str:
        return reverse(name, args=[self.library.slug, self.evaluation.pk])

    def tabs(self, current: str) -> list[dict[str, Any]]:
        names = [("evaluation_results", _("Everyone's ratings"))]
        if self.can_edit:
            names.insert(0, ("evaluation", _("My ratings")))
        return [
            {"label": label, "url": self.url_of(name), "is_current": name == current} for name, label in names
        ]

    def candidate_tabs(self, name: str) -> list[dict[str, Any]]:
        return [
            {
                "id": candidate.pk,
                "label": candidate.organization.name,
                "url": f"{self.url_of(name)}?{urlencode({'candidate': candidate.pk})}",
                "is_current": candidate.pk == self.chosen_id,
            }
            for candidate in self.candidates
        ]

    def frame(self, current: str) -> dict[str, Any]:
        """What every page of the worksheet shows around its table."""
        return {
            "title": self.evaluation.title,
            "evaluation": self.evaluation,
            "candidates": self.candidates,
            "chosen_id": self.chosen_id,
            "tabs": self.tabs(current),
            "candidate_tabs": self.candidate_tabs(current),
            "crumbs": [
                {"label": _("Worksheets"), "url": reverse("evaluations", args=[self.library.slug])},
                {"label": self.evaluation.title},
            ],
        }
