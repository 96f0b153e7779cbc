"""Who has reported for a period and who has not, as much of it as a viewer may know."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from measurements.aggregation import on_time_rate
from measurements.deadlines import after_pauses, is_on_time
from measurements.expectation import HANDED_IN, Standing, standing_of
from measurements.models import Measure, Period
from measurements.series import Figures, Line
from partners.access import Scope
from partners.models import Library
from partners.names import name_key

# Whoever neither reviews nor wrote it does not learn that a figure is being worked on.
_OWN_BUSINESS = frozenset({Standing.DRAFT, Standing.RETURNED})
_ORDER = (
    Standing.APPROVED,
    Standing.SUBMITTED,
    Standing.RETURNED,
    Standing.DRAFT,
    Standing.EXPECTED,
    Standing.LATE,
    Standing.MISSING,
)


@dataclass(frozen=True)
class MemberStanding:
    organization_id: int
    name: str
    standing: Standing
    is_on_time: bool


@dataclass(frozen=True)
class PeriodStanding:
    """One period of one calendar, with every member that is asked for something in it."""

    period: Period
    members: tuple[MemberStanding, ...]

    @property
    def handed_in_count(self) -> int:
        return sum(member.standing in HANDED_IN for member in self.members)

    @property
    def counts(self) -> list[tuple[Standing, int]]:
        """Return how many members stand where, the furthest first; only what there is."""
        found = Counter(member.standing for member in self.members)
        return [(standing, found[standing]) for standing in _ORDER if found[standing]]

    @property
    def on_time_rate(self) -> Decimal | None:
        return on_time_rate(member.is_on_time for member in self.members)


def latest_standings(scope: Scope, figures: Figures, library: Library, *, on: date) -> list[PeriodStanding]:
    """Return for every calendar the standing of the latest period that was over on this day."""
    found, zone = [], ZoneInfo(library.time_zone)
    for calendar_id, periods in figures.periods.items():
        over = [row for row in periods if row.next_starts_on <= on]
        measures = [row for row in figures.measures if row.calendar_id == calendar_id]
        members = _members(scope, figures, measures, over[-1], zone=zone, on=on) if over else ()
        if members:
            found.append(PeriodStanding(over[-1], members))
    return found


def standing_in(
    scope: Scope,
    figures: Figures,
    measures: Sequence[Measure],
    period: Period,
    library: Library,
    *,
    on: date,
) -> PeriodStanding:
    """Return where every member stands that is asked for one of these measures in a period."""
    zone = ZoneInfo(library.time_zone)
    return PeriodStanding(period, _members(scope, figures, measures, period, zone=zone, on=on))


def line_standing(
    scope: Scope, measure: Measure, period: Period, organization_id: int, line: Line | None, *, on: date
) -> Standing:
    """Return where a member stands with one measure."""
    state = _state_shown_to(scope, measure, organization_id, line)
    return standing_of([state], due_on=period.due_on, locks_on=period.locks_on, today=on)


def _members(
    scope: Scope, figures: Figures, measures: Sequence[Measure], period: Period, *, zone: ZoneInfo, on: date
) -> tuple[MemberStanding, ...]:
    asked: dict[int, list[Measure]] = {}
    for measure in measures:
        for pk in figures.expected_of(measure, period):
            asked.setdefault(pk, []).append(measure)
    held = {(row.organization_id, row.member_id): row.member.spell for row in figures.assignments}
    spells = {pk: spell for (pk, _member), spell in held.items() if spell.is_active_on(period.ends_on)}
    rows = []
    for pk, of_member in asked.items():
        lines = [figures.line_of(measure, period, pk) for measure in of_member]
        states = [
            _state_shown_to(scope, measure, pk, line) for measure, line in zip(of_member, lines, strict=True)
        ]
        due_on, locks_on = after_pauses(spells[pk], period.due_on, period.locks_on)
        standing = standing_of(states, due_on=due_on, locks_on=locks_on, today=on)
        on_time = all(line and is_on_time(line.first_submitted_at, due_on, zone) for line in lines)
        rows.append(MemberStanding(pk, figures.names[pk], standing, on_time))
    return tuple(sorted(rows, key=lambda row: (name_key(row.name), row.organization_id)))


def _state_shown_to(scope: Scope, measure: Measure, organization_id: int, line: Line | None) -> str | None:
    """Return a line's state, or None where the viewer may not know that it is begun or returned."""
    if line is None:
        return None
    reviews = scope.is_staff_of(measure.library_id) or measure.partnership_id in scope.backbone_ids
    if reviews or organization_id in scope.organization_ids:
        return line.state
    return None if line.state in _OWN_BUSINESS else line.state
