"""The worksheet on paper: whose digits stand in it."""

import re

import pytest

from tests import make
from tests.partners.views.pages import at, queries_of

CELL = re.compile(r"<td>(.*?)</td>")


@pytest.fixture
def evaluation(cast):
    evaluation = make.make_evaluation(
        cast.riverton.library, cast.riverton.maple, cast.riverton.oak, by=cast.mara.user
    )
    first, second = evaluation.candidates.all()
    make.make_rating(first, by=cast.mara.user, code="1a", value=4)
    make.make_rating(second, by=cast.mara.user, code="1a", value=None)
    make.make_rating(first, by=cast.cole.user, code="1a", value=5)
    return evaluation


def cells(client, cast, evaluation, fill):
    text = client.get(at(cast.riverton, "evaluation_paper", evaluation.pk), {"fill": fill}).content.decode()
    found = CELL.findall(text)
    assert len(found) == 40
    return found[:2], {*found[2:]}


@pytest.mark.parametrize(
    ("who", "first_row"),
    [
        (("mara", "mine"), ["4", "?"]),
        (("cole", "mine"), ["5", ""]),
        (("mara", "everyone"), ["4.5", "?"]),
        (("vera", "mine"), ["4.5", "?"]),
        (("mara", "blank"), ["", ""]),
    ],
)
def test_paper_shows_what_was_asked_for(cast, client_of, evaluation, who, first_row):
    name, fill = who

    assert cells(client_of(name), cast, evaluation, fill) == (first_row, {""})


def test_paper_names_groups_letters_partners_and_the_source(cast, client_of, evaluation):
    text = client_of("mara").get(at(cast.riverton, "evaluation_paper", evaluation.pk)).content.decode()

    titles = re.findall(r'scope="rowgroup">(.*?)<', text)
    letters = re.findall(r'paper-letter">(.)\.', text)
    assert [title[:2] for title in titles] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert "".join(letters) == "abc" + "abcd" + "abcdef" + "ab" + "abc" + "ab"
    assert re.findall(r'paper-name">(.*?)<', text) == ["Maple Homework Club", "Oak Hill Adult School"]
    assert "Collaboration: What Makes It Work, 2nd Edition, Amherst H. Wilder Foundation" in text


def test_paper_knows_no_other_filling(cast, client_of, evaluation):
    url = at(cast.riverton, "evaluation_paper", evaluation.pk)

    assert client_of("mara").get(url, {"fill": "everybody"}).status_code == 404


def test_blank_worksheet_needs_no_partners(cast, client_of):
    text = client_of("mara").get(at(cast.riverton, "worksheet_blank")).content.decode()

    assert set(CELL.findall(text)) == {""}
    assert re.findall(r'paper-name">(.*?)<', text) == ["", ""]


@pytest.mark.parametrize("fill", ["mine", "everyone", "blank"])
def test_paper_costs_the_same_for_more_raters(cast, client_of, evaluation, fill):
    client, url = client_of("mara"), f"{at(cast.riverton, 'evaluation_paper', evaluation.pk)}?fill={fill}"
    before = queries_of(client, url)
    for number in range(3):
        make.make_rating(evaluation.candidates.first(), by=make.make_user(), code=f"{number + 1}b", value=2)

    assert before == queries_of(client, url) <= 10
