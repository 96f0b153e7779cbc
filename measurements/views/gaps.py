"""What the plan still lacks: each check with its records and what to do."""

from typing import Any

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from measurements.gaps import Find, Gap, find_gaps
from measurements.models import Activity, Measure
from measurements.overlaps import Overlap
from measurements.plan import read_plan
from measurements.views.planning import PlanPage
from measurements.views.times import weekday_names

# Where a record is mended by those who may: the add page of its kind.
_MENDED = {"roles": "roles_change", "commitments": "commitment_add", "activities": "activity_add"}


class GapsView(PlanPage, TemplateView):
    template_name = "measurements/gaps/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        measures = self.visible(Measure).filter(partnership=self.partnership)
        plan = read_plan(self.partnership, on=self.today, measures=measures)
        gaps = find_gaps(plan, partnership_id=self.partnership.pk, overlap_words=overlap_words)
        return super().get_context_data(
            **kwargs,
            gaps=[self.shown(gap) for gap in gaps],
            count=sum(gap.count for gap in gaps),
            has_plan=bool(plan.goals),
        )

    def shown(self, gap: Gap) -> dict[str, Any]:
        return {"gap": gap, "finds": [{"find": find, "url": self.url_of(find, gap)} for find in gap.finds]}

    def url_of(self, find: Find, gap: Gap) -> str:
        is_mended = self.may_change and find.asked
        page = _MENDED.get(find.page, find.page) if is_mended else find.page
        return self.to(page, find.pk) + (f"?{find.asked}" if find.asked else "")


def overlap_words(one: Activity, other: Activity, overlap: Overlap) -> str:
    """ "Maple and Oak Hill both hold a class for adults on Tuesday evening in the same place"."""
    words = {
        "one": one.organization.name,
        "other": other.organization.name,
        "first": one.title,
        "second": other.title,
        "group": one.population.name if one.population else "",
        "days": weekday_names(overlap.weekdays),
        "place": one.place,
        "code": one.postal_code,
    }
    if overlap.is_same_place:
        return (
            _(
                "%(one)s (“%(first)s”) and %(other)s (“%(second)s”) do the same for %(group)s on %(days)s"
                " at overlapping hours, both at %(place)s."
            )
            % words
        )
    return (
        _(
            "%(one)s (“%(first)s”) and %(other)s (“%(second)s”) do the same for %(group)s on %(days)s"
            " at overlapping hours, both in ZIP code %(code)s."
        )
        % words
    )
