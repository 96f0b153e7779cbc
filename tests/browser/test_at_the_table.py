"""Minutes taken on a phone while the connection comes and goes."""

from datetime import date

import pytest

from partners.models import ActionItem, Decision, Meeting
from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MAPLE = "Maple Homework Club"


@pytest.fixture
def meeting(world):
    riverton = world.cast.riverton
    earlier = make.make_meeting(riverton.partnership, on=date(2017, 1, 10))
    make.make_action(
        riverton.partnership,
        riverton.oak,
        by=world.user("mara"),
        meeting=earlier,
        what="Print the flyers",
        due_on=date(2017, 2, 1),
    )
    return make.make_meeting(riverton.partnership)


@pytest.fixture
def bea(visit_as, meeting):
    """Who coordinates for the backbone, at the table with her phone."""
    visitor = visit_as("bea")
    visitor.open(_path(meeting), width=390)
    return visitor


def _path(meeting):
    return f"/libraries/riverton/meetings/{meeting.pk}/table/"


def _decide(page, text):
    page.fill("form[data-entry=decide] [name=text]", text)
    page.press("form[data-entry=decide] [name=text]", "Enter")


def _act(page, what, who=MAPLE, day="2017-05-01"):
    form = page.locator("form[data-entry=act]")
    form.locator("[name=what]").fill(what)
    form.locator("[name=who]").select_option(label=who)
    form.locator("[name=due_on]").fill(day)
    form.locator("button").click()


def _status(page):
    return page.locator("[data-status]").inner_text()


def _lines(page, kind):
    return page.locator(f"[data-list={kind}] strong, [data-list={kind}] .actions-what a").all_inner_texts()


def _until(page, expression):
    """Wait for what is true in the page; its policy forbids the waiting that the driver would do inside."""
    for _step in range(300):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never true: {expression}")


def _all_arrived(page):
    _until(
        page,
        "!document.querySelector('[data-unsent] li')"
        " && !Object.keys(localStorage).some(name => name.includes('/entry/'))",
    )


def test_what_is_typed_without_a_connection_arrives_once(bea, meeting):
    page = bea.page
    _decide(page, "We keep the hall.")
    page.wait_for_selector("[data-list=decide] li")
    bea.context.set_offline(True)

    _decide(page, "We add a morning group.")
    for number in range(3):
        _act(page, f"Action {number}")
    page.fill("#minutes_text", "Bea: the hall costs less than we thought.")
    _until(page, "document.querySelectorAll('[data-unsent] li').length === 4")
    waiting = page.locator("[data-unsent=act] li").first.inner_text()
    stored = (
        Decision.objects.filter(meeting=meeting).count(),
        ActionItem.objects.filter(meeting=meeting).count(),
    )
    bea.context.set_offline(False)
    _all_arrived(page)
    _until(page, "!Object.keys(localStorage).some(name => name.endsWith('/minutes'))")

    assert "Not sent yet" in waiting
    assert stored == (1, 0)
    texts = Decision.objects.filter(meeting=meeting).order_by("pk").values_list("text", flat=True)
    assert list(texts) == ["We keep the hall.", "We add a morning group."]
    actions = ActionItem.objects.filter(meeting=meeting).order_by("pk")
    assert [row.what for row in actions] == ["Action 0", "Action 1", "Action 2"]
    assert Meeting.objects.get(pk=meeting.pk).minutes == "Bea: the hall costs less than we thought."
    assert _lines(page, "act") == ["Action 0", "Action 1", "Action 2"]


def test_answer_that_is_lost_on_its_way_does_not_double_the_line(bea, meeting):
    page = bea.page
    lost = []

    def lose_first(route):
        if lost:
            route.continue_()
            return
        # The server has it; the phone never hears.
        route.fetch()
        lost.append(True)
        route.abort()

    page.route("**/table/entry/", lose_first)
    _decide(page, "We keep the hall.")
    page.wait_for_selector("[data-list=decide] li", timeout=15_000)

    assert [row.text for row in Decision.objects.filter(meeting=meeting)] == ["We keep the hall."]


def test_unsent_lines_survive_the_end_of_the_page(bea, meeting):
    page = bea.page
    page.route(
        "**/table/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    _decide(page, "We keep the hall.")
    page.fill("form[data-entry=act] [name=what]", "Half a sen")
    page.fill("#minutes_text", "Not lost.")
    page.wait_for_selector("[data-unsent=decide] li")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.unroute("**/table/**")
    page.reload()
    _all_arrived(page)
    _until(page, "!Object.keys(localStorage).some(name => name.endsWith('/minutes'))")

    assert asked == ["beforeunload"]
    assert [row.text for row in Decision.objects.filter(meeting=meeting)] == ["We keep the hall."]
    assert page.input_value("form[data-entry=act] [name=what]") == "Half a sen"
    assert Meeting.objects.get(pk=meeting.pk).minutes == "Not lost."


def test_refused_line_goes_back_into_the_form(bea, meeting):
    page = bea.page
    page.evaluate("document.querySelector('form[data-entry=act] [name=what]').removeAttribute('maxlength')")
    _act(page, "x" * 301)
    edit = page.locator("[data-unsent=act] [data-edit]")
    edit.wait_for()

    edit.click()

    assert page.input_value("form[data-entry=act] [name=what]") == "x" * 301
    assert page.locator("[data-unsent=act] li").count() == 0
    assert ActionItem.objects.filter(meeting=meeting).count() == 0


def test_two_who_write_minutes_see_both_texts(bea, meeting):
    page = bea.page
    Meeting.objects.filter(pk=meeting.pk).update(minutes="Theirs.")
    page.fill("#minutes_text", "Mine.")
    page.wait_for_selector("[data-theirs]:not([hidden])")
    shown = page.inner_text("[data-theirs-text]")

    page.click("[data-keep=mine]")
    _until(page, "document.querySelector('[data-status]').textContent.startsWith('Saved')")

    assert shown == "Theirs."
    assert Meeting.objects.get(pk=meeting.pk).minutes == "Mine."


def test_earlier_action_is_closed_at_the_table(bea, meeting):
    page = bea.page
    page.click("#carried button")
    page.wait_for_selector("#carried .tag-ok")

    action = ActionItem.objects.get(what="Print the flyers")
    assert (action.outcome, action.ended_by.name) == ("done", "Bea")


def test_targets_at_the_table_are_as_large_as_a_thumb(bea):
    sizes = bea.page.evaluate(
        "[...document.querySelectorAll('[data-table] :is(button, input:not([type=hidden]), select, .btn)')]"
        ".filter(one => one.offsetParent).map(one => one.getBoundingClientRect().height)"
    )

    assert len(sizes) > 6
    assert min(sizes) >= 44
