"""The demo's own people who use no mouse, or whose browser runs no script."""

import pytest

from tests.journeys.stage import PASSWORD

pytestmark = pytest.mark.browser

MOST_STEPS = 100


def tab_to(actor, selector):
    """Press Tab until the focus is where it should be."""
    for _step in range(MOST_STEPS):
        actor.page.keyboard.press("Tab")
        if actor.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the Tab key does not lead to {selector}")


def enter(actor):
    """Press Enter, and wait for the page that it leads to."""
    with actor.page.expect_navigation():
        actor.page.keyboard.press("Enter")


def rated(actor):
    """The first two ratings of the first partner."""
    chosen = actor.page.locator("[data-candidate='1'] input:checked")
    return chosen.evaluate_all("inputs => inputs.slice(0, 2).map(input => input.value)")


def test_worksheet_is_rated_by_keyboard_only(stage):
    mara = stage.enter()
    mara.go("/accounts/login/")
    tab_to(mara, "[name=login]")
    mara.page.keyboard.type("mara@example.org")
    tab_to(mara, "[name=password]")
    mara.page.keyboard.type(PASSWORD)
    enter(mara)
    tab_to(mara, ".site-nav [href$='/worksheets/']")
    enter(mara)
    tab_to(mara, "main tbody a")
    enter(mara)
    before = rated(mara)
    tab_to(mara, "[data-candidate='1'] [type=radio]")

    with mara.page.expect_response(lambda response: response.url.endswith("/cells/")):
        mara.page.keyboard.press("2")
        mara.page.keyboard.press("Enter")
        mara.page.keyboard.press("0")
    mara.page.reload()

    assert before != ["2", "unknown"]
    assert rated(mara) == ["2", "unknown"]


def test_report_is_filled_in_and_submitted_without_script(stage):
    pia = stage.enter_as("pia@example.org", java_script_enabled=False)
    pia.press("main a[href*='/reports/']")
    numbers = pia.page.locator("main form [name^='line-'][name$='-value']").all()
    for number, field in enumerate(numbers):
        field.fill(str(number))

    pia.press("[name=do][value=submit]")

    # The first figure has four parts, which stand below it; staff had accepted that they do not add up.
    answers = [text for text in pia.texts(".answers dd strong") if text.isdigit()]
    assert answers == ["0", "5", "6", "7"]
    assert pia.texts(".answers .tag") == ["Submitted"] * 4
