import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make
from worksheets.models import Evaluation

OUTSIDERS = ("pia", "bea", "nick", "fay", "otto")
LIST_QUERIES = 8


def url(cast, name="evaluations", *args):
    return reverse(name, args=[cast.riverton.library.slug, *args])


def start(client, cast, **changes):
    data = {"title": "Two sites", "first": cast.riverton.maple.pk, "second": cast.riverton.oak.pk} | changes
    return client.post(url(cast, "evaluation_add"), data)


@pytest.mark.parametrize("name", OUTSIDERS)
def test_worksheets_do_not_exist_for_outsiders(cast, client_of, name):
    evaluation = make.make_evaluation(
        cast.riverton.library, cast.riverton.maple, cast.riverton.oak, by=cast.cole.user
    )
    client = client_of(name)
    pages = [url(cast), url(cast, "evaluation_add")]
    pages += [url(cast, page, evaluation.pk) for page in ("evaluation", "evaluation_results")]

    assert [client.get(page).status_code for page in pages] == [404, 404, 404, 404]
    posts = [url(cast, page, evaluation.pk) for page in ("evaluation", "evaluation_cells")]
    assert [client.post(page).status_code for page in posts] == [404, 404]
    assert start(client, cast).status_code == 404


def test_stranger_is_asked_to_sign_in(cast, client_of):
    response = client_of("nobody").get(url(cast))

    assert (response.status_code, "login" in response["Location"]) == (302, True)


def test_list_shows_the_worksheets_of_this_library_only(cast, client_of):
    ours = make.make_evaluation(
        cast.riverton.library, cast.riverton.maple, cast.riverton.oak, by=cast.cole.user
    )
    make.make_evaluation(cast.twin.library, cast.twin.maple, cast.twin.oak, by=cast.otto.user)
    for persona in (cast.cole, cast.mara):
        make.make_rating(ours.candidates.first(), by=persona.user)

    rows = client_of("vera").get(url(cast)).context["rows"]

    assert rows == [{"evaluation": ours, "rater_count": 2}]


def test_list_costs_the_same_with_more_rows(cast, client_of):
    client = client_of("vera")
    counts = []
    for new in (1, 2):
        for _number in range(new):
            evaluation = make.make_evaluation(
                cast.riverton.library, cast.riverton.maple, cast.riverton.oak, by=cast.cole.user
            )
            make.make_rating(evaluation.candidates.first(), by=cast.cole.user)
        with CaptureQueriesContext(connection) as queries:
            client.get(url(cast))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= LIST_QUERIES


def test_list_goes_on_after_the_last_row(cast, client_of, monkeypatch):
    monkeypatch.setattr("worksheets.views.evaluations.PAGE_SIZE", 2)
    rows = [
        make.make_evaluation(cast.riverton.library, cast.riverton.maple, cast.riverton.oak, by=cast.cole.user)
        for _number in range(3)
    ]
    client = client_of("cole")

    first = client.get(url(cast))
    second = client.get(url(cast) + first.context["next_url"])

    assert [row["evaluation"] for row in first.context["rows"]] == [rows[2], rows[1]]
    assert [row["evaluation"] for row in second.context["rows"]] == [rows[0]]
    assert second.context["next_url"] == ""


@pytest.mark.parametrize("after", ["x", "9" * 18, "9" * 5000, "-1"])
def test_list_after_a_made_up_row_is_not_found(cast, client_of, after):
    assert client_of("cole").get(url(cast), {"after": after}).status_code == 404


def test_viewer_may_not_start_a_worksheet(cast, client_of):
    client = client_of("vera")

    assert client.get(url(cast, "evaluation_add")).status_code == 403
    assert start(client, cast).status_code == 403
    assert not Evaluation.objects.exists()


def test_coordinator_starts_a_worksheet_and_lands_on_the_sheet(cast, client_of):
    response = start(client_of("cole"), cast)

    evaluation = Evaluation.objects.get()
    assert response["Location"] == evaluation.get_absolute_url()
    chosen = [candidate.organization for candidate in evaluation.candidates.all()]
    assert (evaluation.title, chosen) == ("Two sites", [cast.riverton.maple, cast.riverton.oak])


def test_form_offers_organizations_one_may_rate(cast, client_of):
    make.make_organization(cast.riverton.library, name="Closed Shop", archived_at="2017-01-01T00:00Z")

    form = client_of("cole").get(url(cast, "evaluation_add")).context["form"]

    assert [organization.name for organization in form.fields["first"].queryset] == [
        "Cedar Valley Fund",
        "Elm Street Center",
        "Maple Homework Club",
        "Oak Hill Adult School",
        "Valley Learning Network",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ""},
        {"title": "NUL \0"},
        {"title": "x" * 100_000},
        {"title": "\x01"},
        {"first": "abc"},
        {"first": "9" * 40},
        {"first": "\0"},
        {"second": ""},
    ],
    ids=["no title", "nul", "long", "invisible", "word", "huge", "nul choice", "one only"],
)
def test_faulty_start_shows_what_is_wrong(cast, client_of, changes):
    response = start(client_of("cole"), cast, **changes)

    assert response.status_code == 200
    assert next(iter(response.context["form"].errors)) in {*changes, "__all__"}
    assert not Evaluation.objects.exists()


def test_same_or_foreign_organization_cannot_be_chosen(cast, client_of):
    client = client_of("cole")

    same = start(client, cast, second=cast.riverton.maple.pk)
    foreign = start(client, cast, second=cast.twin.oak.pk)

    assert same.context["form"].errors == {"second": ["Choose two different organizations."]}
    assert list(foreign.context["form"].errors) == ["second"]
