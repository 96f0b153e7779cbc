from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partners.domain.thresholds import set_threshold
from tests import make
from worksheets.summary import Tally
from worksheets.views.results import tally_text

DETAIL_QUERIES = 10


@pytest.fixture
def evaluation(cast):
    return make.make_evaluation(
        cast.riverton.library, cast.riverton.maple, cast.riverton.oak, by=cast.cole.user
    )


@pytest.fixture
def show(cast, client_of, evaluation):
    url = reverse("evaluation_results", args=[cast.riverton.library.slug, evaluation.pk])
    client = client_of("vera")
    return lambda: client.get(url)


def first_cell(response):
    return response.context["summary"].groups[0].rows[0].cells[0]


def test_two_raters_are_summed_up_and_their_difference_is_shown(cast, evaluation, show):
    maple = evaluation.candidates.first()
    make.make_rating(maple, by=cast.cole.user, value=4, note="Always on time")
    make.make_rating(maple, by=cast.mara.user, value=2, note="Never on time")

    response = show()

    html = response.content.decode()
    assert (str(first_cell(response).mean), first_cell(response).scored.n) == ("3.0", 2)
    assert "Raters differ: 2 to 4" in html
    assert "Always on time" in html
    assert "Never on time" in html


def test_untouched_and_unknown_read_differently(cast, evaluation, show):
    make.make_rating(evaluation.candidates.first(), by=cast.cole.user, value=None)

    response = show()

    html = response.content.decode()
    assert (
        html.count('<span class="worksheet-nothing">Don&#x27;t know</span>')
        + html.count('<span class="worksheet-nothing">Don\'t know</span>')
        == 1
    )
    assert html.count('<span class="worksheet-nothing">Not rated</span>') == 39


def test_bands_are_called_adapted(cast, evaluation, show):
    make.make_rating(evaluation.candidates.first(), by=cast.cole.user)

    assert "Our scale, adapted bands:" in show().content.decode()


def test_nobody_has_rated_yet(show):
    assert "Nobody has rated yet" in show().content.decode()


@pytest.mark.parametrize(
    ("tally", "text"),
    [
        (Tally(1, 9, 8, 3, 0), "9 strengths, 8 borderline, 3 concerns"),
        (Tally(1, 1, 0, 1, 18), "1 strength, 0 borderline, 1 concern, 18 not rated"),
    ],
    ids=["full", "half-filled"],
)
def test_counts_stand_in_place_of_a_total(tally, text):
    assert tally_text(tally) == text


@pytest.mark.parametrize(
    ("valid_from", "band"), [(date(2017, 1, 1), "borderline"), (date(2017, 2, 1), "strength")]
)
def test_worksheet_keeps_the_bands_of_the_day_it_was_started(cast, evaluation, show, valid_from, band):
    make.make_rating(evaluation.candidates.first(), by=cast.cole.user, value=4)
    set_threshold(
        cast.riverton.library,
        by=cast.mara.user,
        name="band_strength",
        value=Decimal("4.5"),
        valid_from=valid_from,
    )

    assert first_cell(show()).scored.band == band


def test_results_cost_the_same_with_more_ratings(cast, evaluation, show):
    counts = []
    for persona, code in ((cast.cole, "1a"), (cast.mara, "1b"), (cast.vera, "1c")):
        make.make_rating(evaluation.candidates.first(), by=persona.user, code=code)
        with CaptureQueriesContext(connection) as queries:
            show()
        counts.append(len(queries))

    assert counts == [counts[0]] * 3
    assert counts[0] <= DETAIL_QUERIES
