"""Worksheets about possible partners: one half filled by two raters, one whole by three, one just begun."""

from dataclasses import dataclass
from datetime import datetime

from partners.models import User
from partnerships.demo.stories.cast import Cast
from partnerships.demo.stories.days import Days, told_at
from partnerships.demo.stories.directory import BARROW, ELM, FAIRLANE, HARBOR, JUNIPER, SHELTER
from partnerships.demo.stories.people import Neighbor
from worksheets.cells import Cell
from worksheets.domain.evaluations import save_ratings, start_evaluation

# By candidate, in the order of the factors; None is "don't know".
Sheet = dict[Neighbor, tuple[int | None, ...]]


@dataclass(frozen=True)
class Worksheet:
    title: str
    days_ago: int
    candidates: tuple[Neighbor, ...]
    # One for each rater: the manager, the coordinator, the viewer.
    sheets: tuple[Sheet, ...]
    # The first rater's words on a factor.
    notes: tuple[tuple[Neighbor, int, str], ...] = ()


WORKSHEETS = (
    Worksheet(
        "Where could the evening groups meet?",
        0,
        (ELM, JUNIPER),
        (
            {
                ELM: (5, 4, 3, 4, 3, 5, 4, 4, 3, 4, None, 4, 3, 5, 4),
                JUNIPER: (2, 2, 4, 3, 4, 4, 3, 3, 2, 4, 2, 3, None, 4, 5),
            },
            {ELM: (4, 4, 4, 2, 3, 5, 4), JUNIPER: (3, 2, 4, 5, 4, 4, 3)},
        ),
        (
            (ELM, 0, "Ran the food drive with us for six years."),
            (JUNIPER, 0, "New board since spring; nobody has worked with them yet."),
        ),
    ),
    Worksheet(
        "Which grocer for the north branch?",
        300,
        (FAIRLANE, BARROW),
        (
            {
                FAIRLANE: (4, 4, 5, 4, 3, 5, 4, 5, 3, 4, 4, 4, 5, 5, 3, 5, 4, 5, 4, 4),
                BARROW: (3, 2, 4, 4, 3, 3, 4, 3, 2, 4, 3, 3, 2, 4, 4, 3, 3, 4, 2, 3),
            },
            {
                FAIRLANE: (5, 4, 4, 4, 3, 5, 5, 4, 3, 5, 4, 4, 4, 5, 4, 5, 4, 5, 3, 4),
                BARROW: (2, 3, 4, 5, 3, 2, 4, 3, None, 4, 3, 2, 2, 3, 5, 3, 2, 4, 2, 2),
            },
            {
                FAIRLANE: (4, 5, 4, 3, 4, 4, 3, 4, 4, 4, 5, 3, 4, 4, 4, 4, 5, 4, 4, 5),
                BARROW: (4, 3, 3, 5, 2, 4, 5, 4, 3, 3, None, 4, 3, 5, 4, 4, 3, 3, 1, 3),
            },
        ),
        ((FAIRLANE, 18, "They pay the driver; we only need a cold shelf."),),
    ),
    Worksheet("Who goes along to the first appointment?", 12, (SHELTER, HARBOR), ({SHELTER: (4, 4, 3)},)),
)


def fill_worksheets(cast: Cast, *, raters: list[User], days: Days) -> None:
    for worksheet in WORKSHEETS:
        at = days.ago(worksheet.days_ago) if worksheet.days_ago else days.now
        with told_at(at):
            _fill(worksheet, cast, raters=raters, now=at)


def _fill(worksheet: Worksheet, cast: Cast, *, raters: list[User], now: datetime) -> None:
    organizations = [cast.organization(one) for one in worksheet.candidates]
    evaluation = start_evaluation(
        cast.library, by=raters[0], title=worksheet.title, organizations=organizations, now=now
    )
    factors = list(evaluation.instrument_version.factors.order_by("position"))
    columns = {candidate.organization_id: candidate.pk for candidate in evaluation.candidates.all()}
    notes = {(neighbor, position): text for neighbor, position, text in worksheet.notes}
    for number, (rater, sheet) in enumerate(zip(raters, worksheet.sheets, strict=False)):
        cells = [
            Cell(
                candidate_id=columns[cast.organization(neighbor).pk],
                factor_id=factor.pk,
                value=value,
                note=notes.get((neighbor, position), "") if number == 0 else "",
            )
            for neighbor, values in sheet.items()
            for position, (factor, value) in enumerate(zip(factors, values, strict=False))
        ]
        save_ratings(evaluation, by=rater, cells=cells)
