"""The shared view of a worksheet: what all raters gave, factor by factor. Never a total, never a rank."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Protocol

from worksheets.cells import Key
from worksheets.scoring import (
    DEFAULT_THRESHOLDS,
    Band,
    BandThresholds,
    Cell,
    band_counts,
    cell,
    group_means,
    half_up,
    oriented,
)


class Factor(Protocol):
    """What the summary reads of a factor."""

    pk: int
    code: str
    group_no: int
    group_title: str
    letter: str
    label: str


@dataclass(frozen=True)
class Given:
    """One rater's answer in one cell; None is "don't know"."""

    candidate_id: int
    factor_id: int
    rater_id: int
    rater: str
    value: int | None
    note: str = ""


@dataclass(frozen=True)
class SummaryCell:
    """One cell of the shared view. `mean` has one decimal; `given` holds every rater's answer."""

    candidate_id: int
    scored: Cell
    given: tuple[Given, ...]

    @property
    def mean(self) -> Decimal | None:
        return _rounded(self.scored.mean)

    @property
    def is_untouched(self) -> bool:
        return not self.given

    @property
    def is_unknown(self) -> bool:
        """Somebody answered, and nobody knew."""
        return bool(self.given) and self.scored.n == 0

    @property
    def unknown_count(self) -> int:
        return len(self.given) - self.scored.n


@dataclass(frozen=True)
class SummaryRow:
    factor: Factor
    cells: tuple[SummaryCell, ...]


@dataclass(frozen=True)
class SummaryGroup:
    """A numbered group; its means, one for each candidate, carry no band."""

    no: int
    title: str
    means: tuple[Decimal | None, ...]
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True)
class Tally:
    """How many factors of one candidate fall in each band; this stands in place of a total."""

    candidate_id: int
    strengths: int
    borderline: int
    concerns: int
    not_rated: int


@dataclass(frozen=True)
class Summary:
    groups: tuple[SummaryGroup, ...]
    tallies: tuple[Tally, ...]
    raters: tuple[str, ...]
    differing_count: int


def summarize(
    factors: Sequence[Factor],
    candidate_ids: Sequence[int],
    given: Iterable[Given],
    *,
    thresholds: BandThresholds = DEFAULT_THRESHOLDS,
    higher_is_better: bool = True,
) -> Summary:
    """Sum up a worksheet: each cell is the mean of its raters, banded after rounding to one decimal."""
    answers = list(given)
    by_cell: dict[Key, list[Given]] = {}
    for answer in answers:
        by_cell.setdefault((answer.candidate_id, answer.factor_id), []).append(answer)
    rows = [
        SummaryRow(
            factor,
            tuple(
                _cell(pk, by_cell.get((pk, factor.pk), []), thresholds, higher_is_better)
                for pk in candidate_ids
            ),
        )
        for factor in factors
    ]
    return Summary(
        groups=tuple(_groups(rows, candidate_ids)),
        tallies=tuple(_tally(rows, index, pk, thresholds) for index, pk in enumerate(candidate_ids)),
        raters=tuple(sorted({answer.rater_id: answer.rater for answer in answers}.values())),
        differing_count=sum(summed.scored.raters_differ for row in rows for summed in row.cells),
    )


def _cell(
    candidate_id: int, answers: list[Given], thresholds: BandThresholds, higher_is_better: bool
) -> SummaryCell:
    ratings = [oriented(answer.value, higher_is_better=higher_is_better) for answer in answers]
    ordered = sorted(answers, key=lambda answer: answer.rater.casefold())
    return SummaryCell(candidate_id, cell(ratings, thresholds), tuple(ordered))


def _means(rows: Iterable[SummaryRow], index: int) -> Mapping[str, Decimal | None]:
    return {row.factor.code: row.cells[index].scored.mean for row in rows}


def _groups(rows: Sequence[SummaryRow], candidate_ids: Sequence[int]) -> Iterable[SummaryGroup]:
    groups = {row.factor.code: row.factor.group_no for row in rows}
    means = [group_means(_means(rows, index), groups) for index in range(len(candidate_ids))]
    for no, members in groupby(rows, key=lambda row: row.factor.group_no):
        of_group = tuple(members)
        rounded = tuple(_rounded(found[no]) for found in means)
        yield SummaryGroup(no, of_group[0].factor.group_title, rounded, of_group)


def _rounded(mean: Decimal | None) -> Decimal | None:
    return None if mean is None else half_up(mean)


def _tally(rows: Sequence[SummaryRow], index: int, candidate_id: int, thresholds: BandThresholds) -> Tally:
    means = list(_means(rows, index).values())
    counts = band_counts(means, thresholds)
    return Tally(
        candidate_id=candidate_id,
        strengths=counts[Band.STRENGTH],
        borderline=counts[Band.BORDERLINE],
        concerns=counts[Band.CONCERN],
        not_rated=means.count(None),
    )
