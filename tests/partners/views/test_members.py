"""The page of a membership: pauses, leaving, lists, the letter; and the pages of handing over and erasing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partners.domain.pauses import pause_member
from partners.models import HandBack, Mailing, Member, MemberPause, Person, Succession
from tests import make
from tests.partners.views.pages import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def maple(cast):
    return cast.riverton.maple.members.get()


def _today():
    return timezone.now().date()


def _pause(maple, by, *, days=30):
    return pause_member(
        maple,
        by=by,
        starts_on=_today() - timedelta(days=5),
        ends_on=_today() + timedelta(days=days),
        reason="Roof repairs.",
    )


def test_pause_is_made_shown_everywhere_and_ended_early(cast, maple, client_of):
    cole = client_of("cole")
    given = {"starts_on": _today() - timedelta(days=5), "ends_on": "", "reason": "Roof repairs."}
    made = cole.post(at(cast.riverton, "pause_add", maple.pk), given)
    pause = MemberPause.objects.get()

    pages = [
        cole.get(at(cast.riverton, "member", maple.pk)),
        cole.get(at(cast.riverton, "partnership", maple.partnership_id)),
        cole.get(at(cast.riverton, "organization", maple.organization_id)),
    ]
    ended = cole.post(at(cast.riverton, "pause_end", pause.pk))

    assert made.url == ended.url == at(cast.riverton, "member", maple.pk)
    assert all(b"Paused" in page.content for page in pages)
    pause.refresh_from_db()
    assert pause.ends_on is not None
    assert b"Paused" not in cole.get(at(cast.riverton, "partnership", maple.partnership_id)).content


def test_why_a_member_pauses_is_for_it_and_the_staff(cast, maple, client_of):
    _pause(maple, cast.cole.user)

    page = at(cast.riverton, "member", maple.pk)
    hub = at(cast.riverton, "partnership", maple.partnership_id)

    assert all(b"Roof repairs." in client_of(name).get(page).content for name in ("vera", "pia", "bea"))
    assert b"Roof repairs." not in client_of("fay").get(hub).content
    assert client_of("fay").get(page).status_code == 404


def test_pause_that_overlaps_is_refused_beside_its_field(cast, maple, client_of):
    _pause(maple, cast.cole.user)

    answer = client_of("cole").post(
        at(cast.riverton, "pause_add", maple.pk), {"starts_on": _today(), "reason": "Again."}
    )

    assert list(answer.context["form"].errors) == ["starts_on"]
    assert MemberPause.objects.count() == 1


def test_second_saver_of_a_pause_sees_both(cast, maple, client_of):
    pause = _pause(maple, cast.cole.user)
    MemberPause.objects.filter(pk=pause.pk).update(version=2, reason="Theirs.")
    given = {"starts_on": pause.starts_on, "ends_on": pause.ends_on, "reason": "Mine.", "version": 1}

    answer = client_of("cole").post(at(cast.riverton, "pause_change", pause.pk), given)

    assert answer.status_code == 409
    assert b"Theirs." in answer.content
    assert b"Mine." in answer.content


def test_member_leaves_gives_back_is_thanked_and_may_stay(cast, maple, client_of):
    cole = client_of("cole")
    given = {"left_on": _today(), "reason": "Moved away.", "things": "Key\n\nLaptop\n", "version": 1}
    cole.post(at(cast.riverton, "member_leave", maple.pk), given)
    key = HandBack.objects.get(thing="Key")
    cole.post(at(cast.riverton, "hand_back_tick", key.pk), {"version": 1, "is_back": "yes"})
    version = Member.objects.get(pk=maple.pk).version
    draft = cole.get(at(cast.riverton, "member_thanks", maple.pk)).context["form"].initial["text"]
    cole.post(at(cast.riverton, "member_thanks", maple.pk), {"text": draft, "version": version})

    letter = client_of("pia").get(at(cast.riverton, "member_letter", maple.pk)).content.decode()
    mail = cole.get(f"{at(cast.riverton, 'organization_write', maple.organization_id)}?letter={maple.pk}")
    cole.post(at(cast.riverton, "member_stay", maple.pk))

    key.refresh_from_db()
    assert key.returned_on is not None
    assert "Laptop" in letter
    assert "Key" not in letter
    assert mail.context["form"].initial["body"] == draft
    assert Mailing.objects.count() == 0
    assert Member.objects.get(pk=maple.pk).left_on is None


@pytest.mark.parametrize("letter", ["", "x", "9" * 40, "²"])
def test_letter_that_is_none_begins_an_empty_mail(cast, client_of, letter):
    url = f"{at(cast.riverton, 'organization_write', cast.riverton.maple.pk)}?letter={letter}"

    assert "body" not in client_of("cole").get(url).context["form"].initial


def test_partnership_is_closed_and_opened_again(cast, client_of):
    cole, partnership = client_of("cole"), cast.riverton.partnership
    given = {"ended_on": _today(), "reason": "The goal is reached.", "things": "Key", "version": 1}

    cole.post(at(cast.riverton, "partnership_close", partnership.pk), given)
    partnership.refresh_from_db()
    ended = (partnership.ended_on, partnership.ending_reason)
    cole.post(at(cast.riverton, "partnership_reopen", partnership.pk))
    partnership.refresh_from_db()

    assert ended == (_today(), "The goal is reached.")
    assert partnership.ended_on is None


def test_partner_names_her_own_successor_and_takes_it_back(cast, client_of):
    pia = cast.pia.user.people.get()
    url = at(cast.riverton, "successor", pia.pk)
    given = {
        "starts_on": _today() + timedelta(days=20),
        "successor": "",
        "name": "Nora New",
        "email": "Nora@example.org",
        "language": "es",
    }

    incomplete = client_of("pia").post(url, given | {"name": ""})
    made = client_of("pia").post(url, given)
    row = Succession.objects.get()
    page = client_of("pia").get(made.url)
    taken_back = client_of("pia").post(at(cast.riverton, "succession_withdraw", row.pk))

    assert list(incomplete.context["form"].errors) == ["name"]
    assert row.successor.email == "nora@example.org"
    assert page.status_code == 200
    assert taken_back.status_code == 302
    assert not Succession.objects.exists()


def test_colleague_cannot_name_somebody_elses_successor(cast, client_of):
    other = make.make_person(cast.riverton.maple, name="Lena Ortiz")

    assert client_of("pia").get(at(cast.riverton, "successor", other.pk)).status_code == 403


def test_manager_looks_at_what_goes_takes_the_file_and_erases(cast, client_of):
    mara, person = client_of("mara"), make.make_person(cast.riverton.maple, name="Lena Ortiz")
    url = at(cast.riverton, "person_erase", person.pk)

    shown = mara.get(url)
    unsure = mara.post(url, {"version": 1})
    file = mara.get(at(cast.riverton, "person_data", person.pk))
    mara.post(url, {"version": 1, "is_sure": "on"})

    person.refresh_from_db()
    assert shown.status_code == 200
    assert list(unsure.context["form"].errors) == ["is_sure"]
    assert "Lena Ortiz" in file.content.decode()
    assert person.name == "A former contact of Maple Homework Club"
    assert not Person.objects.filter(name="Lena Ortiz").exists()


def test_only_approver_cannot_be_erased_and_the_page_says_why(cast, client_of):
    person = make.make_person(cast.riverton.maple, name="Lena Ortiz")
    make.make_access(person, role="approver")

    shown = client_of("mara").get(at(cast.riverton, "person_erase", person.pk)).content.decode()

    assert "Name a successor first." in shown
    assert "is_sure" not in shown
