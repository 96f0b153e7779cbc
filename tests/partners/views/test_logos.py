"""A library's own picture."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partners.models import AuditEvent, Library, LibraryLogo

BASE = "/libraries/riverton"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60


def _picture(name="our logo.png", data=PNG):
    return SimpleUploadedFile(name, data)


@pytest.fixture
def mara(client_of, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    return client_of("mara")


def test_logo_is_shown_to_everybody_in_the_library_and_to_nobody_else(mara, client_of, cast):
    mara.post(f"{BASE}/settings/logo/", {"logo": _picture()})

    shown = client_of("pia").get(f"{BASE}/logo/")

    assert (shown.content, shown["Content-Type"], shown["X-Content-Type-Options"]) == (
        PNG,
        "image/png",
        "nosniff",
    )
    assert f'src="{BASE}/logo/?v=' in mara.get(f"{BASE}/organizations/").content.decode()
    assert client_of("otto").get(f"{BASE}/logo/").status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is no PNG, JPEG or WebP picture."),
        ("a.png", b"%PDF-1.7", "This is no PNG, JPEG or WebP picture."),
        ("a.png", PNG + b"\0" * 1_000_000, "This picture is larger than 1 MB."),
    ],
    ids=["drawing", "other content", "too big"],
)
def test_what_is_no_small_picture_is_refused(mara, name, data, said):
    answer = mara.post(f"{BASE}/settings/logo/", {"logo": _picture(name, data)})

    assert said in answer.content.decode()
    assert LibraryLogo.objects.count() == 0


def test_new_logo_takes_the_place_of_the_former(mara):
    mara.post(f"{BASE}/settings/logo/", {"logo": _picture()})
    mara.post(f"{BASE}/settings/logo/", {"logo": _picture("second.png")})

    (logo,) = LibraryLogo.objects.kept()

    assert (logo.name, Library.objects.get(slug="riverton").logo_key) == ("second.png", logo.key)
    assert AuditEvent.objects.filter(action="library.logo_set").count() == 2


def test_removed_logo_comes_back_by_undo(mara):
    mara.post(f"{BASE}/settings/logo/", {"logo": _picture()})

    answer = mara.post(f"{BASE}/settings/logo/remove/", follow=True)
    undo = list(answer.context["messages"])[-1].extra_tags
    gone = mara.get(f"{BASE}/logo/").status_code
    mara.post(undo)

    assert (gone, mara.get(f"{BASE}/logo/").content) == (404, PNG)


def test_coordinators_do_not_change_the_logo(mara, client_of):
    answer = client_of("cole").post(f"{BASE}/settings/logo/", {"logo": _picture()})

    assert (answer.status_code, LibraryLogo.objects.count()) == (403, 0)
