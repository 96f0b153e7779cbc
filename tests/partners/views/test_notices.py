from datetime import UTC, datetime

import pytest

from partners.models import Notice
from tests import make

PAGE = "/libraries/riverton/notices/"


@pytest.fixture
def told(cast):
    """Cole's notice about Maple."""
    return make.make_notice(
        cast.cole.user, library=cast.riverton.library, about=cast.riverton.maple, by=cast.mara.user
    )


@pytest.fixture
def browser(client, cast):
    client.force_login(cast.cole.user)
    return client


def _bell(answer):
    return answer.context["library"].unread_count or 0


def test_bell_counts_what_is_new_on_every_page(browser, told):
    text = browser.get("/libraries/riverton/partnerships/").content.decode()

    assert '<span class="bell-count">1<span class="visually-hidden"> new</span></span>' in text


def test_bell_stops_counting_at_nine(browser, cast):
    for number in range(10):
        organization = make.make_organization(cast.riverton.library, name=f"Group {number}")
        make.make_notice(cast.cole.user, library=cast.riverton.library, about=organization)

    assert '"bell-count">9+<' in browser.get(PAGE).content.decode()


def test_opening_what_a_notice_is_about_reads_it(browser, told):
    answer = browser.get(told.url)

    assert (_bell(answer), Notice.objects.unread().count()) == (0, 0)
    assert told.sentence in browser.get(f"{PAGE}?show=read").content.decode()


def test_asking_for_the_head_of_a_page_reads_nothing(browser, told):
    browser.head(told.url)

    assert Notice.objects.unread().count() == 1


def test_list_leads_to_the_row(browser, told):
    text = browser.get(PAGE).content.decode()

    assert f'<a href="{told.url}">Mara made you the owner of Maple Homework Club.</a>' in text


def test_list_turns_its_pages_by_key(browser, cast):
    for number in range(30):
        organization = make.make_organization(cast.riverton.library, name=f"Group {number}")
        at = datetime(2017, 4, 10, 18, number, tzinfo=UTC)
        make.make_notice(cast.cole.user, library=cast.riverton.library, about=organization, at=at)

    first = browser.get(PAGE).context["page"]
    second = browser.get(PAGE + first.next_url).context["page"]

    assert [len(first.rows), len(second.rows), second.next_url] == [25, 5, ""]


def test_all_are_marked_as_read_and_new_again(browser, told):
    answer = browser.post(f"{PAGE}read/", follow=True)
    undo = next(iter(answer.context["messages"])).extra_tags
    assert Notice.objects.unread().count() == 0

    browser.post(undo)

    assert Notice.objects.unread().count() == 1


@pytest.mark.parametrize("at", ["", "soon", "2017-04-10", "9999999-01-01T00:00:00Z"])
def test_undo_of_no_moment_says_so(browser, told, at):
    answer = browser.post(f"{PAGE}unread/", query_params={"at": at}, follow=True)

    assert "There is nothing to bring back." in answer.content.decode()
