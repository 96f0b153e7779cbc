import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partners import storage
from partners.choices import ContactVisibility
from partners.models import ContactEntry, ContactFile
from tests import make

BASE = "/libraries/riverton"


@pytest.fixture
def entry(cast, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    return make.make_contact(cast.riverton.maple, by=cast.mara.user)


@pytest.fixture
def file(entry, cast):
    return make.make_contact_file(entry, by=cast.mara.user, name="Año 1.txt", data=b"<b>Rooms</b>")


def _url(file, step=""):
    return f"{BASE}/contacts/{file.entry_id}/files/{file.pk}/{step}"


def _typed(**more):
    return {
        "kind": "call",
        "direction": "two_way",
        "at": "2017-04-10T09:00",
        "note": "They lend rooms",
        "visibility": "staff",
        "version": "1",
    } | more


def _brought(*, name="list.txt", data=b"Rooms"):
    return SimpleUploadedFile(name, data)


def test_file_is_saved_by_the_browser_and_never_shown(client_of, file):
    answer = client_of("mara").get(_url(file))

    assert answer.content == b"<b>Rooms</b>"
    assert {name: answer.headers[name] for name in ("Content-Type", "X-Content-Type-Options")} == {
        "Content-Type": "text/plain",
        "X-Content-Type-Options": "nosniff",
    }
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"


@pytest.mark.parametrize(
    ("visibility", "expected"),
    [(ContactVisibility.STAFF, 404), (ContactVisibility.PARTNER, 200)],
    ids=["staff only", "opened to the partner"],
)
def test_who_reads_the_entry_opens_its_file(client_of, file, visibility, expected):
    ContactEntry.objects.update(visibility=visibility)

    assert client_of("pia").get(_url(file)).status_code == expected
    assert client_of("nick").get(_url(file)).status_code == 404


def test_file_of_a_removed_entry_and_a_removed_file_are_gone(client_of, cast, entry, file):
    other = make.make_contact(cast.riverton.oak, by=cast.mara.user)
    browser = client_of("mara")

    through_another = browser.get(f"{BASE}/contacts/{other.pk}/files/{file.pk}/").status_code
    browser.post(f"{BASE}/contacts/{entry.pk}/remove/", {"version": "1"})

    assert (through_another, browser.get(_url(file)).status_code) == (404, 404)


def test_file_lost_from_the_disk_is_not_an_error(client_of, file):
    storage.path_of(file.key).unlink()

    assert client_of("mara").get(_url(file)).status_code == 404


def test_entry_is_logged_with_its_files_and_shows_them(client_of, cast, entry):
    browser = client_of("mara")
    files = [_brought(), _brought(name="../Plan\u202e.pdf", data=b"%PDF-1.7")]

    log = f"{BASE}/organizations/{cast.riverton.maple.pk}/contacts/"
    browser.post(f"{log}add/", _typed(files=files))

    assert list(ContactFile.objects.values_list("name", flat=True)) == ["list.txt", "Plan.pdf"]
    assert "Plan.pdf" in browser.get(log).content.decode()


def test_refused_file_writes_nothing_and_keeps_what_was_typed(client_of, cast, entry):
    files = [_brought(name="a.svg", data=b"<svg/>"), _brought(name="b.txt", data=b"")]
    url = f"{BASE}/organizations/{cast.riverton.maple.pk}/contacts/add/"

    text = client_of("mara").post(url, _typed(files=files)).content.decode()

    assert "a.svg is not a kind of file that is kept here." in text
    assert "They lend rooms" in text
    assert (ContactEntry.objects.count(), ContactFile.objects.count()) == (1, 0)


def test_large_file_is_refused_with_a_sentence(client_of, cast, entry):
    url = f"{BASE}/organizations/{cast.riverton.maple.pk}/contacts/add/"

    answer = client_of("mara").post(url, _typed(files=[_brought(data=b"a" * 10_000_001)]))

    assert "list.txt is larger than 10 MB." in answer.content.decode()


def test_flood_is_refused_before_it_is_read(client_of, entry):
    answer = client_of("mara").post(f"{BASE}/contacts/", CONTENT_LENGTH="60000000")

    assert (answer.status_code, "larger than 50 MB" in answer.content.decode()) == (413, True)


def test_file_is_added_to_an_entry_and_removed_with_a_way_back(client_of, entry):
    browser = client_of("mara")
    browser.post(f"{BASE}/contacts/{entry.pk}/change/", _typed(files=[_brought()]))
    file = ContactFile.objects.get()

    answer = browser.post(_url(file, "remove/"), follow=True)
    undo = list(answer.context["messages"])[-1].extra_tags
    assert ContactFile.objects.kept().count() == 0
    browser.post(undo)

    assert ContactFile.objects.kept().count() == 1
