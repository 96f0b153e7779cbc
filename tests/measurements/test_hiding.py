"""No small count can be worked out from what is shown: proved by trying every table there could be."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurements.hiding import hide_column, hide_table

MOST = 12


def _range(answer, value, *, threshold):
    """Every number that what is shown for one cell leaves open."""
    return {"shown": [value], "fewer": range(1, threshold), "hidden": range(MOST + 1)}[answer]


def _given_away(values, answers, *, total, threshold):
    """Return the hidden parts that have one value only in all columns that look the same."""
    keys = list(values)
    ranges = [_range(answers[key], values[key], threshold=threshold) for key in keys]
    alike = [parts for parts in product(*ranges) if total is None or sum(parts) == total]
    return [
        key
        for place, key in enumerate(keys)
        if answers[key] != "shown" and len({parts[place] for parts in alike}) == 1
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"a": 40, "b": 88, "c": 2}, {"a": "hidden", "b": "shown", "c": "fewer"}),
        ({"a": 40, "b": 0, "c": 90}, {"a": "shown", "b": "shown", "c": "shown"}),
        ({"a": 3, "b": 2, "c": 90}, {"a": "fewer", "b": "fewer", "c": "shown"}),
        # Two labels of 1 to 4 that add up to 2 can only be ones: a third number goes with them.
        ({"a": 1, "b": 1, "c": 90}, {"a": "fewer", "b": "fewer", "c": "hidden"}),
        ({"a": 1, "b": 2}, {"a": "hidden", "b": "hidden"}),
        ({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}, dict.fromkeys("abcde", "hidden")),
    ],
    ids=["one small", "zero", "two small", "two ones", "fewer than the threshold", "five ones of five"],
)
def test_column_that_adds_up_hides_what_would_give_a_small_count_away(values, expected):
    answers = hide_column(values, total=sum(values.values()), threshold=5)

    assert answers == expected


def test_column_without_a_sum_hides_small_counts_only():
    assert hide_column({"a": 3, "b": 9, "c": 0}, total=None, threshold=5) == {
        "a": "fewer",
        "b": "shown",
        "c": "shown",
    }


@settings(deadline=None, max_examples=150)
@given(st.lists(st.integers(0, 7), min_size=2, max_size=4), st.sampled_from([3, 5]))
def test_no_hidden_part_of_a_column_has_one_value_only(numbers, threshold):
    values = dict(enumerate(numbers))
    total = sum(numbers)
    answers = hide_column(values, total=total, threshold=threshold)

    small = [key for key, value in values.items() if 0 < value < threshold]
    assert all(answers[key] != "shown" for key in small)
    if total <= MOST:
        assert _given_away(values, answers, total=total, threshold=threshold) == []


def _tables_alike(values, answers, *, threshold):
    """Return every table of two rows and two columns that looks the same."""
    keys = [(row, column) for row in "ab" for column in "xy"]
    ranges = [_range(answers[key], values[key], threshold=threshold) for key in keys]
    sums = {
        ("a", None): (0, 1),
        ("b", None): (2, 3),
        (None, "x"): (0, 2),
        (None, "y"): (1, 3),
        (None, None): (0, 1, 2, 3),
    }
    numbers = [values[key] for key in keys]
    shown = {
        places: sum(numbers[p] for p in places) for key, places in sums.items() if answers[key] == "shown"
    }
    return [
        table
        for table in product(*ranges)
        if all(sum(table[place] for place in places) == total for places, total in shown.items())
    ]


@settings(deadline=None, max_examples=120)
@given(st.lists(st.integers(0, 6), min_size=4, max_size=4), st.sampled_from([3, 5]))
def test_no_hidden_number_of_a_table_has_one_value_only(numbers, threshold):
    keys = [(row, column) for row in "ab" for column in "xy"]
    values = dict(zip(keys, numbers, strict=True))
    answers = hide_table(values, threshold=threshold)

    alike = _tables_alike(values, answers, threshold=threshold)

    hidden = [place for place, key in enumerate(keys) if answers[key] != "shown"]
    assert all(len({table[place] for table in alike}) > 1 for place in hidden)
    assert all(answers[key] != "shown" for key in keys if 0 < values[key] < threshold)


def test_table_of_ones_does_not_give_itself_away_by_its_sums():
    values = dict.fromkeys([("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")], 1)

    answers = hide_table(values, threshold=5)

    assert set(answers.values()) <= {"fewer", "hidden"}
    assert len(_tables_alike(values, answers, threshold=5)) > 1


def test_label_that_leaves_one_number_is_refused():
    with pytest.raises(ValueError, match="hides nothing"):
        hide_column({"a": 1, "b": 9}, total=10, threshold=2)
