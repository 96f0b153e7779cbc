"""The page of the nine strategies: what shows them, what is said of them, and for whom."""

import pytest
import time_machine
from django.urls import reverse

from partners.choices import ContactKind
from partners.models import CollaborationLine
from tests import make

pytestmark = pytest.mark.usefixtures("april")


@pytest.fixture
def april():
    with time_machine.travel("2017-04-10 17:00:00Z", tick=False):
        yield


def _url(cast, name="collaboration", *more):
    return reverse(name, args=["riverton", cast.riverton.partnership.pk, *more])


def _rows(answer):
    return {row["code"]: row for row in answer.context["rows"]}


def _texts(answer):
    return {
        row["code"]: [item["text"] for item in row["evidence"]]
        for row in answer.context["rows"]
        if row["evidence"]
    }


def test_records_are_counted_in_words_and_lead_to_their_pages(cast, client_of):
    partnership = cast.riverton.partnership
    make.make_decision(partnership)
    make.make_contact(cast.riverton.maple, by=cast.mara.user, kind=ContactKind.VISIT)
    goal = make.make_goal(partnership)
    make.make_role(goal, cast.riverton.maple)
    agenda = make.make_agenda(partnership, by=cast.mara.user, rewards="A room.", deciding="By vote.")
    make.make_signature(agenda, cast.riverton.maple, by=cast.mara.user)

    answer = client_of("mara").get(_url(cast))

    assert _texts(answer) == {
        "conversation": ["1 talk in the contact log since April 2017"],
        "interview": ["1 visit in the contact log since April 2017"],
        "local": [_texts(answer)["local"][0]],
        "cause": ["1 version of the agenda says what is wrong today and what you want to see"],
        "goals": [
            "1 goal",
            "1 version of the agenda says what each of you gets",
            "1 signature since April 2017",
        ],
        "roles": ["1 role in the matrix"],
        "decisions": [
            "1 decision since March 2017",
            "1 organization that leads",
            "1 version of the agenda says how you decide",
        ],
    }
    states = {code: row["state"] for code, row in _rows(answer).items() if row["state"] != "not_yet"}
    assert states == {
        "local": "in_place",
        "cause": "begun",
        "goals": "in_place",
        "roles": "begun",
        "decisions": "in_place",
    }
    for row in answer.context["rows"]:
        for item in row["evidence"]:
            assert client_of("mara").get(item["url"], follow=True).status_code == 200


def test_members_and_staff_read_the_same_number_but_not_the_same_records(cast, client_of):
    make.make_contact(cast.riverton.oak, by=cast.mara.user, note="Private")
    make.make_decision(cast.riverton.partnership)
    answers = {name: client_of(name).get(_url(cast)) for name in ("mara", "vera", "pia", "bea")}

    assert {name: answer.context["in_place"] for name, answer in answers.items()} == dict.fromkeys(answers, 1)
    assert "conversation" in _texts(answers["vera"])
    assert "conversation" not in _texts(answers["pia"])


def test_hub_counts_as_the_page_does(cast, client_of):
    make.make_decision(cast.riverton.partnership)
    make.make_collaboration_line(
        cast.riverton.partnership, by=cast.mara.user, strategy="interview", state="in_place"
    )
    client = client_of("pia")

    page, hub = client.get(_url(cast)), client.get(reverse("partnership", args=_url(cast).split("/")[2:5:2]))

    assert hub.context["strategies_in_place"] == page.context["in_place"] == 2
    assert "2 of 9 strategies in place" in " ".join(hub.content.decode().split())


def test_hub_of_a_funder_does_not_speak_of_strategies(cast, client_of):
    hub = client_of("fay").get(reverse("partnership", args=["riverton", cast.riverton.partnership.pk]))

    assert "strategies in place" not in hub.content.decode()


def test_saying_and_undoing(cast, client_of):
    client = client_of("bea")
    client.post(
        _url(cast, "collaboration_say", "interview"), {"version": 0, "state": "in_place", "note": "P. Ramos"}
    )
    said = client.get(_url(cast))
    undo = _url(cast, "collaboration_undo", "interview") + "?version=1"

    client.post(undo)

    assert _rows(said)["interview"]["state"] == "in_place"
    assert undo in said.content.decode()
    assert CollaborationLine.objects.get().is_said is False


def test_undoing_what_somebody_has_changed_since_changes_nothing(cast, client_of):
    line = make.make_collaboration_line(cast.riverton.partnership, by=cast.mara.user)

    answer = client_of("mara").post(
        _url(cast, "collaboration_undo", line.strategy) + "?version=7", follow=True
    )

    line.refresh_from_db()
    assert "Nothing was taken back" in answer.content.decode()
    assert line.state == "begun"


def test_second_saver_sees_both_texts(cast, client_of):
    make.make_collaboration_line(cast.riverton.partnership, by=cast.mara.user, note="Mara’s note")

    answer = client_of("cole").post(
        _url(cast, "collaboration_say", "interview"),
        {"version": 0, "state": "in_place", "note": "Cole’s note"},
    )

    assert answer.status_code == 409
    assert "Mara’s note" in answer.content.decode()
    assert "Cole’s note" in answer.content.decode()


def test_unknown_strategy_is_no_page(cast, client_of):
    assert client_of("mara").get(_url(cast, "collaboration_say", "luck")).status_code == 404


def test_partner_reads_without_buttons(cast, client_of):
    make.make_collaboration_line(cast.riverton.partnership, by=cast.mara.user, note="We asked Ana.")

    page = client_of("pia").get(_url(cast)).content.decode()

    assert "We asked Ana." in page
    assert "Say how far it is" not in page


def test_page_is_spanish_for_those_who_read_spanish(cast, client_of):
    cast.pia.user.language = "es"
    cast.pia.user.save(update_fields=["language"])

    answer = client_of("pia").get(_url(cast))

    assert _rows(answer)["conversation"]["label"] == "Empezar la conversación"


def test_partner_is_not_told_that_there_are_no_records_which_only_staff_read(cast, client_of):
    make.make_contact(cast.riverton.oak, by=cast.mara.user, kind=ContactKind.VISIT)
    make.make_collaboration_line(cast.riverton.partnership, by=cast.mara.user, state="in_place")

    rows = {name: _rows(client_of(name).get(_url(cast))) for name in ("pia", "mara")}

    assert not rows["pia"]["interview"]["lacks_records"]
    assert not rows["mara"]["interview"]["lacks_records"]
    assert rows["pia"]["goals"]["lacks_records"]
