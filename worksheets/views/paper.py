"""The worksheet on one sheet of paper, blank or filled."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from partners.views.pages import LibraryPage
from worksheets.instruments import POTENTIAL_PARTNERS
from worksheets.models import InstrumentVersion
from worksheets.paper import digits, lay_out_paper, means
from worksheets.views.results import EvaluationResultsView

MINE, EVERYONE, BLANK = "mine", "everyone", "blank"
TWO = (1, 2)


class PaperView(EvaluationResultsView):
    """Blank, with one's own digits, or with everyone's means, as ?fill= asks."""

    template_name = "worksheets/evaluations/paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fill = self.fill
        written, rated_by = self.written(fill)
        evaluation_url = self.url_of("evaluation_results" if fill == EVERYONE else "evaluation")
        context = {
            "fill": fill,
            "lead": self.evaluation.title,
            "columns": [(row.position, row.organization.name) for row in self.candidates],
            "groups": lay_out_paper(self.factors, self.candidate_ids, written),
            "rated_by": rated_by,
            "printed_on": None if fill == BLANK else self.today,
            "credit": self.evaluation.instrument_version.credit,
            "tabs": self.fills(fill),
            "crumbs": [
                {"label": _("Worksheets"), "url": reverse("evaluations", args=[self.library.slug])},
                {"label": self.evaluation.title, "url": evaluation_url},
                {"label": _("On paper")},
            ],
        }
        # Not what the page of results shows, which asks more of the database.
        return TemplateView.get_context_data(self, **context, **kwargs)

    @property
    def fill(self) -> str:
        asked = self.request.GET.get("fill", MINE)
        if asked not in {MINE, EVERYONE, BLANK}:
            raise Http404
        # Who only looks on has no sheet of their own.
        return EVERYONE if asked == MINE and not self.can_edit else asked

    def written(self, fill: str) -> tuple[dict[tuple[int, int], str], str]:
        """What stands in the cells, and who put it there."""
        if fill == BLANK:
            return {}, ""
        if fill == MINE:
            own = self.evaluation.ratings.filter(rater=self.request.user)
            return digits(list(own.values_list("candidate", "factor", "value"))), (
                self.request.user.get_full_name()
            )
        summary = self.summary(self.thresholds())
        count = len(summary.raters)
        return means(summary), ngettext("Mean of %(n)d rater", "Mean of %(n)d raters", count) % {"n": count}

    def fills(self, current: str) -> list[dict[str, Any]]:
        labels = {MINE: _("My ratings"), EVERYONE: _("Everyone's ratings"), BLANK: _("Blank")}
        if not self.can_edit:
            del labels[MINE]
        url = self.url_of("evaluation_paper")
        return [
            {"label": label, "url": f"{url}?{urlencode({'fill': fill})}", "is_current": fill == current}
            for fill, label in labels.items()
        ]


class BlankPaperView(LibraryPage, TemplateView):
    """The worksheet for a meeting before anybody has decided whom to compare."""

    template_name = "worksheets/evaluations/paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = (
            InstrumentVersion.objects.filter(code=POTENTIAL_PARTNERS).prefetch_related("factors").first()
        )
        if version is None:
            raise Http404
        return super().get_context_data(
            fill=BLANK,
            columns=[(number, "") for number in TWO],
            groups=lay_out_paper(list(version.factors.all()), TWO, {}),
            credit=version.credit,
            crumbs=[
                {"label": _("Worksheets"), "url": self.to("evaluations")},
                {"label": _("Blank worksheet")},
            ],
            **kwargs,
        )
