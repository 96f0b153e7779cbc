from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils import formats, translation

BOTH_LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])


@BOTH_LANGUAGES
def test_comma_stands_between_thousands_and_point_before_decimals(language):
    with translation.override(language):
        assert formats.number_format(Decimal("3064.5"), use_l10n=True, force_grouping=True) == "3,064.5"
        assert formats.sanitize_separators("1.234") == "1.234"


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "March 4, 2017"), ("es", "4 de marzo de 2017")], ids=["en", "es"]
)
def test_days_are_shown_in_words(language, shown):
    with translation.override(language):
        assert formats.date_format(date(2017, 3, 4)) == shown


@BOTH_LANGUAGES
@pytest.mark.parametrize("typed", ["2017-03-04", "3/4/2017", "03/04/17"])
def test_typed_day_is_read_in_american_order(language, typed):
    with translation.override(language):
        assert forms.DateField().clean(typed) == date(2017, 3, 4)


@BOTH_LANGUAGES
def test_week_starts_on_sunday(language):
    with translation.override(language):
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 0
