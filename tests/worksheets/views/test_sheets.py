import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make
from worksheets.cells import UNTOUCHED, Cell, key_name, seen_token
from worksheets.models import Rating

DETAIL_QUERIES = 10


@pytest.fixture
def evaluation(cast):
    return make.make_evaluation(
        cast.riverton.library, cast.riverton.maple, cast.riverton.oak, by=cast.cole.user
    )


def page(cast, evaluation, name="evaluation"):
    return reverse(name, args=[cast.riverton.library.slug, evaluation.pk])


def posted(evaluation, value, *, code="1a", position=1, note="", seen=(UNTOUCHED, "", 0)):
    """What the page posts for one cell; `seen` is the value, note and version it had shown."""
    candidate = evaluation.candidates.get(position=position)
    factor = evaluation.instrument_version.factors.get(code=code)
    shown = Cell(candidate.pk, factor.pk, *seen)
    name = key_name(shown.key)
    return {f"rating-{name}": value, f"note-{name}": note, f"seen-{name}": seen_token(shown)}


def cells_of(response):
    return [cell for group in response.context["groups"] for row in group.rows for cell in row.cells]


def stored():
    rows = Rating.objects.order_by("factor__position", "candidate__position", "rater")
    return [(row.factor.code, row.candidate.position, row.value, row.note) for row in rows]


def test_sheet_looks_like_the_paper_form(cast, client_of, evaluation):
    groups = client_of("cole").get(page(cast, evaluation)).context["groups"]

    letters = [(group.no, "".join(row.factor.letter for row in group.rows)) for group in groups]
    assert letters == [(1, "abc"), (2, "abcd"), (3, "abcdef"), (4, "ab"), (5, "abc"), (6, "ab")]
    assert groups[0].title == "Environment"
    assert {len(row.cells) for group in groups for row in group.rows} == {2}


def test_sheet_names_the_source_of_the_factors_and_of_the_scale(cast, client_of, evaluation):
    html = client_of("cole").get(page(cast, evaluation)).content.decode()

    assert "Collaboration: What Makes It Work, 2nd Edition, Amherst H. Wilder Foundation" in html
    assert "Our scale:" in html


def test_half_filled_sheet_is_saved_and_shown_again(cast, client_of, evaluation):
    client = client_of("cole")
    data = posted(evaluation, "4", note="Knows us") | posted(evaluation, "unknown", code="6b", position=2)

    response = client.post(page(cast, evaluation), data, follow=True)

    assert stored() == [("1a", 1, 4, "Knows us"), ("6b", 2, None, "")]
    assert [str(message) for message in response.context["messages"]] == ["Saved. 2 of 40 answered."]
    shown = [(cell.rating, cell.note) for cell in cells_of(response)]
    assert (shown[0], shown[1], shown[-1]) == (("4", "Knows us"), ("", ""), ("unknown", ""))


def test_rater_sees_own_sheet_only(cast, client_of, evaluation):
    make.make_rating(evaluation.candidates.first(), by=cast.mara.user, value=2)

    cells = cells_of(client_of("cole").get(page(cast, evaluation)))

    assert {cell.rating for cell in cells} == {""}


def test_viewer_looks_but_does_not_rate(cast, client_of, evaluation):
    client = client_of("vera")

    shown = client.get(page(cast, evaluation))
    refused = [
        client.post(page(cast, evaluation, name), posted(evaluation, "4")).status_code
        for name in ("evaluation", "evaluation_cells")
    ]

    assert "summary" in shown.context
    assert (refused, stored()) == ([403, 403], [])


def test_second_window_sees_both_and_keeps_its_own(cast, client_of, evaluation):
    client = client_of("cole")
    client.post(page(cast, evaluation), posted(evaluation, "4", note="First"))

    conflict = client.post(page(cast, evaluation), posted(evaluation, "2", note="Second"))

    cell = cells_of(conflict)[0]
    assert (conflict.status_code, cell.rating, cell.note, cell.conflict) == (409, "2", "Second", "4 – First")
    assert stored() == [("1a", 1, 4, "First")]


def test_second_window_may_save_again_knowingly(cast, client_of, evaluation):
    client = client_of("cole")
    client.post(page(cast, evaluation), posted(evaluation, "4"))
    cell = cells_of(client.post(page(cast, evaluation), posted(evaluation, "2")))[0]

    again = {f"rating-{cell.name}": cell.rating, f"note-{cell.name}": "", f"seen-{cell.name}": cell.seen}
    client.post(page(cast, evaluation), again)

    assert stored() == [("1a", 1, 2, "")]


