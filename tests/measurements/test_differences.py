"""What differs between two texts, word by word."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from measurements.differences import Piece, compare_goals, compare_parts, compare_words, joined

WORDS = st.lists(
    st.sampled_from(["we", "meet", "on", "Monday\n", "every", " ", "month.", "\t", "Año"]), max_size=12
)
TEXTS = WORDS.map(" ".join) | st.text(max_size=30)


@given(before=TEXTS, after=TEXTS)
@settings(deadline=None)
def test_pieces_join_back_to_both_texts(before, after):
    pieces = compare_words(before, after)

    assert joined(pieces, "same", "removed") == before
    assert joined(pieces, "same", "added") == after


@given(text=TEXTS)
@settings(deadline=None)
def test_text_does_not_differ_from_itself(text):
    assert all(piece.kind == "same" for piece in compare_words(text, text))


@given(before=TEXTS, after=TEXTS)
@settings(deadline=None)
def test_no_piece_is_empty_and_neighbors_differ_in_kind(before, after):
    pieces = compare_words(before, after)

    assert all(piece.text for piece in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))


def test_one_word_is_exchanged_in_its_place():
    assert compare_words("We meet on Mondays.", "We meet on Fridays.") == (
        Piece("same", "We meet on"),
        Piece("removed", " Mondays."),
        Piece("added", " Fridays."),
    )


def test_new_and_dropped_sections_are_shown_whole():
    parts = compare_parts({"Old": "gone"}, {"New": "here"})

    assert [(part.label, part.pieces) for part in parts] == [
        ("New", (Piece("added", "here"),)),
        ("Old", (Piece("removed", "gone"),)),
    ]


def test_goals_are_matched_by_id_and_the_dropped_ones_come_last():
    before = [(1, "Read", {"Goal": "Read"}), (2, "Write", {"Goal": "Write"})]
    after = [(3, "Count", {"Goal": "Count"}), (2, "Write well", {"Goal": "Write well"})]

    found = [(goal.title, goal.kind) for goal in compare_goals(before, after)]

    assert found == [("Count", "added"), ("Write well", "same"), ("Read", "removed")]
