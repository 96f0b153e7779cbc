"""A letter filled into a stencil reads like one that was rendered by itself."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners.stencils import fill_template

WORDS = st.text(max_size=20) | st.sampled_from(
    ["", "<b>", "Bread & Roses", "100 %", "{{ x }}", "%(n)s", "[0:1]"]
)
THING = st.fixed_dictionaries(
    {"copied_for": WORDS, "title": WORDS, "what": WORDS, "when": WORDS, "url": WORDS, "action": WORDS}
)
LETTER = st.fixed_dictionaries(
    {
        "subject": WORDS,
        "lead": WORDS,
        "things": st.lists(THING, min_size=1, max_size=3),
        "library": st.fixed_dictionaries({"name": WORDS, "postal_address": WORDS, "phone": WORDS}),
        "organization": st.fixed_dictionaries({"name": WORDS, "is_own": st.booleans()}),
        "owner": WORDS,
        "preferences_url": WORDS,
        "not_me_url": WORDS,
    },
    optional={"action_url": WORDS, "action_label": WORDS, "unsubscribe_url": WORDS},
)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", ["emails/digest/body.txt", "emails/digest/body.html"])
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(context=LETTER)
def test_a_filled_letter_is_the_rendered_one(name, language, context):
    with translation.override(language):
        assert fill_template(name, context) == render_to_string(name, context)


def test_words_cannot_name_a_hole():
    first = fill_template("emails/digest/subject.txt", {"subject": "Report"})

    assert (first.strip(), fill_template("emails/digest/subject.txt", {"subject": "[0:0]"}).strip()) == (
        "Report",
        "[0:0]",
    )
