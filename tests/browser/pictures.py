"""Takes the pictures that the README shows: starts a demo of its own, and photographs its pages.

.venv/bin/python -m tests.browser.pictures
"""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import django
from django.urls import reverse
from playwright.sync_api import sync_playwright

from partnerships.bootstrap import ROOT
from tests.journeys.running_demo import running_demo
from tests.journeys.stage import PASSWORD

FOLDER = ROOT / "docs" / "pictures"
LARGEST = 200_000
SCREEN = {"width": 1200, "height": 800}
PHONE = {"width": 390, "height": 780}
TO_THE_TOP = "part => { part.scrollIntoView(); window.scrollBy(0, -90); }"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Picture:
    """One page of the demo's library: who looks at it, and how to find the row that its address names."""

    name: str
    email: str
    url_name: str
    row: str = ""
    is_phone: bool = False
    is_dark: bool = False
    # What is scrolled to the top of the picture.
    top: str = ""


MARA, PIA = "mara@example.org", "pia@example.org"
PICTURES = (
    Picture("home", MARA, "library_home"),
    Picture(
        "organization",
        MARA,
        "organization",
        "SELECT id FROM partners_organization WHERE name = 'Oak Hill Adult School' ORDER BY id LIMIT 1",
    ),
    Picture(
        "worksheet",
        MARA,
        "evaluation",
        "SELECT id FROM worksheets_evaluation WHERE title LIKE 'Where could%'",
        is_phone=True,
        top="[data-candidate] fieldset",
    ),
    Picture(
        "report",
        PIA,
        "report",
        "SELECT report_id FROM measurements_observation WHERE state = 'draft' ORDER BY id LIMIT 1",
        is_phone=True,
        top=".line",
    ),
    Picture(
        "measure",
        MARA,
        "measure",
        "SELECT id FROM measurements_measure WHERE name = 'Adults waiting for a place' ORDER BY id LIMIT 1",
        is_dark=True,
    ),
    Picture("reminders", MARA, "occurrences", top="tbody tr:nth-child(9)"),
)


def take_all() -> None:
    """Photograph every page of the list; a picture that is too large for a README ends the script."""
    os.environ.setdefault("PARTNERSHIPS_PROFILE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnerships.settings")
    django.setup()
    # The driver's own packages are there only where tests run.

    with (
        tempfile.TemporaryDirectory() as folder,
        running_demo(Path(folder)) as demo,
        sync_playwright() as driver,
    ):
        path = next(filter(None, map(shutil.which, CHROMIUM)))
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for picture in PICTURES:
            _take(picture, demo, browser)
        browser.close()


def _take(picture: Picture, demo, browser) -> None:

    size = PHONE if picture.is_phone else SCREEN
    context = browser.new_context(
        viewport=size, is_mobile=picture.is_phone, locale="en-US", reduced_motion="reduce"
    )
    theme = "dark" if picture.is_dark else "light"
    context.add_cookies([{"name": "theme", "value": theme, "url": demo.origin}])
    page = context.new_page()
    page.goto(f"{demo.origin}/accounts/login/")
    page.fill("[name=login]", picture.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form [type=submit]")
    numbers = [demo.rows(picture.row)[0][0]] if picture.row else []
    page.goto(f"{demo.origin}{reverse(picture.url_name, args=['riverton', *numbers])}")
    if picture.top:
        page.locator(picture.top).first.evaluate(
            "part => { part.scrollIntoView(); window.scrollBy(0, -90); }"
        )
    target = FOLDER / f"{picture.name}.png"
    page.screenshot(path=target, animations="disabled")
    context.close()
    if target.stat().st_size > LARGEST:
        raise SystemExit(f"{target} is {target.stat().st_size} bytes: too large for a README.")


if __name__ == "__main__":
    take_all()
