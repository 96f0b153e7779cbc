"""Several lines of the contact log at once."""

import pytest

from partners.choices import ContactVisibility
from partners.models import ContactEntry
from tests import make
from tests.partners.views.pages import at, body


@pytest.fixture
def entries(cast):
    """One line that Maple may read, and one for staff only."""
    shared = {"visibility": ContactVisibility.PARTNER}
    return [
        make.make_contact(cast.riverton.maple, by=cast.mara.user, **shared),
        make.make_contact(cast.riverton.oak, by=cast.mara.user),
    ]


def _given(action, entries):
    return {"action": action, "pk": [entry.pk for entry in entries]}


def test_lines_are_closed_to_partners_after_a_look(cast, client_of, entries):
    cole, pia = client_of("cole"), client_of("pia")
    url, given = at(cast.riverton, "contacts_bulk"), _given("staff_only", entries)
    assert pia.get(at(cast.riverton, "contacts")).context["page"].rows == [entries[0]]

    assert len(cole.get(url, given).context["entries"]) == 2
    assert pia.get(at(cast.riverton, "contacts")).context["page"].rows == [entries[0]]
    page = cole.post(url, given, follow=True)

    assert "1 line is for staff only now." in body(page)
    assert pia.get(at(cast.riverton, "contacts")).context["page"].rows == []


def test_lines_are_taken_out_and_put_back_together(cast, client_of, entries):
    cole = client_of("cole")

    page = cole.post(at(cast.riverton, "contacts_bulk"), _given("remove", entries), follow=True)
    undo = f"{at(cast.riverton, 'contacts_put_back')}?pk={entries[1].pk}&amp;pk={entries[0].pk}"

    assert (page.context["page"].rows, ContactEntry.objects.kept().count()) == ([], 0)
    assert f'action="{undo}"' in page.content.decode()
    cole.post(undo.replace("&amp;", "&"))
    assert ContactEntry.objects.kept().count() == 2


def test_chosen_lines_are_taken_away(cast, client_of, entries):
    taken = client_of("cole").get(
        at(cast.riverton, "contacts_bulk"), _given("export", entries[:1]), follow=True
    )

    assert len(taken.content.decode("utf-8-sig").splitlines()) == 2


@pytest.mark.parametrize("name", ["vera", "pia"])
def test_others_change_no_lines(cast, client_of, entries, name):
    answer = client_of(name).post(at(cast.riverton, "contacts_bulk"), _given("remove", entries))

    assert answer.status_code in {403, 404}
    assert ContactEntry.objects.kept().count() == 2
    assert 'name="pk"' not in body(client_of(name).get(at(cast.riverton, "contacts")))


def test_lines_of_another_library_are_not_chosen(cast, client_of):
    theirs = make.make_contact(cast.twin.maple, by=cast.otto.user)

    page = client_of("cole").post(at(cast.riverton, "contacts_bulk"), _given("remove", [theirs]))

    assert "No line chosen" in body(page)
    assert ContactEntry.objects.kept().get() == theirs
