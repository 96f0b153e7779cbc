from decimal import Decimal
from types import SimpleNamespace

import pytest

from worksheets.scoring import Band, BandThresholds
from worksheets.summary import Given, summarize

MAPLE, OAK = 1, 2
FACTORS = [
    SimpleNamespace(pk=11, code="1a", group_no=1, group_title="Environment", letter="a", label="History"),
    SimpleNamespace(pk=12, code="1b", group_no=1, group_title="Environment", letter="b", label="Leader"),
    SimpleNamespace(pk=13, code="2a", group_no=2, group_title="Members", letter="a", label="Trust"),
]


def given(*values, candidate=MAPLE, factor=11):
    return [Given(candidate, factor, rater, f"Rater {rater}", value) for rater, value in enumerate(values)]


def first_cell(*values, **options):
    return summarize(FACTORS, [MAPLE, OAK], given(*values), **options).groups[0].rows[0].cells[0]


@pytest.mark.parametrize(
    ("values", "mean", "band"),
    [
        ([4], "4.0", Band.STRENGTH),
        ([3], "3.0", Band.BORDERLINE),
        ([2], "2.0", Band.CONCERN),
        ([4] * 19 + [3], "4.0", Band.STRENGTH),
        ([4] * 37 + [3] * 2, "3.9", Band.BORDERLINE),
        ([3] * 19 + [2], "3.0", Band.BORDERLINE),
        ([3] * 47 + [2] * 3, "2.9", Band.CONCERN),
        ([5, None, 4], "4.5", Band.STRENGTH),
    ],
    ids=["4", "3", "2", "3.95", "3.949", "2.95", "2.94", "don't know leaves the mean"],
)
def test_cell_is_banded_by_its_rounded_mean(values, mean, band):
    cell = first_cell(*values)

    assert (str(cell.mean), cell.scored.band) == (mean, band)


def test_untouched_and_unknown_are_told_apart():
    untouched, unknown = first_cell(), first_cell(None, None)

    assert (untouched.is_untouched, untouched.is_unknown, untouched.mean) == (True, False, None)
    assert (unknown.is_untouched, unknown.is_unknown, unknown.mean) == (False, True, None)


@pytest.mark.parametrize(("values", "differ"), [([2, 4], True), ([3, 4], False), ([2, None, 4], True)])
def test_raters_differ_from_two_points_on(values, differ):
    assert first_cell(*values).scored.raters_differ is differ


def test_factors_are_counted_by_band_instead_of_summed():
    ratings = given(4) + given(3, factor=12) + given(2, candidate=OAK, factor=13)

    maple, oak = summarize(FACTORS, [MAPLE, OAK], ratings).tallies

    assert (maple.strengths, maple.borderline, maple.concerns, maple.not_rated) == (1, 1, 0, 1)
    assert (oak.strengths, oak.borderline, oak.concerns, oak.not_rated) == (0, 0, 1, 2)


def test_groups_carry_a_mean_for_each_candidate():
    summary = summarize(FACTORS, [MAPLE, OAK], given(4) + given(3, factor=12))

    assert [(group.no, group.means) for group in summary.groups] == [
        (1, (Decimal("3.5"), None)),
        (2, (None, None)),
    ]


def test_raters_of_one_name_are_two_raters():
    answers = [Given(MAPLE, 11, 1, "Ana Ruiz", 4), Given(MAPLE, 12, 2, "Ana Ruiz", 4)]

    assert summarize(FACTORS, [MAPLE], answers).raters == ("Ana Ruiz", "Ana Ruiz")


def test_library_can_set_its_own_bands():
    strict = BandThresholds(strength=Decimal("4.5"), borderline=Decimal("3.5"))

    assert first_cell(4, thresholds=strict).scored.band == Band.BORDERLINE


def test_scale_that_runs_the_other_way_is_turned():
    assert str(first_cell(1, higher_is_better=False).mean) == "5.0"
