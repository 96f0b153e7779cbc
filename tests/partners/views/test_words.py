"""The page for the library's own words in its reminders."""

from partners.models import AuditEvent, Library
from tests.partners.views.pages import at, body

GIVEN = {
    "opening_en": "Hello {first name},",
    "closing_en": "See you at the library.",
    "opening_es": "Hola, {nombre}:",
    "closing_es": "",
    "version": 1,
}


def _own(cast):
    return Library.objects.get(pk=cast.riverton.library.pk)


def test_words_are_saved_and_shown_as_they_will_read(cast, client_of):
    page = body(client_of("mara").post(at(cast.riverton, "settings_words"), GIVEN, follow=True))

    library = _own(cast)
    assert (library.opening_en, library.closing_es) == ("Hello {first name},", "")
    assert "The words are saved." in page
    assert ("Hello Mara," in page, "See you at the library." in page, "Hola, Mara:" in page) == (True,) * 3


def test_preview_shows_what_was_typed_and_saves_nothing(cast, client_of):
    url = at(cast.riverton, "settings_words")

    page = body(client_of("mara").post(url, GIVEN | {"step": "preview"}))

    assert ("Hello Mara," in page, "How a reminder would read (English)" in page) == (True, True)
    assert _own(cast).opening_en == ""


def test_braces_that_mean_nothing_are_named(cast, client_of):
    url = at(cast.riverton, "settings_words")

    page = body(client_of("mara").post(url, GIVEN | {"opening_en": "Hi {sender} {library.pk} {library}"}))

    assert "{sender}, {library.pk} means nothing here." in page
    assert _own(cast).opening_en == ""


def test_going_back_empties_them_and_the_history_keeps_them(cast, client_of):
    mara, url = client_of("mara"), at(cast.riverton, "settings_words")
    mara.post(url, GIVEN)

    page = body(mara.post(url, {"version": 2, "step": "reset"}, follow=True))

    last = AuditEvent.objects.filter(action="library.words_changed").order_by("pk").last()
    assert "Reminders say our words again." in page
    assert _own(cast).opening_en == ""
    assert last.changes["closing_en"] == ["See you at the library.", ""]


def test_the_second_of_two_managers_sees_both(cast, client_of):
    mara, url = client_of("mara"), at(cast.riverton, "settings_words")
    mara.post(url, GIVEN)

    response = mara.post(url, GIVEN | {"opening_en": "Good morning,"})

    assert response.status_code == 409
    assert "Good morning," in body(response)


def test_words_that_are_too_long_are_refused(cast, client_of):
    url = at(cast.riverton, "settings_words")

    page = body(client_of("mara").post(url, GIVEN | {"closing_en": "x" * 501}))

    assert "Write at most 500 characters." in page
    assert _own(cast).closing_en == ""
