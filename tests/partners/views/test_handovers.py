"""What the next person has to know, kept by the staff alone."""

import pytest

from partners.models import AuditEvent, HandoverNote
from tests import make
from tests.partners.views.pages import at, body, queries_of


@pytest.fixture
def urls(cast):
    pk = cast.riverton.partnership.pk
    return at(cast.riverton, "handover", pk), at(cast.riverton, "handover_change", pk)


def test_note_is_written_read_and_recorded(cast, client_of, urls):
    page, change = urls
    assert "No handover note yet" in body(client_of("vera").get(page))

    client_of("cole").post(change, {"text": "Call Rosa.\nOn Tuesdays.", "version": 0})

    text = body(client_of("vera").get(page))
    assert "<p>Call Rosa.<br>On Tuesdays.</p>" in text
    assert "Cole" in text
    assert AuditEvent.objects.get(action="handover.written").actor == cast.cole.user


def test_two_who_write_at_once_see_both(client_of, urls):
    _page, change = urls
    client_of("cole").post(change, {"text": "Cole's", "version": 0})

    response = client_of("mara").post(change, {"text": "Mara's", "version": 0})

    assert response.status_code == 409
    assert response.context["conflict"]["rows"] == [
        {"label": "Handover note", "theirs": "Cole's", "yours": "Mara's"}
    ]
    client_of("mara").post(change, {"text": "Mara's", "version": 1})
    assert HandoverNote.objects.get().text == "Mara's"


@pytest.mark.parametrize("name", ["pia", "bea", "nick", "fay", "otto"])
def test_nobody_else_reads_or_writes_it(client_of, urls, name):
    client = client_of(name)

    assert {client.get(url).status_code for url in urls} == {404}
    assert client.post(urls[1], {"text": "x", "version": 0}).status_code == 404


@pytest.mark.parametrize("typed", ["", " ", "x" * 5001, b"\xed\xa0\x80", "\x00"])
def test_hostile_notes_are_answered(client_of, urls, typed):
    response = client_of("cole").post(urls[1], {"text": typed, "version": 0})

    assert response.status_code in {200, 302}
    assert all(len(note.text) <= 5000 for note in HandoverNote.objects.all())


def test_note_costs_few_queries(cast, client_of, urls):
    make.make_handover(cast.riverton.partnership)

    assert queries_of(client_of("mara"), urls[0]) <= 10
