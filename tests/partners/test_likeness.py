import pytest

from partners.likeness import Card, alike, pairs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maple Homework Club", "The Maple Homework Club, Inc."),
        ("Maple Homework Club", "Maple Homwork Club"),
        ("Círculo Niño", "CIRCULO NINO"),
        ("Rotary Club of Riverton", "Riverton Rotary Club"),
    ],
)
def test_close_names_are_alike(one, other):
    assert alike(Card(1, one), Card(2, other)) == {"name"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("School District 12", "School District 21"),
        ("Oak Hill Adult School", "Oak Hill Senior Center"),
        ("", ""),
        ("Partner 01", "Partner 02"),
    ],
)
def test_other_names_are_not(one, other):
    assert alike(Card(1, one), Card(2, other)) == set()


def test_ways_to_reach_both_are_compared_as_they_are_meant():
    one = Card(1, "Food Bank", "https://www.food.example.org/give", "Hi@food.example.org", "(626) 555-0142")
    other = Card(2, "Riverton Pantry", "http://food.example.org", "hi@FOOD.example.org", "+1 626.555.0142")

    assert alike(one, other) == {"website", "email", "phone"}


def test_pages_on_one_site_are_not_one_organization():
    one, other = Card(1, "A", "https://www.facebook.com/Maple"), Card(2, "B", "https://facebook.com/oak")

    assert alike(one, other) == set()
    assert alike(one, Card(3, "C", "https://m.facebook.com/maple/")) == {"website"}


def test_short_numbers_and_broken_addresses_say_nothing():
    assert alike(Card(1, "A", "http://[", "", "911"), Card(2, "B", "http://[", "", "911")) == set()


def test_pairs_are_found_once_and_the_surest_first():
    cards = [
        Card(1, "Maple Club"),
        Card(2, "Maple Club Inc"),
        Card(3, "Oak Hill School", phone="626 555 0142"),
        Card(4, "Oak Hill School", phone="6265550142"),
        Card(5, "Elm Center"),
    ]

    found = [(one.pk, other.pk, shared) for one, other, shared in pairs(cards, limit=10)]

    assert found == [(3, 4, {"phone", "name"}), (1, 2, {"name"})]


def test_first_word_that_everybody_shares_hides_no_pair():
    cards = [Card(number, f"Riverton {chr(97 + number % 26)}{number} Society") for number in range(100)]

    found = pairs([*cards, Card(200, "Riverton Rowing Club"), Card(201, "Riverton Rowing Clubs")], limit=9)

    assert [(one.pk, other.pk) for one, other, _shared in found] == [(200, 201)]


def test_thousands_of_names_are_compared_quickly():
    cards = [Card(number, f"Riverton group number {number}") for number in range(5000)]

    assert pairs(cards, limit=50) == []
