"""What becomes of figures when two records of one organization are merged."""

from django.utils.translation import gettext as _

from measurements.models import (
    Activity,
    ActivityHelper,
    Assignment,
    Claim,
    Commitment,
    Extension,
    Observation,
    Report,
    Revision,
    Role,
    Session,
    Signature,
    Slice,
)
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


class Helpers(Rows):
    """Nobody helps twice with one activity, or with its own."""

    def move(self, kept: Organization, gone: Organization) -> int:
        known = self.of(kept, "helper").values("activity")
        theirs = self.of(gone, "helper")
        theirs.filter(activity__in=known).delete()
        moved = super().move(kept, gone)
        # The activities themselves have changed hands by now.
        self.of(kept, "helper").filter(activity__organization=kept).delete()
        return moved


class Once(Rows):
    """Roles and signatures: what both records hold for one thing is kept once."""

    def move(self, kept: Organization, gone: Organization) -> int:
        key = ("goal", "kind") if self.model == Role._meta.label else ("agenda_version",)
        ours = set(self.of(kept).values_list(*key))
        for pk, *held in self.of(gone).values_list("pk", *key):
            if tuple(held) in ours:
                self.of(gone).filter(pk=pk).delete()
        return super().move(kept, gone)


MOVERS = (
    Rows(Assignment._meta.label),
    Rows(Report._meta.label),
    Figures(Observation._meta.label),
    Rows(Slice._meta.label),
    Rows(Commitment._meta.label),
    Rows(Activity._meta.label),
    Rows(Session._meta.label),
    Helpers(ActivityHelper._meta.label, ("helper",)),
    Rows(Revision._meta.label),
    Rows(Extension._meta.label),
    Rows(Claim._meta.label),
    Once(Role._meta.label),
    Once(Signature._meta.label),
)
