"""The library's own words in its reminders."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import translation

from partners.domain.deliveries import claim_deliveries, send_deliveries
from partners.domain.planning import plan_reminders
from partners.domain.post import Post
from partners.domain.reminder_words import preview_words, set_reminder_words, words_around
from partners.domain.settling import settle_due
from partners.domain.versions import Stale
from partners.models import AuditEvent
from tests import make
from tests.partners.domain.mailing import Clock

pytestmark = pytest.mark.django_db

SEND_AT = datetime(2017, 4, 12, 16, tzinfo=UTC)
OURS = "If it is done already, thank you: nothing more is needed."


@pytest.fixture
def library():
    return make.make_library()


def _set(library, by=None, **values):
    return set_reminder_words(library, by=by or make.make_user(), version=library.version, values=values)


def test_words_are_filled_in_for_each_reader(library):
    library = _set(library, opening_en="Hello {first name} of {organization},\n\nit is time again.")

    assert words_around(library, name="Pia Lopez", organization="Maple") == {
        "opening": ["Hello Pia of Maple,", "it is time again."],
        "closing": [],
    }


def test_each_language_has_its_own_and_none_is_mixed(library):
    library = _set(library, opening_en="Hello,", closing_es="Gracias, {nombre}.")

    with translation.override("es"):
        spanish = words_around(library, name="Pia Lopez", organization="Maple")

    assert spanish == {"opening": [], "closing": ["Gracias, Pia."]}


@pytest.mark.parametrize(
    "name", ["{library}", "{0.__class__}", "%(x)s", "{{ secret_key }}", "<b>Pia</b>"], ids=str
)
def test_names_stay_names(library, name):
    library = _set(library, opening_en="Hello {name},")

    assert words_around(library, name=name, organization="Maple")["opening"] == [f"Hello {name},"]


@pytest.mark.parametrize("text", ["{library.pk}", "{0}", "{name.__class__}", "{name!r}", "%(name)s"])
def test_braces_reach_nothing_but_the_words_for_them(library, text):
    library = _set(library, opening_en=text)

    assert words_around(library, name="Pia", organization="Maple")["opening"] == [text]


def test_the_second_of_two_is_told(library):
    _set(library, opening_en="Hello,")

    with pytest.raises(Stale):
        _set(library, opening_en="Good morning,")


def test_the_history_keeps_what_stood_there(library):
    changed = _set(library, opening_en="Hello,")
    _set(changed, opening_en="")

    events = AuditEvent.objects.filter(action="library.words_changed").order_by("pk")
    assert [event.changes for event in events] == [
        {"opening_en": ["", "Hello,"]},
        {"opening_en": ["Hello,", ""]},
    ]


def test_preview_shows_both_languages(library):
    library = _set(library, opening_en="Hello {first name},", closing_es="Hasta pronto.")
    reader = make.make_user(name="Mara Lopez")

    english, spanish = preview_words(library, reader=reader, organization="Maple", today=date(2017, 4, 12))

    assert english["letter"].text.startswith("Hello Mara,\n\n")
    assert OURS in english["letter"].text
    assert "Hasta pronto." in spanish["letter"].text
    assert "<p" in spanish["letter"].html


def test_words_stand_in_both_parts_of_a_reminder(world):
    _set(world.library, opening_en="Hello {name} & friends,", closing_en="See you soon.")
    plan_reminders(now=SEND_AT - timedelta(days=3))
    settle_due(now=SEND_AT)

    with Post() as post:
        send_deliveries(claim_deliveries(now=SEND_AT), post=post, clock=Clock(SEND_AT))

    (message,) = mail.outbox
    (html,) = [part.content for part in message.alternatives]
    name = world.person.name
    assert message.body.startswith(f"Hello {name} & friends,\n\n")
    assert f"Hello {name} &amp; friends," in html
    assert ("See you soon." in message.body, "See you soon." in html) == (True, True)
    assert OURS not in message.body + html
