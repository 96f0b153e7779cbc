from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from partners.models import AuditEvent
from tests import make
from worksheets.cells import UNTOUCHED, Cell, StaleCells, fingerprint
from worksheets.domain.evaluations import save_ratings, sheet_of, start_evaluation
from worksheets.models import Evaluation, Rating

NOW = datetime(2017, 1, 10, 18, tzinfo=UTC)


@pytest.fixture
def evaluation(cast):
    return make.make_evaluation(
        cast.riverton.library, cast.riverton.maple, cast.riverton.oak, by=cast.cole.user
    )


@pytest.fixture
def cell(evaluation):
    """A cell of the worksheet by the position of its candidate and the code of its factor."""
    candidates = {candidate.position: candidate.pk for candidate in evaluation.candidates.all()}
    factors = {factor.code: factor.pk for factor in evaluation.instrument_version.factors.all()}

    def name(position, code, value, note="", version=0):
        return Cell(candidates[position], factors[code], value, note, version)

    return name


def stored(evaluation, user):
    rows = evaluation.ratings.filter(rater=user).order_by("factor__position", "candidate__position")
    return [(row.factor.code, row.candidate.position, row.value, row.note, row.version) for row in rows]


def start(cast, *organizations, title="Two sites for tutoring"):
    return start_evaluation(
        cast.riverton.library, by=cast.cole.user, title=title, organizations=organizations, now=NOW
    )


def test_worksheet_starts_with_its_candidates_in_order(cast):
    evaluation = start(cast, cast.riverton.oak, cast.riverton.maple)

    candidates = [(row.position, row.organization) for row in evaluation.candidates.all()]
    assert candidates == [(1, cast.riverton.oak), (2, cast.riverton.maple)]
    assert evaluation.instrument_version.factors.count() == 20


def test_start_leaves_one_line_in_the_history(cast):
    start(cast, cast.riverton.oak, cast.riverton.maple)

    event = AuditEvent.objects.get()
    assert (event.action, event.actor) == ("evaluation.started", cast.cole.user)
    assert event.changes == {"candidates": [None, ["Oak Hill Adult School", "Maple Homework Club"]]}


@pytest.mark.parametrize("count", [0, 1, 6])
def test_worksheet_compares_two_to_five(cast, count):
    organizations = [make.make_organization(cast.riverton.library) for _number in range(count)]

    with pytest.raises(ValidationError, match="two to five"):
        start(cast, *organizations)


def test_same_organization_twice_is_refused(cast):
    with pytest.raises(ValidationError, match="two different"):
        start(cast, cast.riverton.oak, cast.riverton.oak)


def test_archived_organization_is_refused(cast):
    archived = make.make_organization(cast.riverton.library, archived_at=NOW)

    with pytest.raises(ValidationError, match="archived"):
        start(cast, cast.riverton.oak, archived)


def test_organization_of_another_library_is_refused(cast):
    with pytest.raises(ValidationError):
        start(cast, cast.riverton.oak, cast.twin.maple)

    assert not Evaluation.objects.exists()


def test_half_filled_sheet_is_saved(cast, evaluation, cell):
    save_ratings(
        evaluation, by=cast.cole.user, cells=[cell(1, "1a", 4, "Knows us well"), cell(2, "6b", None)]
    )

    assert stored(evaluation, cast.cole.user) == [("1a", 1, 4, "Knows us well", 1), ("6b", 2, None, "", 1)]


def test_saved_sheet_is_returned_as_it_is_stored(cast, evaluation, cell):
    sheet = save_ratings(evaluation, by=cast.cole.user, cells=[cell(1, "1a", 4)])

    assert list(sheet.values()) == [cell(1, "1a", 4, version=1)]
    assert sheet == sheet_of(Rating.objects.filter(rater=cast.cole.user))


def test_saved_sheet_leaves_one_line_in_the_history(cast, evaluation, cell):
    save_ratings(evaluation, by=cast.cole.user, cells=[cell(1, "1a", 2, "Slow"), cell(2, "1a", None)])

    event = AuditEvent.objects.get(action="evaluation.rated")
    assert (event.subject_id, event.actor) == (evaluation.pk, cast.cole.user)
    assert event.changes == {
        "1a Maple Homework Club": [None, 2],
        "1a Maple Homework Club (note)": ["", "Slow"],
        "1a Oak Hill Adult School": [None, "?"],
    }


