"""The dashboards: headline measures of a partnership, or of all partnerships of a library."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from measurements.comparison import compare
from measurements.forms.headlines import HeadlinesFilter
from measurements.models import Measure
from measurements.series import Figures, published_series, read_figures
from measurements.views.cards import Card, card_of
from measurements.views.planning import PlanRows
from partners.views.pages import LibraryPage

# More than these on one page are neither read nor quickly drawn.
MOST_CARDS = 20
A_YEAR = timedelta(days=366)


class Dashboard(LibraryPage):
    """Cards of measures as one may see them, today or as of an earlier day."""

    staff_role = None

    def measures(self) -> Any:
        raise NotImplementedError

    @cached_property
    def chooser(self) -> HeadlinesFilter:
        return HeadlinesFilter(self.request.GET or None, latest=self.today)

    @property
    def as_of(self) -> date | None:
        return self.chooser.chosen("as_of")

    @property
    def page_number(self) -> int:
        asked = self.request.GET.get("page", "1")
        return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 and int(asked) else 1  # noqa: PLR2004

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # A series that has ended goes on under another measure; after a year it is history.
        long_over = (self.as_of or self.today) - A_YEAR
        rows = (
            self.measures()
            .exclude(ends_on__lt=long_over)
            .select_related("calendar", "library", "goal", "partnership")
        )
        start = (self.page_number - 1) * MOST_CARDS
        found = list(rows[start : start + MOST_CARDS + 1])
        return super().get_context_data(
            cards=self.cards(found[:MOST_CARDS]),
            as_of=self.as_of,
            today=self.today,
            chooser=self.chooser,
            reset_url=self.request.path if self.request.GET else "",
            previous_url=self.page_url(self.page_number - 1) if start else "",
            next_url=self.page_url(self.page_number + 1) if len(found) > MOST_CARDS else "",
            **kwargs,
        )

    def page_url(self, number: int) -> str:
        kept = {name: self.request.GET.get(name, "") for name in ("as_of", "which")}
        return "?" + urlencode({name: value for name, value in (kept | {"page": number}).items() if value})

    def cards(self, measures: list[Measure]) -> list[Card]:
        on = self.as_of or self.today
        figures = read_figures(measures, as_of=self.moment)
        series = published_series(self.scope, measures, self.library, on=on, figures=figures)
        return [
            card_of(
                measure,
                series[measure.pk],
                on=on,
                url=self.to("measure", measure.pk),
                compare=self.comparison(figures, measure),
            )
            for measure in measures
        ]

    @property
    def moment(self) -> datetime | None:
        """The end of the chosen day in the library's time zone."""
        if self.as_of is None:
            return None
        return datetime.combine(self.as_of + timedelta(days=1), time.min, ZoneInfo(self.library.time_zone))

    def comparison(self, figures: Figures, measure: Measure) -> Any:
        """For those who read members' figures: a smaller sum would tell the others what one member gave."""
        may_open = self.is_staff or measure.partnership_id in self.scope.backbone_ids
        return partial(compare, figures) if may_open else None


class HeadlinesView(Dashboard, PlanRows, TemplateView):
    """The headline measures of one partnership, or all of its measures."""

    template_name = "measurements/headlines/partnership.html"

    def measures(self) -> Any:
        rows = self.visible(Measure).filter(partnership=self.partnership).order_by("goal_id", "pk")
        return rows if self.chooser.chosen("which") else rows.filter(is_headline=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        frame = {
            "partnership": self.partnership,
            "may_change": self.may_change,
            "crumbs": [*self.crumbs(), {"label": _("Headline figures")}],
        }
        return super().get_context_data(**(frame | kwargs))


class LibraryHeadlinesView(Dashboard, TemplateView):
    """The headline measures of every partnership that one may see."""

    template_name = "measurements/headlines/library.html"

    def measures(self) -> Any:
        rows = self.visible(Measure)
        rows = rows if self.chooser.chosen("which") else rows.filter(is_headline=True)
        return rows.order_by("partnership__name_key", "partnership_id", "goal_id", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [{"label": _("Partnerships"), "url": self.to("partnerships")}]
        return super().get_context_data(crumbs=[*crumbs, {"label": _("Headline figures")}], **kwargs)
