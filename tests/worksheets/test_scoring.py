from decimal import Decimal
from fractions import Fraction
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worksheets import scoring
from worksheets.scoring import Answer, Band, BandThresholds

ratings = st.one_of(st.none(), st.integers(1, 5))
GIVEN = {"library": [5, 5, 5, 5, 4, 5], "school": [3], "church": [2, 3], "clinic": [3]}


def _answers(given_by):
    return [Answer(name, rating) for name, given in given_by.items() for rating in given]


@pytest.mark.parametrize(
    ("mean", "rounded", "band"),
    [
        ("3.95", "4.0", Band.STRENGTH),
        ("3.949", "3.9", Band.BORDERLINE),
        ("2.95", "3.0", Band.BORDERLINE),
        ("2.94", "2.9", Band.CONCERN),
    ],
)
def test_mean_is_rounded_half_up_before_it_is_judged(mean, rounded, band):
    assert scoring.half_up(Decimal(mean)) == Decimal(rounded)
    assert scoring.band(Decimal(mean)) == band


def test_nothing_rated_has_no_mean_and_no_band():
    assert scoring.mean([None, None]) is None
    assert scoring.band(None) is None


def test_a_library_may_set_its_own_bands():
    strict = BandThresholds(strength=Decimal("4.5"), borderline=Decimal("3.5"))

    assert [scoring.band(Decimal(value), strict) for value in ("4.5", "4.0", "3.4")] == list(Band)


def test_dont_know_is_left_out_and_neutral_counts():
    assert scoring.mean([5, None, 3]) == 4


def test_reversed_scale_is_turned_first():
    assert [scoring.oriented(given, higher_is_better=False) for given in (1, 3, 5, None)] == [5, 3, 1, None]
    assert scoring.oriented(2, higher_is_better=True) == 2


def test_mean_of_thirds_is_rounded_as_if_exact():
    thirds = [scoring.mean(given) for given in ([3, 3, 4], [3, 3, 4], [3, 3, 4], [5])]

    assert scoring.half_up(scoring.mean(thirds)) == Decimal("3.8")


def test_library_and_partners_see_the_collaboration_differently():
    respondents = scoring.mean_by_respondent(_answers(GIVEN))
    organizations = scoring.mean_by_organization(_answers(GIVEN))

    assert (scoring.half_up(respondents), scoring.band(respondents)) == (Decimal("4.0"), Band.STRENGTH)
    assert (scoring.half_up(organizations), scoring.band(organizations)) == (Decimal("3.3"), Band.BORDERLINE)
    assert scoring.shows_both_means(respondents, organizations)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [("3.5", "3.2", True), ("3.5", "3.21", False), ("3.95", "3.94", True), ("3.1", None, False)],
    ids=["0.3 apart", "less apart", "different bands", "one missing"],
)
def test_both_means_are_shown_when_one_would_mislead(one, other, both):
    assert scoring.shows_both_means(Decimal(one), other and Decimal(other)) is both


def test_organization_without_a_rating_has_no_voice():
    answers = _answers({"library": [4], "school": [None]})

    assert scoring.mean_by_organization(answers) == 4


def test_spread_of_one_rating_has_no_deviation():
    spread = scoring.spread([None, 4])

    assert (spread.n, spread.lowest, spread.highest, spread.deviation) == (1, 4, 4, None)
    assert not spread.is_split


def test_spread_of_no_rating_is_empty():
    spread = scoring.spread([None])

    assert (spread.n, spread.lowest, spread.low_share) == (0, None, None)
    assert not spread.is_split


def test_all_threes_have_no_deviation():
    spread = scoring.spread([3, 3, 3])

    assert (spread.deviation, spread.low_share, spread.high_share) == (0, 0, 0)


def test_spread_uses_the_sample_deviation():
    assert scoring.half_up(scoring.spread([2, 4, 4, 5]).deviation, places=3) == Decimal("1.258")


@pytest.mark.parametrize(
    ("given", "is_split"),
    [([1, 2, 1, 3, 3, 3, 3, 4, 5, 4], True), ([1, 2, 3, 3, 3, 3, 3, 4, 5, 4], False)],
    ids=["30 % each", "20 % low"],
)
def test_raters_are_split_when_both_ends_hold_thirty_percent(given, is_split):
    assert scoring.spread(given).is_split is is_split


@pytest.mark.parametrize(
    ("given", "differ"), [([3, 5], True), ([3, 4], False), ([None, 5], False), ([], False)]
)
def test_raters_differ_by_two_or_more(given, differ):
    assert scoring.raters_differ(given) is differ


def test_worksheet_cell_is_the_mean_of_its_raters():
    cell = scoring.cell([2, 4, None])

    assert (cell.mean, cell.band, cell.n) == (3, Band.BORDERLINE, 2)
    assert (cell.lowest, cell.highest, cell.raters_differ) == (2, 4, True)


def test_untouched_worksheet_cell_is_blank():
    cell = scoring.cell([])

    assert (cell.mean, cell.band, cell.n, cell.raters_differ) == (None, None, 0, False)


def test_group_mean_uses_rated_factors_only():
    means = {"1a": Decimal(4), "1b": None, "1c": Decimal(3)}

    groups = scoring.group_means(means, {"1a": 1, "1b": 1, "1c": 1, "2a": 2})

    assert groups == {1: Decimal("3.5"), 2: None}


def test_bands_are_counted_instead_of_summed():
    means = [Decimal("4.2"), Decimal("3.95"), Decimal("3.1"), Decimal(2), None]

    assert scoring.band_counts(means) == {Band.STRENGTH: 2, Band.BORDERLINE: 1, Band.CONCERN: 1}


@given(st.lists(ratings).flatmap(lambda given: st.tuples(st.just(given), st.permutations(given))))
def test_order_of_raters_changes_nothing(pair):
    given_order, other_order = pair

    assert scoring.cell(given_order) == scoring.cell(other_order)
    assert scoring.spread(given_order) == scoring.spread(other_order)


@given(st.lists(st.lists(st.integers(1, 5), min_size=1, max_size=7), min_size=1, max_size=9))
def test_mean_of_organizations_is_rounded_as_exact_fractions_are(given_by):
    exact = sum(Fraction(sum(given), len(given)) for given in given_by) / len(given_by)
    tenths = (exact * 10 + Fraction(1, 2)).__floor__()

    computed = scoring.mean_by_organization(_answers(dict(enumerate(given_by))))

    assert scoring.half_up(computed) == Decimal(tenths) / 10


@given(st.lists(ratings, min_size=1))
def test_turning_the_scale_twice_changes_nothing(given):
    turned = [scoring.oriented(rating, higher_is_better=False) for rating in given]
    back = [scoring.oriented(rating, higher_is_better=False) for rating in turned]

    assert back == given
    total = sum(chain((r for r in given if r), (r for r in turned if r)))
    assert total == 6 * sum(rating is not None for rating in given)
