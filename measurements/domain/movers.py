"""What becomes of figures when two records of one organization are merged."""

from django.utils.translation import gettext as _

from measurements.models import Assignment, Observation, Report
from partners.domain.movers import Rows
from partners.models import Organization


class Figures(Rows):
    """Figures move, unless both records hold one for the same measure and period."""

    def conflicts(self, kept: Organization, gone: Organization) -> list[str]:
        both = Observation.objects.filter(organization__in=[kept.pk, gone.pk])
        seen: dict[tuple[int, int], set[int]] = {}
        figures = list(both.select_related("measure", "period"))
        for figure in figures:
            seen.setdefault((figure.measure_id, figure.period_id), set()).add(figure.organization_id)
        return [
            _("Both have a figure for %(measure)s in %(period)s. Two figures cannot become one.")
            % {"measure": figure.measure.name, "period": figure.period.shown_label}
            for figure in figures
            if figure.organization_id == gone.pk and len(seen[figure.measure_id, figure.period_id]) > 1
        ]


MOVERS = (
    Rows(Assignment._meta.label),
    Rows(Report._meta.label),
    Figures(Observation._meta.label),
)