def test_windows_that_touch_different_cells_do_not_disturb_each_other(cast, client_of, evaluation):
    client = client_of("cole")
    client.post(page(cast, evaluation), posted(evaluation, "4"))
    stale_page = posted(evaluation, "") | posted(evaluation, "3", code="1b")

    response = client.post(page(cast, evaluation), stale_page)

    assert response.status_code == 302
    assert stored() == [("1a", 1, 4, ""), ("1b", 1, 3, "")]


@pytest.mark.parametrize(
    ("value", "note"),
    [("6", ""), ("abc", ""), ("4", "NUL \0"), ("4", "x" * 100_000), ("", "A note alone")],
    ids=["six", "word", "nul", "long note", "note alone"],
)
def test_faulty_cell_is_named_and_nothing_is_saved(cast, client_of, evaluation, value, note):
    data = posted(evaluation, value, note=note) | posted(evaluation, "3", code="1b")

    shown = client_of("cole").post(page(cast, evaluation), data)
    answer = client_of("cole").post(page(cast, evaluation, "evaluation_cells"), data)

    faulty = [cell.name for cell in cells_of(shown) if cell.error]
    assert (shown.status_code, shown.context["errors"][0]["href"]) == (200, f"#cell-{faulty[0]}")
    assert [cell.rating for cell in cells_of(shown)][2] == "3"
    assert (answer.status_code, list(answer.json()["errors"])) == (400, faulty)
    assert stored() == []


def test_cells_of_another_worksheet_are_refused(cast, client_of, evaluation):
    other = make.make_evaluation(
        cast.riverton.library, cast.riverton.maple, cast.riverton.oak, by=cast.cole.user
    )
    client = client_of("cole")
    foreign = [posted(other, "4"), {"rating-1-999999": "4"}, {f"rating-{'9' * 5000}-1": "4"}]

    statuses = [client.post(page(cast, evaluation), data).status_code for data in foreign]

    assert (statuses, stored()) == ([400, 400, 400], [])


def test_worksheet_of_a_huge_number_is_not_found(cast, client_of):
    slug = cast.riverton.library.slug

    assert client_of("cole").get(f"/libraries/{slug}/worksheets/{'9' * 40}/").status_code == 404


@pytest.mark.parametrize("chosen", ["", "abc", "9" * 5000])
def test_narrow_screen_shows_the_first_candidate_unless_another_is_chosen(
    cast, client_of, evaluation, chosen
):
    client = client_of("cole")
    first, second = evaluation.candidates.all()

    fallback = client.get(page(cast, evaluation), {"candidate": chosen})
    other = client.get(page(cast, evaluation), {"candidate": second.pk})

    assert (fallback.context["chosen_id"], other.context["chosen_id"]) == (first.pk, second.pk)


def test_cells_are_saved_while_one_types(cast, client_of, evaluation):
    client = client_of("cole")

    answer = client.post(page(cast, evaluation, "evaluation_cells"), posted(evaluation, "4")).json()

    cell = cells_of(client.get(page(cast, evaluation)))[0]
    assert answer["seen"] == {cell.name: cell.seen}
    assert (answer["progress"], answer["saved"][:6]) == ("1 of 40 answered", "Saved ")


def test_conflict_while_one_types_tells_both_and_lets_one_go_on(cast, client_of, evaluation):
    client = client_of("cole")
    client.post(page(cast, evaluation), posted(evaluation, "4"))

    answer = client.post(page(cast, evaluation, "evaluation_cells"), posted(evaluation, "2"))

    cell = cells_of(client.get(page(cast, evaluation)))[0]
    assert answer.status_code == 409
    assert answer.json() == {"conflicts": {cell.name: "4"}, "seen": {cell.name: cell.seen}}


def test_sheet_costs_the_same_with_more_ratings(cast, client_of, evaluation):
    client = client_of("cole")
    counts = []
    for codes in (["1a"], ["1b", "1c"]):
        for code in codes:
            make.make_rating(evaluation.candidates.first(), by=cast.cole.user, code=code)
        with CaptureQueriesContext(connection) as queries:
            client.get(page(cast, evaluation))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= DETAIL_QUERIES
