"""Archiving, several at once, tags, duplicates and merging, as coordinators do them on pages."""

import pytest

from partners.models import Organization, Tag
from tests import make
from tests.partners.views.pages import at, body


@pytest.fixture
def double(cast):
    return make.make_organization(
        cast.riverton.library, name="Maple Homework Club Inc", phone="626 555 0142", notes="Ask for Lena."
    )


def _names(response):
    return [organization.name for organization in response.context["page"].rows]


def test_archiving_offers_to_undo(cast, client_of, double):
    cole = client_of("cole")

    listed = cole.post(at(cast.riverton, "organization_archive", double.pk), follow=True)
    undo = at(cast.riverton, "organization_bring_back", double.pk)

    assert f'action="{undo}"' in listed.content.decode()
    assert double.name not in _names(listed)
    cole.post(undo)
    assert double.name in _names(cole.get(at(cast.riverton, "organizations")))


def test_refusal_to_archive_is_a_sentence(cast, client_of):
    page = client_of("cole").post(
        at(cast.riverton, "organization_archive", cast.riverton.maple.pk), follow=True
    )

    assert "is a member of Neighbors Learning English. End the membership first." in body(page)


@pytest.mark.parametrize(
    ("status", "expected"),
    [("archived", ["Old"]), ("members", 5), ("possible", ["Maple Homework Club Inc"]), ("bad", [])],
)
def test_directory_by_status(cast, client_of, double, status, expected):
    make.make_organization(cast.riverton.library, name="Old", archived_at="2017-01-01T00:00:00Z")

    names = _names(client_of("vera").get(at(cast.riverton, "organizations"), {"status": status}))

    assert (len(names) if isinstance(expected, int) else names) == expected


def test_directory_by_tag_and_owner(cast, client_of, double):
    tag = make.make_tag(cast.riverton.library, double)
    Organization.objects.filter(pk=double.pk).update(owner=cast.cole.user)
    vera, url = client_of("vera"), at(cast.riverton, "organizations")

    assert _names(vera.get(url, {"tag": tag.pk})) == [double.name]
    assert _names(vera.get(url, {"owner": cast.cole.user.pk})) == [double.name]
    assert double.name not in _names(vera.get(url, {"owner": "none"}))
    assert f"tag={tag.pk}" in vera.get(url, {"tag": tag.pk}).context["letters"][0]["url"]


def test_owner_and_tags_on_one_page(cast, client_of, double):
    cole = client_of("cole")
    given = {"owner": cast.cole.user.pk, "tags": " Rooms,  rooms , Volunteers", "version": 1}

    cole.post(at(cast.riverton, "organization_labels", double.pk), given)

    page = cole.get(at(cast.riverton, "organization", double.pk))
    assert [name for _pk, name in page.context["tags"]] == ["Rooms", "Volunteers"]
    assert "Cole looks after it." in body(page)


def test_owner_page_shows_both_texts_to_the_second(cast, client_of, double):
    url = at(cast.riverton, "organization_labels", double.pk)
    client_of("mara").post(url, {"tags": "Rooms", "version": 1})

    second = client_of("cole").post(url, {"tags": "Volunteers", "version": 1})

    assert second.status_code == 409
    assert second.context["conflict"]["rows"] == [{"label": "Tags", "theirs": "Rooms", "yours": "Volunteers"}]


def test_check_page_names_who_is_chosen_and_changes_nothing(cast, client_of, double):
    page = client_of("cole").get(
        at(cast.riverton, "organizations_bulk"),
        {"pk": [double.pk, cast.riverton.oak.pk, "x", "9" * 30], "action": "archive"},
    )

    assert page.context["organizations"] == [double, cast.riverton.oak]
    assert Organization.objects.get(pk=double.pk).archived_at is None


def test_several_are_archived_and_undone(cast, client_of, double):
    cole = client_of("cole")
    other = make.make_organization(cast.riverton.library, name="Other")
    chosen = {"pk": [double.pk, other.pk, cast.riverton.oak.pk], "action": "archive"}

    page = cole.post(at(cast.riverton, "organizations_bulk"), chosen, follow=True).content.decode()

    assert "2 organizations are archived." in page
    assert "Oak Hill Adult School is a member" in page
    undo = page.split(f'action="{at(cast.riverton, "organizations_bring_back")}')[1].split('"')[0]
    cole.post(at(cast.riverton, "organizations_bring_back") + undo)
    assert not Organization.objects.exclude(archived_at=None).exists()


def test_several_get_a_tag_and_an_owner(cast, client_of, double):
    cole, url = client_of("cole"), at(cast.riverton, "organizations_bulk")
    chosen = {"pk": [double.pk, cast.riverton.oak.pk]}

    cole.post(url, chosen | {"action": "add_tag", "name": "Rooms"})
    cole.post(url, chosen | {"action": "set_owner", "owner": cast.cole.user.pk})
    tag = Tag.objects.get()
    assert tag.links.count() == 2
    assert Organization.objects.filter(owner=cast.cole.user).count() == 2

    cole.post(url, chosen | {"action": "remove_tag", "tag": tag.pk})
    assert tag.links.count() == 0


