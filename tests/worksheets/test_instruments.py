import pytest

from worksheets.instruments import shipped_instrument


def test_worksheet_has_six_groups_of_the_printed_sizes():
    worksheet = shipped_instrument()

    assert [len(worksheet.factors_of(group.no)) for group in worksheet.groups] == [3, 4, 6, 2, 3, 2]
    assert len(worksheet.factors) == 20


def test_group_titles_are_those_of_the_printed_worksheet():
    assert [group.title.en for group in shipped_instrument().groups] == [
        "Environment",
        "Membership Characteristics",
        "Process and Structure",
        "Communication",
        "Purpose",
        "Resources",
    ]


def test_letters_restart_in_each_group():
    worksheet = shipped_instrument()

    assert [factor.letter for factor in worksheet.factors] == list("abcabcdabcdefababcab")
    assert all(factor.code == f"{factor.group_no}{factor.letter}" for factor in worksheet.factors)


def test_factor_names_are_the_printed_ones():
    labels = {factor.code: factor.label.en for factor in shipped_instrument().factors}

    assert labels["2a"] == "Mutual respect, understanding and trust"
    assert labels["2c"] == "Members recognize the benefit of the collaboration"
    assert labels["3d"] == "Development of clear roles"
    assert labels["6a"] == "Sufficient funds, staff, materials and time"


def test_credit_line_is_the_one_on_the_printed_worksheet():
    credit = "Collaboration: What Makes It Work, 2nd Edition, Amherst H. Wilder Foundation"

    assert shipped_instrument().credit == credit


def test_every_text_speaks_both_languages():
    worksheet = shipped_instrument()
    texts = [text for factor in worksheet.factors for text in (factor.label, factor.help)]
    texts += [group.title for group in worksheet.groups] + [worksheet.title]

    assert all(text.en.strip() and text.es.strip() and text.en != text.es for text in texts)


def test_unknown_instrument_is_refused():
    with pytest.raises(FileNotFoundError):
        shipped_instrument("unheard_of")
