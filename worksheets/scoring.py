"""How ratings of 1 to 5 are summed up: means, bands, spread and agreement.

A rating of None is "don't know" and leaves every sum; it is never 0 and never 3.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

LOWEST, HIGHEST = 1, 5
SCALE = range(LOWEST, HIGHEST + 1)
LOW_RATINGS, HIGH_RATINGS = (1, 2), (4, 5)
SPLIT_SHARE = Decimal("0.30")
RATERS_DIFFER_FROM = 2
BOTH_MEANS_FROM = Decimal("0.3")
# Thirds and sevenths are cut at 28 digits, so a mean of means can miss a tie such as 3.75 by its last digit.
_EXACT = Decimal("1E-15")

Rating = int | None


class Band(StrEnum):
    STRENGTH = "strength"
    BORDERLINE = "borderline"
    CONCERN = "concern"


@dataclass(frozen=True)
class BandThresholds:
    """The lowest rounded mean of a strength and of a borderline; below both is a concern."""

    strength: Decimal = Decimal("4.0")
    borderline: Decimal = Decimal("3.0")


@dataclass(frozen=True)
class Spread:
    n: int
    lowest: int | None
    highest: int | None
    deviation: Decimal | None
    low_share: Decimal | None
    high_share: Decimal | None

    @property
    def is_split(self) -> bool:
        """Many low and many high ratings: the mean alone would mislead."""
        if self.low_share is None or self.high_share is None:
            return False
        return min(self.low_share, self.high_share) >= SPLIT_SHARE


@dataclass(frozen=True)
class Answer:
    """One rating given on behalf of one organization."""

    organization: Hashable
    rating: Rating


@dataclass(frozen=True)
class Cell:
    """What one factor of one organization shows when all raters are taken together."""

    mean: Decimal | None
    band: Band | None
    n: int
    lowest: int | None
    highest: int | None
    raters_differ: bool


DEFAULT_THRESHOLDS = BandThresholds()


def oriented(rating: Rating, *, higher_is_better: bool) -> Rating:
    """Turn a rating of a scale that runs the other way (1 = strongly agree), before any sum."""
    if rating is None or higher_is_better:
        return rating
    return LOWEST + HIGHEST - rating


def mean(values: Iterable[Rating | Decimal]) -> Decimal | None:
    """Return the mean of the values given, or None when none was given."""
    given = [Decimal(value) for value in values if value is not None]
    return sum(given, Decimal()) / len(given) if given else None


def half_up(value: Decimal, places: int = 1) -> Decimal:
    """Round as people do: 3.95 is 4.0, and 3.949 is 3.9."""
    exact = value.quantize(_EXACT, ROUND_HALF_UP)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def band(value: Decimal | None, thresholds: BandThresholds = DEFAULT_THRESHOLDS) -> Band | None:
    """Judge a mean rounded to one decimal; the published bands leave a gap between 3.9 and 4.0."""
    if value is None:
        return None
    rounded = half_up(value)
    if rounded >= thresholds.strength:
        return Band.STRENGTH
    return Band.BORDERLINE if rounded >= thresholds.borderline else Band.CONCERN


def band_counts(
    means: Iterable[Decimal | None], thresholds: BandThresholds = DEFAULT_THRESHOLDS
) -> dict[Band, int]:
    """Count the factors of each band; this stands in place of a total score."""
    bands = [band(value, thresholds) for value in means]
    return {kind: bands.count(kind) for kind in Band}


def spread(ratings: Iterable[Rating]) -> Spread:
    """Describe how far apart ratings are; the deviation is the sample's (n - 1), None below two."""
    given = [rating for rating in ratings if rating is not None]
    if not given:
        return Spread(0, None, None, None, None, None)
    count = Decimal(len(given))
    return Spread(
        n=len(given),
        lowest=min(given),
        highest=max(given),
        deviation=_sample_deviation(given),
        low_share=sum(rating in LOW_RATINGS for rating in given) / count,
        high_share=sum(rating in HIGH_RATINGS for rating in given) / count,
    )


def _sample_deviation(given: list[int]) -> Decimal | None:
    count = len(given)
    if count == 1:
        return None
    # In whole numbers until the last step, so that equal ratings give exactly 0.
    squares = count * sum(rating * rating for rating in given) - sum(given) ** 2
    return (Decimal(squares) / (count * (count - 1))).sqrt()


def raters_differ(ratings: Iterable[Rating]) -> bool:
    """Tell whether two raters are 2 or more apart, which is worth a talk before anything is decided."""
    given = [rating for rating in ratings if rating is not None]
    return bool(given) and max(given) - min(given) >= RATERS_DIFFER_FROM


def cell(ratings: Iterable[Rating], thresholds: BandThresholds = DEFAULT_THRESHOLDS) -> Cell:
    """Sum up one factor of a worksheet: the mean of all its raters."""
    given = [rating for rating in ratings if rating is not None]
    value = mean(given)
    return Cell(
        mean=value,
        band=band(value, thresholds),
        n=len(given),
        lowest=min(given, default=None),
        highest=max(given, default=None),
        raters_differ=raters_differ(given),
    )


def group_means(means: Mapping[str, Decimal | None], groups: Mapping[str, int]) -> dict[int, Decimal | None]:
    """Return the mean of the rated factors of each group; a group mean carries no band."""
    numbers = dict.fromkeys(groups.values())
    return {
        number: mean(means.get(code) for code, group in groups.items() if group == number)
        for number in numbers
    }


def mean_by_respondent(answers: Iterable[Answer]) -> Decimal | None:
    """Return the mean in which every rating counts alike."""
    return mean(answer.rating for answer in answers)


def mean_by_organization(answers: Iterable[Answer]) -> Decimal | None:
    """Return the mean of the organizations' means, in which every organization has one voice."""
    ratings: dict[Hashable, list[Rating]] = {}
    for answer in answers:
        ratings.setdefault(answer.organization, []).append(answer.rating)
    return mean(mean(given) for given in ratings.values())


def shows_both_means(
    by_respondent: Decimal | None,
    by_organization: Decimal | None,
    thresholds: BandThresholds = DEFAULT_THRESHOLDS,
) -> bool:
    """Tell whether one mean alone would mislead: 0.3 or more apart, or in different bands."""
    if by_respondent is None or by_organization is None:
        return False
    apart = half_up(abs(by_respondent - by_organization), places=10)
    return apart >= BOTH_MEANS_FROM or band(by_respondent, thresholds) != band(by_organization, thresholds)
