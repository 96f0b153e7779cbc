from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from partners.templatetags.states import BANDS, STATES
from partners.templatetags.ui import band_tag, beside, day, icon, moment, score_chip, status_tag


@pytest.mark.parametrize("state", STATES)
def test_status_tag_says_its_state_in_words_and_shape(state):
    shown = status_tag(state)

    assert str(STATES[state].label) in shown
    assert f"tag-{STATES[state].tone}" in shown
    assert icon(STATES[state].shape) in shown


def test_states_of_one_tone_differ_in_words():
    words = [(state.tone, str(state.label)) for state in STATES.values()]

    assert len(words) == len(set(words))


def test_status_tag_takes_the_callers_words_for_a_state_of_its_own():
    shown = status_tag("visiting", label="Visiting <now>", tone="info")

    assert shown == f'<span class="tag tag-info">{icon("dot")}Visiting &lt;now&gt;</span>'


def test_status_tag_of_an_unknown_state_shows_the_word():
    assert status_tag("handed_over") == f'<span class="tag tag-none">{icon("dash")}Handed over</span>'


@pytest.mark.parametrize(("band", "shown"), [("concern", "concern"), (None, "none"), ("", "none")])
def test_band_tag_tells_not_rated_from_concern(band, shown):
    assert str(BANDS[shown].label) in band_tag(band)


def test_score_chip_prints_the_digit():
    assert score_chip(4) == '<span class="score score-4">4<span class="visually-hidden"> of 5</span></span>'


def test_score_chip_keeps_dont_know_apart_from_a_low_score():
    shown = score_chip(None)

    assert "Don&#x27;t know" in shown
    assert "score-none" in shown


def test_day_is_written_in_the_readers_language():
    with translation.override("es"):
        shown = day(date(2027, 3, 14))

    assert 'datetime="2027-03-14"' in shown
    assert "marzo" in shown.lower()


def test_missing_days_and_moments_are_dashes():
    assert (day(None), moment(None)) == ("–", "–")


def test_moment_is_shown_in_the_current_time_zone():
    with timezone.override("America/Chicago"):
        shown = moment(datetime(2026, 11, 20, 15, 4, tzinfo=UTC))

    assert 'datetime="2026-11-20T09:04:00-06:00"' in shown


def test_beside_refuses_a_row_that_does_not_fit():
    with pytest.raises(ValueError, match="zip"):
        beside(["only one cell"], ["a", "b"])


def test_tags_are_available_to_templates():
    template = Template('{% load ui %}{% icon "check" %}{% status_tag "approved" %}')

    assert template.render(Context()) == icon("check") + status_tag("approved")
