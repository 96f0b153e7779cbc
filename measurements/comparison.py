"""How a total compares with the one before: plainly, and over the members that reported both."""

from dataclasses import dataclass
from decimal import Decimal

from measurements.aggregation import Total, divided, over_partners
from measurements.models import Measure, Period
from measurements.series import Figures
from measurements.totals import entry_of


@dataclass(frozen=True)
class Comparable:
    """Both totals over the same members, and how many these are."""

    before: Total
    now: Total
    members: int

    @property
    def change(self) -> Decimal | None:
        if self.before.value is None or self.now.value is None:
            return None
        return self.now.value - self.before.value


def compare(figures: Figures, measure: Measure, before: Period, now: Period) -> Comparable | None:
    """Total two periods over the members whose figures count in both; None when there are none.

    Only for those who may open the figures: the difference to the full total is what the others gave.
    """
    parts = figures.parts_of(measure)
    both = [_givers(figures, part, period) for part in parts for period in (before, now)]
    members = frozenset.intersection(*both)
    if not members:
        return None
    totals = [[_total(figures, part, period, members) for part in parts] for period in (before, now)]
    earlier, later = (pair[0] if len(pair) == 1 else divided(*pair) for pair in totals)
    return Comparable(earlier, later, len(members))


def _givers(figures: Figures, measure: Measure, period: Period) -> frozenset[int]:
    lines = figures.lines.get((measure.pk, period.pk), {})
    return frozenset(pk for pk, line in lines.items() if entry_of(line, measure.aggregation).is_number)


def _total(figures: Figures, measure: Measure, period: Period, members: frozenset[int]) -> Total:
    lines = (figures.line_of(measure, period, pk) for pk in sorted(members))
    return over_partners(measure.aggregation, [entry_of(line, measure.aggregation) for line in lines])
