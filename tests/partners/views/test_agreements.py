"""The register, one agreement and its forms, as people meet them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from partners.models import Agreement, AgreementFile, AgreementParty, Organization
from tests import make

TODAY = date(2026, 6, 1)
SIGNED = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def june(monkeypatch):
    moment = datetime(2026, 6, 1, 18, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def browser(cast, client):
    def sign_in(name):
        client.force_login(getattr(cast, name).user)
        return client

    return sign_in


@pytest.fixture
def own(cast):
    return Organization.objects.get(library=cast.riverton.library, is_own=True)


@pytest.fixture
def agreement(cast, own):
    return _make(cast, own, cast.riverton.maple, ends_on=TODAY + timedelta(days=40))


def _make(cast, *parties, signed_on=SIGNED, **fields):
    return make.make_agreement(
        cast.riverton.partnership, *parties, signed_on=signed_on, starts_on=date(2026, 1, 1), **fields
    )


def _to(name, *args, slug="riverton"):
    return reverse(name, args=[slug, *args])


def _names(answer):
    return [row["agreement"].name for row in answer.context["rows"]]


def test_register_has_what_ends_first_at_the_top_and_leaves_out_what_is_over(cast, browser, own, agreement):
    _make(cast, own, cast.riverton.oak, name="Open")
    _make(cast, own, cast.riverton.oak, name="Later", ends_on=date(2027, 1, 1))
    _make(cast, own, cast.riverton.oak, name="Over", ends_on=date(2026, 5, 31))

    page = browser("vera").get(_to("agreements"))
    every = browser("vera").get(_to("agreements"), {"status": "every"})

    assert _names(page) == ["Rooms and tutors", "Later", "Open"]
    assert _names(every) == ["Over", "Rooms and tutors", "Later", "Open"]


@pytest.mark.parametrize(
    ("days", "expected"), [(30, []), (60, ["Rooms and tutors"]), (90, ["Rooms and tutors"])]
)
def test_register_is_chosen_by_how_soon_they_end(browser, agreement, days, expected):
    assert _names(browser("mara").get(_to("agreements"), {"ends": days})) == expected


def test_register_turns_its_pages_there_and_back(cast, browser, own):
    for number in range(30):
        _make(
            cast, own, cast.riverton.maple, name=f"{number:02}", ends_on=TODAY + timedelta(days=number // 2)
        )

    first = browser("mara").get(_to("agreements"))
    second = browser("mara").get(_to("agreements") + first.context["page"].next_url)
    back = browser("mara").get(_to("agreements") + second.context["page"].previous_url)

    assert _names(first) + _names(second) == [f"{number:02}" for number in range(30)]
    assert _names(back) == _names(first)


def test_partner_sees_its_own_once_sent_and_nothing_of_others(cast, browser, own, agreement):
    _make(cast, own, cast.riverton.oak, name="Oak's")
    draft = _make(cast, own, cast.riverton.maple, name="Draft", signed_on=None)

    page = browser("pia").get(_to("agreements"), {"status": "every"})
    hidden = browser("pia").get(_to("agreement", draft.pk))

    assert _names(page) == ["Rooms and tutors"]
    assert hidden.status_code == 404


def test_funder_sees_nothing_and_the_backbone_all(cast, browser, own, agreement):
    _make(cast, own, cast.riverton.oak, name="Draft", signed_on=None)

    assert _names(browser("fay").get(_to("agreements"))) == []
    assert _names(browser("bea").get(_to("agreements"))) == ["Rooms and tutors", "Draft"]


def test_partner_reads_lines_and_paper_but_no_checklist_nor_history(cast, browser, agreement):
    goal = make.make_goal(cast.riverton.partnership)
    make.make_commitment(goal, cast.riverton.maple, agreement=agreement, title="Tutors on Thursdays")
    file = make.make_agreement_file(agreement, by=cast.mara.user, at=timezone.now())
    make.make_point(agreement)

    page = browser("pia").get(_to("agreement", agreement.pk))
    paper = browser("pia").get(_to("agreement_file", agreement.pk, file.pk))

    assert [line["title"] for line in page.context["lines"]] == ["Tutors on Thursdays"]
    assert page.context["points"] == page.context["events"] == []
    assert paper.content == b"Signed by both"
    assert paper["Content-Disposition"].startswith("attachment")


def test_paper_of_another_agreement_is_not_found(cast, browser, own, agreement):
    other = _make(cast, own, cast.riverton.oak)
    file = make.make_agreement_file(other, by=cast.mara.user, at=timezone.now())

    assert browser("pia").get(_to("agreement_file", other.pk, file.pk)).status_code == 404
    assert browser("pia").get(_to("agreement_file", agreement.pk, file.pk)).status_code == 404


def test_agreement_is_written_down_with_its_paper(cast, browser):
    data = {
        "name": "Rooms",
        "parties": [cast.riverton.oak.pk, cast.riverton.maple.pk],
        "starts_on": "2026-07-01",
        "ends_on": "2027-06-30",
        "notice_days": "30",
        "files": SimpleUploadedFile("signed.txt", b"Signed by both"),
    }

    answer = browser("cole").post(_to("agreement_add", cast.riverton.partnership.pk), data)

    found = Agreement.objects.get()
    assert answer.url == _to("agreement", found.pk)
    assert {party.organization for party in found.parties.all()} == {cast.riverton.oak, cast.riverton.maple}
    assert AgreementFile.objects.get().name == "signed.txt"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"parties": []}, "parties"),
        ({"ends_on": "2026-06-30"}, "ends_on"),
        ({"goes_on": "on", "ends_on": ""}, "ends_on"),
        ({"name": ""}, "name"),
        ({"notice_days": "-1"}, "notice_days"),
    ],
    ids=["no party", "ends first", "goes on from when", "no title", "notice"],
)
def test_form_says_what_is_wrong(cast, browser, change, field):
    data = {
        "name": "Rooms",
        "parties": [cast.riverton.oak.pk, cast.riverton.maple.pk],
        "starts_on": "2026-07-01",
    } | change

    answer = browser("cole").post(_to("agreement_add", cast.riverton.partnership.pk), data)

    assert list(answer.context["form"].errors) == [field]
    assert not Agreement.objects.exists()


def test_another_library_s_organization_is_no_party(cast, browser):
    data = {"name": "Rooms", "parties": [cast.riverton.oak.pk, cast.twin.maple.pk], "starts_on": "2026-07-01"}

    answer = browser("cole").post(_to("agreement_add", cast.riverton.partnership.pk), data)

    assert list(answer.context["form"].errors) == ["parties"]


def test_second_saver_sees_both_texts(cast, browser, agreement):
    Agreement.objects.filter(pk=agreement.pk).update(name="Theirs", version=2)
    parties = list(agreement.parties.values_list("organization", flat=True))
    data = {"version": "1", "name": "Mine", "parties": parties, "starts_on": "2026-01-01"}

    answer = browser("cole").post(_to("agreement_change", agreement.pk), data)

    rows = answer.context["conflict"]["rows"]
    assert answer.status_code == 409
    assert ("Theirs", "Mine") in [(row["theirs"], row["yours"]) for row in rows]


def test_signature_is_written_down_and_undone_from_the_next_page(cast, browser, own):
    draft = _make(cast, own, cast.riverton.maple, signed_on=None)
    party = draft.parties.get(organization=cast.riverton.maple)
    pia = cast.pia.user.people.get()
    data = {"version": "1", "signed_on": "2026-06-01", "signer": pia.pk, "signer_name": ""}

    browser("cole").post(_to("agreement_sign", draft.pk, party.pk), data)
    signed = AgreementParty.objects.get(pk=party.pk)
    browser("cole").post(_to("agreement_unsign", draft.pk, party.pk))

    assert (signed.signer, signed.signer_name, signed.signed_on) == (pia, "Pia", TODAY)
    assert AgreementParty.objects.get(pk=party.pk).signed_on is None


def test_party_of_another_agreement_is_not_signed_here(cast, browser, own, agreement):
    other = _make(cast, own, cast.riverton.oak)

    answer = browser("cole").get(_to("agreement_sign", agreement.pk, other.parties.first().pk))

    assert answer.status_code == 404


def test_signer_who_left_is_flagged(cast, browser, agreement):
    pia = cast.pia.user.people.get()
    agreement.parties.filter(organization=cast.riverton.maple).update(signer=pia, signer_name="Pia")
    type(pia).objects.filter(pk=pia.pk).update(left_on=date(2026, 5, 1))

    page = browser("mara").get(_to("agreements"))
    desk = browser("mara").get(_to("library_home"))

    assert [row["has_lost_signer"] for row in page.context["rows"]] == [True]
    assert "Find who answers for “Rooms and tutors”" in [task["label"] for task in desk.context["tasks"]]


def test_renewal_begins_the_day_after_and_can_be_taken_back(browser, agreement):
    form = browser("cole").get(_to("agreement_renew", agreement.pk))
    browser("cole").post(_to("agreement_renew", agreement.pk), {"ends_on": "2027-07-11"})
    renewal = Agreement.objects.get(renews=agreement)
    browser("cole").post(_to("agreement_remove", renewal.pk))

    assert "July 12, 2026" in form.content.decode()
    assert renewal.starts_on == date(2026, 7, 12)
    assert list(Agreement.objects.kept()) == [agreement]


def test_what_cannot_be_renewed_says_why(cast, browser, own):
    open_one = _make(cast, own, cast.riverton.maple)

    answer = browser("cole").get(_to("agreement_renew", open_one.pk), follow=True)

    assert "It has no end, so there is nothing to renew." in answer.content.decode()


def test_members_without_an_agreement_are_listed_with_their_days(cast, browser, own):
    _make(cast, own, cast.riverton.maple, ends_on=date(2026, 3, 31))
    make.make_agreement(
        cast.riverton.partnership,
        own,
        cast.riverton.maple,
        signed_on=SIGNED,
        starts_on=date(2026, 5, 1),
    )
    cast.riverton.partnership.members.filter(organization=cast.riverton.maple).update(
        joined_on=date(2026, 1, 1)
    )

    page = browser("mara").get(_to("partnership_agreements", cast.riverton.partnership.pk))

    found = {line["organization"].name: (line["gaps"], line["has_any"]) for line in page.context["gaps"]}
    assert found["Maple Homework Club"] == (["April 1, 2026 to April 30, 2026"], True)
    assert found["Oak Hill Adult School"] == (["since January 1, 2015"], False)


def test_partner_is_told_of_its_own_gaps_only(cast, browser, agreement):
    page = browser("pia").get(_to("partnership_agreements", cast.riverton.partnership.pk))

    assert [line["organization"].name for line in page.context["gaps"]] == ["Maple Homework Club"]


def test_memo_has_what_ends_within_ninety_days_and_nothing_follows(cast, browser, own, agreement):
    _make(cast, own, cast.riverton.oak, name="Later", ends_on=TODAY + timedelta(days=91))
    renewed = _make(cast, own, cast.riverton.oak, name="Renewed", ends_on=TODAY + timedelta(days=20))
    make.make_agreement(
        cast.riverton.partnership,
        own,
        cast.riverton.oak,
        name="Next",
        signed_on=SIGNED,
        renews=renewed,
        starts_on=TODAY + timedelta(days=21),
    )

    assert _names(browser("vera").get(_to("board_memo"))) == ["Rooms and tutors"]
