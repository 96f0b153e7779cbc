"""Saved filters on the pages of their lists."""

import pytest

from partners.models import SavedFilter
from tests import make
from tests.partners.views.pages import at, body


def _links(response):
    return [(link["label"], link["is_current"]) for link in response.context["saved_filters"]["links"]]


@pytest.mark.parametrize(
    ("noun", "given"),
    [("organizations", {"status": "possible", "q": "Oak & Söhne"}), ("contacts", {"kind": "visit"})],
)
def test_filter_is_saved_and_stands_above_its_list(cast, client_of, noun, given):
    cole, url = client_of("cole"), at(cast.riverton, noun)
    save_url = cole.get(url, given | {"after": "x~1", "other": "1"}).context["saved_filters"]["save_url"]

    page = cole.post(save_url, {"name": "Mine"}, follow=True)

    assert SavedFilter.objects.get().given == given
    assert _links(page) == [("Mine", True)]
    assert page.context["saved_filters"]["save_url"] == ""
    assert page.redirect_chain[0][0].startswith(url)


def test_link_shows_what_was_chosen(cast, client_of):
    make.make_organization(cast.riverton.library, name="Old", archived_at="2017-01-01T00:00:00Z")
    make.make_saved_filter(
        cast.riverton.library, by=cast.vera.user, name="Away", given={"status": "archived"}
    )
    vera, url = client_of("vera"), at(cast.riverton, "organizations")

    (link,) = vera.get(url).context["saved_filters"]["links"]
    page = vera.get(f"{url}{link['url']}")

    assert [row.name for row in page.context["page"].rows] == ["Old"]
    assert 'aria-current="true">Away' in body(page)


def test_own_filters_stay_ones_own_and_shared_ones_are_everybodys(cast, client_of):
    make.make_saved_filter(cast.riverton.library, by=cast.mara.user, name="Only Mara")
    make.make_saved_filter(cast.riverton.library, by=cast.mara.user, name="All", is_shared=True)

    page = client_of("vera").get(at(cast.riverton, "organizations"))

    assert _links(page) == [("All", False)]


def test_who_may_only_look_keeps_filters_but_shares_none(cast, client_of):
    vera, url = client_of("vera"), at(cast.riverton, "saved_filter_add", "organizations")
    typed = {"name": "Mine", "is_shared": "on"}

    page = vera.get(f"{url}?owner=none")
    vera.post(f"{url}?owner=none", typed)

    assert "is_shared" not in page.context["form"].fields
    assert SavedFilter.objects.get().is_shared is False


def test_filter_is_renamed_and_shared(cast, client_of):
    saved = make.make_saved_filter(cast.riverton.library, by=cast.cole.user)
    url = at(cast.riverton, "saved_filter_change", saved.pk)

    client_of("cole").post(url, {"name": "Nobody's", "is_shared": "on", "version": 1})
    conflict = client_of("mara").post(url, {"name": "Mine", "version": 1})

    saved.refresh_from_db()
    assert (saved.name, saved.is_shared, conflict.status_code) == ("Nobody's", True, 409)


def test_removing_offers_to_undo(cast, client_of):
    saved = make.make_saved_filter(cast.riverton.library, by=cast.vera.user)
    vera = client_of("vera")

    page = vera.post(at(cast.riverton, "saved_filter_remove", saved.pk), {"version": 1}, follow=True)
    undo = at(cast.riverton, "saved_filter_restore", saved.pk)

    assert f'action="{undo}"' in page.content.decode()
    assert page.context["filters"] == []
    assert vera.post(undo, follow=True).context["filters"] == [saved]


@pytest.mark.parametrize("name", ["mara", "cole", "vera"])
def test_filter_of_somebody_else_is_not_there(cast, client_of, name):
    saved = make.make_saved_filter(cast.riverton.library, by=cast.otto.user)
    client = client_of(name)

    assert client.get(at(cast.riverton, "saved_filter_change", saved.pk)).status_code == 404
    assert client.post(at(cast.riverton, "saved_filter_remove", saved.pk)).status_code == 404
    assert SavedFilter.objects.kept().get() == saved


@pytest.mark.parametrize("text", ["%01%02", "x" * 300, "%20"])
def test_what_cannot_be_stored_is_not_saved(cast, client_of, text):
    url = at(cast.riverton, "saved_filter_add", "organizations")

    page = client_of("cole").post(url, {"name": "Bad"}, QUERY_STRING=f"q={text}")

    assert "Choose something in the list first" in body(page)
    assert not SavedFilter.objects.exists()


def test_filter_whose_tag_is_gone_says_so(cast, client_of):
    make.make_tag(cast.riverton.library, cast.riverton.oak)
    make.make_saved_filter(cast.riverton.library, by=cast.cole.user, name="Rooms", given={"tag": "999"})

    page = client_of("cole").get(at(cast.riverton, "organizations"), {"tag": "999"})

    assert _links(page) == [("Rooms", True)]
    assert page.context["page"].rows == []


def test_unknown_list_is_nowhere(cast, client_of):
    assert client_of("cole").get(at(cast.riverton, "saved_filter_add", "history")).status_code == 404


def test_partners_have_no_saved_filters(cast, client_of):
    make.make_saved_filter(
        cast.riverton.library, by=cast.mara.user, name="Staff only", page="contacts", is_shared=True
    )

    page = client_of("pia").get(at(cast.riverton, "contacts"))

    assert "Staff only" not in body(page)
    assert client_of("pia").get(at(cast.riverton, "saved_filters")).status_code == 404