def test_nobody_of_another_library_is_chosen(cast, client_of):
    given = {"pk": [cast.twin.maple.pk], "action": "add_tag", "name": "Rooms"}

    page = client_of("cole").post(at(cast.riverton, "organizations_bulk"), given)

    assert page.context["organizations"] == []
    assert not Tag.objects.exists()


@pytest.mark.parametrize("hostile", ["\0", "x" * 100_000, "9" * 40])
def test_odd_input_is_refused_calmly(cast, client_of, double, hostile):
    cole = client_of("cole")
    for name, data in [
        ("organizations_bulk", {"pk": double.pk, "action": "add_tag", "name": hostile}),
        ("organizations_bulk", {"pk": hostile, "action": hostile}),
    ]:
        assert cole.post(at(cast.riverton, name), data).status_code < 500
    labels = {"tags": hostile, "owner": hostile, "version": 1}
    assert cole.post(at(cast.riverton, "organization_labels", double.pk), labels).status_code < 500
    for name in ("tag", "owner", "status", "q"):
        assert cole.get(at(cast.riverton, "organizations"), {name: hostile}).status_code < 500
    assert cole.get(at(cast.riverton, "merge_choice", double.pk), {"q": hostile}).status_code < 500
    odd = at(cast.riverton, "organizations_bring_back") + "?at=" + "9" * 40
    assert cole.post(odd).status_code == 302


def test_tags_are_renamed_merged_and_removed(cast, client_of, double):
    cole, library = client_of("cole"), cast.riverton.library
    room = make.make_tag(library, double, name="Room")
    rooms = make.make_tag(library, cast.riverton.oak, name="Rooms")

    cole.post(at(library, "tag_change", room.pk), {"name": "Lends a room", "version": 1})
    refused = cole.post(at(library, "tag_change", room.pk), {"name": "rooms", "version": 2})
    cole.post(at(library, "tag_merge", room.pk), {"into": rooms.pk})

    assert "There is a tag of this name." in body(refused)
    assert rooms.links.count() == 2
    listed = cole.get(at(library, "tags"))
    assert [(tag.name, tag.uses) for tag in listed.context["tags"]] == [("Rooms", 2)]
    assert "2 organizations have it." in body(cole.get(at(library, "tag_remove", rooms.pk)))
    cole.post(at(library, "tag_remove", rooms.pk))
    assert not Tag.objects.exists()


def test_adding_one_with_a_known_phone_asks_first(cast, client_of, double):
    given = {"name": "Something else", "categories": ["youth"], "phone": "(626) 555-0142"}

    asked = client_of("cole").post(at(cast.riverton, "organization_add"), given)

    assert asked.context["alike"] == [double]


def test_duplicates_are_of_this_library_only(cast, client_of, double):
    pairs = client_of("vera").get(at(cast.riverton, "duplicates")).context["pairs"]

    assert [(pair["one"].pk, pair["other"].pk) for pair in pairs] == [(cast.riverton.maple.pk, double.pk)]


def test_other_record_is_offered_or_searched(cast, client_of, double):
    cole, url = client_of("cole"), at(cast.riverton, "merge_choice", cast.riverton.maple.pk)

    assert [card.pk for card in cole.get(url).context["records"]] == [double.pk]
    assert [card.name for card in cole.get(url, {"q": "elm"}).context["records"]] == ["Elm Street Center"]


def test_merging_is_looked_over_first(cast, client_of, double):
    cole = client_of("cole")
    url = at(cast.riverton, "organization_merge", cast.riverton.maple.pk, double.pk)
    shown = cole.get(url)
    given = {"name": "gone"}

    looked = cole.post(url, given)
    assert {"label": "Notes", "value": "Ask for Lena."} in looked.context["facts"]
    assert Organization.objects.get(pk=double.pk).merged_into is None
    done = cole.post(url, given | {"step": "merge", "versions": looked.context["versions"]}, follow=True)

    assert list(shown.context["form"].fields) == ["name"]
    merged = Organization.objects.get(pk=cast.riverton.maple.pk)
    assert (merged.name, merged.phone) == ("Maple Homework Club Inc", "626 555 0142")
    assert "Another record was merged into this one" in body(done)
    old = cole.get(at(cast.riverton, "organization", double.pk))
    assert "This record was merged into another one" in body(old)


def test_older_check_page_merges_nothing(cast, client_of, double):
    url = at(cast.riverton, "organization_merge", cast.riverton.maple.pk, double.pk)

    client_of("cole").post(url, {"name": "gone", "step": "merge", "versions": "1-7"})

    assert Organization.objects.get(pk=double.pk).merged_into is None


def test_page_says_why_two_cannot_be_merged(cast, client_of):
    own = Organization.objects.get(library=cast.riverton.library, is_own=True)
    url = at(cast.riverton, "organization_merge", cast.riverton.maple.pk, own.pk)

    for page in (client_of("cole").get(url), client_of("cole").post(url, {"name": "kept", "step": "merge"})):
        assert "The library itself cannot be merged" in body(page)
