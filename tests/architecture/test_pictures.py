"""The pictures in the README are those of the script, small, and described."""

import re

import pytest

from partnerships.bootstrap import ROOT
from tests.architecture.urls_table import PAGES
from tests.browser.pictures import FOLDER, LARGEST, PICTURES

SHOWN = re.compile(r'<img src="docs/pictures/(\w+)\.png" alt="([^"]+)"')


def test_pictures_are_of_pages_that_exist():
    assert {picture.url_name for picture in PICTURES} <= {page.name for page in PAGES}


def test_readme_shows_every_picture_with_words_for_who_cannot_see_it():
    shown = SHOWN.findall((ROOT / "README.md").read_text(encoding="utf-8"))

    assert sorted(name for name, _alt in shown) == sorted(picture.name for picture in PICTURES)
    assert all(len(alt.split()) > 4 for _name, alt in shown)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_picture_is_there_and_small(picture):
    assert 0 < (FOLDER / f"{picture.name}.png").stat().st_size <= LARGEST
