"""Approving and returning in the browser."""

import pytest
from django.urls import reverse

from measurements.models import Observation
from tests import make

pytestmark = pytest.mark.usefixtures("april")


@pytest.fixture
def line(desk):
    return make.make_observation(desk.report, desk.measure, by=desk.pia)


def _url(name, pk):
    return reverse(name, args=["riverton", pk])


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("mara", 200),
        ("cole", 200),
        ("vera", 403),
        ("otto", 404),
        ("pia", 403),
        ("bea", 200),
        ("nick", 404),
        ("fay", 404),
        ("nobody", 302),
    ],
)
def test_coordinators_and_backbone_review(desk, line, client_of, name, status):
    assert client_of(name).get(_url("report_review", desk.report.pk)).status_code == status


@pytest.mark.parametrize(
    ("name", "status", "state"),
    [
        ("cole", 302, "approved"),
        ("bea", 302, "approved"),
        ("vera", 403, "submitted"),
        ("pia", 403, "submitted"),
        ("nick", 404, "submitted"),
        ("otto", 404, "submitted"),
        ("fay", 404, "submitted"),
    ],
)
def test_who_approves(line, client_of, name, status, state):
    one = client_of(name).post(_url("figure_approve", line.pk), {"version": 1})

    line.refresh_from_db()
    assert (one.status_code, line.state) == (status, state)


@pytest.mark.parametrize(
    ("name", "status"),
    [("cole", 302), ("bea", 302), ("vera", 403), ("pia", 403), ("nick", 404), ("otto", 404), ("fay", 404)],
)
def test_who_approves_all(desk, line, client_of, name, status):
    answer = client_of(name).post(_url("report_review", desk.report.pk), {"seen": f"{line.pk}-1"})

    line.refresh_from_db()
    assert (answer.status_code, line.state == "approved") == (status, status == 302)


def test_returning_sends_the_reason_back(desk, line, client_of):
    client = client_of("cole")
    refused = client.post(_url("figure_return", line.pk), {"version": 1, "reason": ""})
    assert "Say what should be looked at again." in refused.content.decode()

    client.post(_url("figure_return", line.pk), {"version": 1, "reason": "Whole year?"})

    line.refresh_from_db()
    assert (line.state, line.returned_reason) == ("returned", "Whole year?")


@pytest.mark.parametrize("page", ["figure_approve", "figure_return", "report_review"])
def test_figure_that_changed_meanwhile_is_shown_again(desk, line, client_of, page):
    Observation.objects.update(value=999, version=2)
    pk = desk.report.pk if page == "report_review" else line.pk

    answer = client_of("cole").post(_url(page, pk), {"version": 1, "seen": f"{line.pk}-1", "reason": "Why?"})

    line.refresh_from_db()
    assert (answer.status_code, line.state) == (409, "submitted")
    assert "999" in answer.content.decode()


def test_whoever_gave_a_figure_is_told_that_another_approves_it(desk, client_of):
    own = make.make_observation(desk.report, desk.measure, by=desk.cole)

    answer = client_of("cole").post(_url("figure_approve", own.pk), {"version": 1})

    assert "You gave this figure yourself." in answer.content.decode()


def test_draft_cannot_be_approved_nor_read(desk, client_of):
    draft = make.make_observation(desk.report, desk.measure, by=desk.pia, value=4711, state="draft")
    client = client_of("cole")

    text = client.get(_url("report_review", desk.report.pk)).content.decode()

    assert "Only the organization reads it" in text
    assert "4,711" not in text
    assert client.post(_url("figure_approve", draft.pk), {"version": 1}).status_code == 404


@pytest.mark.parametrize("seen", ["", "x-1", "1-x", "1", "²-1", "9" * 400 + "-1"])
def test_garbled_versions_approve_nothing(desk, line, client_of, seen):
    answer = client_of("cole").post(_url("report_review", desk.report.pk), {"seen": seen})

    line.refresh_from_db()
    assert (answer.status_code, line.state) == (409, "submitted")


def test_changes_are_post(desk, line, client_of):
    assert client_of("cole").get(_url("figure_approve", line.pk)).status_code == 405
