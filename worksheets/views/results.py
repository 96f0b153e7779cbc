"""Everyone's ratings of a worksheet: means, bands and where raters differ."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from partners.domain.thresholds import thresholds_of
from partners.thresholds import BAND_BORDERLINE, BAND_STRENGTH
from worksheets.scoring import BandThresholds
from worksheets.summary import Given, Summary, Tally, summarize
from worksheets.views.base import EvaluationMixin


class EvaluationResultsView(EvaluationMixin, TemplateView):
    template_name = "worksheets/evaluations/results.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        thresholds = self.thresholds()
        summary = self.summary(thresholds)
        tallies = zip(self.candidates, map(tally_text, summary.tallies), strict=True)
        return super().get_context_data(
            **self.frame("evaluation_results"),
            summary=summary,
            tallies=list(tallies),
            thresholds=thresholds,
            can_edit=self.can_edit,
        )

    def thresholds(self) -> BandThresholds:
        """Those of the day the worksheet was started: a later change does not judge it anew."""
        started_on = self.evaluation.created_at.astimezone(ZoneInfo(self.library.time_zone)).date()
        values = thresholds_of(self.library, on=started_on)
        return BandThresholds(strength=values[BAND_STRENGTH], borderline=values[BAND_BORDERLINE])

    def summary(self, thresholds: BandThresholds) -> Summary:
        given = [
            Given(
                candidate_id=rating.candidate_id,
                factor_id=rating.factor_id,
                rater_id=rating.rater_id,
                rater=rating.rater.get_full_name(),
                value=rating.value,
                note=rating.note,
            )
            for rating in self.evaluation.ratings.select_related("rater")
        ]
        return summarize(
            self.factors,
            self.candidate_ids,
            given,
            thresholds=thresholds,
            higher_is_better=self.evaluation.instrument_version.higher_is_better,
        )


def tally_text(tally: Tally) -> str:
    """Say the counts that stand in place of a total: "9 strengths, 8 borderline, 3 concerns"."""
    parts = [
        ngettext("%(n)d strength", "%(n)d strengths", tally.strengths) % {"n": tally.strengths},
        ngettext("%(n)d borderline", "%(n)d borderline", tally.borderline) % {"n": tally.borderline},
        ngettext("%(n)d concern", "%(n)d concerns", tally.concerns) % {"n": tally.concerns},
    ]
    if tally.not_rated:
        parts.append(_("%(n)d not rated") % {"n": tally.not_rated})
    return ", ".join(parts)