def test_sheet_without_a_change_leaves_no_line_in_the_history(cast, evaluation, cell):
    save_ratings(evaluation, by=cast.cole.user, cells=[cell(1, "1a", UNTOUCHED)])

    assert not AuditEvent.objects.exists()


def test_each_rater_keeps_an_own_sheet(cast, evaluation, cell):
    save_ratings(evaluation, by=cast.cole.user, cells=[cell(1, "1a", 4)])
    save_ratings(evaluation, by=cast.mara.user, cells=[cell(1, "1a", 2)])

    assert stored(evaluation, cast.cole.user) == [("1a", 1, 4, "", 1)]
    assert stored(evaluation, cast.mara.user) == [("1a", 1, 2, "", 1)]


def test_rating_can_be_taken_back(cast, evaluation, cell):
    save_ratings(evaluation, by=cast.cole.user, cells=[cell(1, "1a", 4, "Good")])

    save_ratings(evaluation, by=cast.cole.user, cells=[cell(1, "1a", UNTOUCHED, version=1)])

    assert stored(evaluation, cast.cole.user) == []


def test_second_window_is_told_of_every_conflict_and_saves_nothing(cast, evaluation, cell):
    save_ratings(evaluation, by=cast.cole.user, cells=[cell(1, "1a", 4), cell(2, "1a", 5)])
    second_window = [cell(1, "1a", 2), cell(2, "1a", 1), cell(1, "1b", 3)]

    with pytest.raises(StaleCells) as stale:
        save_ratings(evaluation, by=cast.cole.user, cells=second_window)

    pairs = [(conflict.stored.value, conflict.typed.value) for conflict in stale.value.conflicts]
    assert pairs == [(4, 2), (5, 1)]
    assert stored(evaluation, cast.cole.user) == [("1a", 1, 4, "", 1), ("1a", 2, 5, "", 1)]


def test_same_answer_from_two_windows_is_no_conflict(cast, evaluation, cell):
    save_ratings(evaluation, by=cast.cole.user, cells=[cell(1, "1a", 4)])

    save_ratings(evaluation, by=cast.cole.user, cells=[cell(1, "1a", 4)])

    assert stored(evaluation, cast.cole.user) == [("1a", 1, 4, "", 1)]


def test_cell_cleared_in_another_window_is_a_conflict(cast, evaluation, cell):
    save_ratings(evaluation, by=cast.cole.user, cells=[cell(1, "1a", 4)])
    save_ratings(evaluation, by=cast.cole.user, cells=[cell(1, "1a", UNTOUCHED, version=1)])

    with pytest.raises(StaleCells) as stale:
        save_ratings(evaluation, by=cast.cole.user, cells=[cell(1, "1a", 5, version=1)])

    assert stale.value.conflicts[0].stored == cell(1, "1a", UNTOUCHED)


def test_cell_cleared_and_rated_anew_in_another_window_is_a_conflict(cast, evaluation, cell):
    save_ratings(evaluation, by=cast.cole.user, cells=[cell(1, "1a", 4)])
    first_window = replace(cell(1, "1a", 5, version=1), seen=fingerprint(4, ""))
    for typed in (cell(1, "1a", UNTOUCHED, version=1), cell(1, "1a", 2)):
        save_ratings(evaluation, by=cast.cole.user, cells=[typed])

    with pytest.raises(StaleCells):
        save_ratings(evaluation, by=cast.cole.user, cells=[first_window])

    assert stored(evaluation, cast.cole.user) == [("1a", 1, 2, "", 1)]


@pytest.mark.parametrize("value", [0, 6, -1, 10**30])
def test_value_off_the_scale_is_refused(cast, evaluation, cell, value):
    with pytest.raises(ValidationError, match="from 1 to 5"):
        save_ratings(evaluation, by=cast.cole.user, cells=[cell(1, "1b", 3), cell(1, "1a", value)])

    assert stored(evaluation, cast.cole.user) == []


def test_cell_of_another_worksheet_is_refused(cast, evaluation, cell):
    other = make.make_evaluation(
        cast.riverton.library, cast.riverton.maple, cast.riverton.oak, by=cast.cole.user
    )

    with pytest.raises(ValidationError, match="not part of"):
        save_ratings(other, by=cast.cole.user, cells=[cell(1, "1a", 4)])


def test_note_without_an_answer_is_refused(cast, evaluation, cell):
    with pytest.raises(ValidationError, match="so that the note can be saved"):
        save_ratings(evaluation, by=cast.cole.user, cells=[cell(1, "1a", UNTOUCHED, "They meet on Mondays")])
