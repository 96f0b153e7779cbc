"""At the table and afterwards, by Django's own client: as a browser without JavaScript."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from partners.domain.tokens import secret_of
from partners.minutes import mark_of
from partners.models import ActionItem, Decision, Delivery, MailLink, Meeting, MinutesReceipt, MinutesVersion
from tests import make


@pytest.fixture
def meeting(cast):
    return make.make_meeting(cast.riverton.partnership)


def _table(meeting):
    return reverse("meeting_table", args=["riverton", meeting.pk])


def _decide(client, meeting, text="We keep the hall.", key=None):
    return client.post(_table(meeting), {"do": "decide", "text": text, "key": str(key or uuid4())})


def test_decision_is_a_line_and_sending_the_page_twice_keeps_one(client_of, meeting):
    mara, key = client_of("mara"), uuid4()

    for _time in range(2):
        assert _decide(mara, meeting, key=key).status_code == 302

    rows = Decision.objects.filter(meeting=meeting)
    assert [(row.text, row.decided_on) for row in rows] == [("We keep the hall.", meeting.on)]


def test_action_is_a_line_with_who_and_by_when(client_of, meeting, cast):
    pia = cast.pia.user.people.get()
    data = {"do": "act", "what": "Ask the hall", "who": f"p{pia.pk}", "due_on": "2017-05-01"}

    client_of("mara").post(_table(meeting), data | {"key": str(uuid4())})

    action = ActionItem.objects.get()
    assert (action.what, action.person, action.organization) == ("Ask the hall", pia, cast.riverton.maple)
    assert (action.due_on, action.meeting) == (date(2017, 5, 1), meeting)


def test_line_that_is_wrong_stays_in_the_form_with_a_sentence(client_of, meeting, cast):
    stranger = f"o{cast.elm.pk}"
    data = {"do": "act", "what": "Ask the hall", "who": stranger, "due_on": "", "key": str(uuid4())}

    answer = client_of("mara").post(_table(meeting), data)

    assert answer.status_code == 200
    assert set(answer.context["act_form"].errors) == {"who", "due_on"}
    assert "Ask the hall" in answer.content.decode()
    assert ActionItem.objects.count() == 0


def test_minutes_of_two_writers_stand_side_by_side(client_of, meeting):
    Meeting.objects.update(minutes="Theirs.")

    answer = client_of("mara").post(_table(meeting), {"do": "minutes", "text": "Mine.", "seen": mark_of("")})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert ("Theirs." in page, "Mine." in page) == (True, True)
    assert mark_of("Theirs.") in page


@pytest.mark.parametrize("text", ["a\0b", "x" * 100_000], ids=["nul", "100 KB"])
def test_entry_that_cannot_be_stored_is_refused_in_a_sentence(client_of, meeting, text):
    url = reverse("meeting_entry", args=["riverton", meeting.pk])

    answer = client_of("mara").post(url, {"do": "decide", "text": text, "key": str(uuid4())})

    assert answer.status_code == 400
    assert answer.json()["refused"]


def test_key_is_needed(client_of, meeting):
    url = reverse("meeting_entry", args=["riverton", meeting.pk])

    assert client_of("mara").post(url, {"do": "decide", "text": "Hall", "key": "9"}).status_code == 400
    assert Decision.objects.count() == 0


def test_closing_twice_from_the_table_is_no_fault(client_of, meeting, cast):
    action = make.make_action(
        cast.riverton.partnership,
        cast.riverton.maple,
        by=cast.mara.user,
        noted_at=datetime(2017, 3, 1, tzinfo=UTC),
    )
    url, mara = reverse("meeting_entry", args=["riverton", meeting.pk]), client_of("mara")

    answers = [mara.post(url, {"do": "close", "pk": str(action.pk)}).status_code for _time in range(2)]

    assert answers == [200, 200]
    action.refresh_from_db()
    assert (action.outcome, action.version) == ("done", 2)


def test_whole_way_from_the_draft_to_the_reader(client_of, meeting, cast):
    mara, person = client_of("mara"), make.make_person(cast.riverton.oak, email="oscar@example.org")
    make.make_attendance(meeting, person, state="excused")
    _decide(mara, meeting)
    mara.post(_table(meeting), {"do": "minutes", "text": "We talked.", "seen": mark_of("")})

    mara.post(reverse("minutes_publish", args=["riverton", meeting.pk]), {"seen": mark_of("We talked.")})
    version = MinutesVersion.objects.get()
    send_url = reverse("minutes_send", args=["riverton", version.pk])
    asked = mara.get(send_url).context["form"].initial["people"]
    check = mara.post(send_url, {"step": "check", "people": asked}).content.decode()
    before = Delivery.objects.count()
    mara.post(send_url, {"step": "send", "people": asked})
    link = reverse("minutes_link", args=[secret_of(MailLink.objects.get().token)])
    page = Client().get(link).content.decode()
    is_read_by_looking = MinutesReceipt.objects.get().read_at is not None
    Client().post(link)

    assert (asked, before) == ([str(person.pk)], 0)
    assert "We talked." in check
    assert ("We keep the hall." in page, "We talked." in page) == (True, True)
    assert not is_read_by_looking
    assert MinutesReceipt.objects.get().read_at is not None


def test_member_who_was_invited_reads_and_is_noted(client_of, meeting, cast):
    make.make_meeting_invitation(meeting, cast.pia.user.people.get())
    version = make.make_minutes(meeting, by=cast.mara.user)

    answer = client_of("pia").get(reverse("minutes", args=["riverton", version.pk]))

    assert answer.status_code == 200
    assert [row.person.name for row in version.receipts.exclude(read_at=None)] == ["Pia"]


def test_member_who_was_not_asked_reads_nothing(client_of, meeting, cast):
    version = make.make_minutes(meeting, by=cast.mara.user)

    assert client_of("pia").get(reverse("minutes", args=["riverton", version.pk])).status_code == 404


def test_owing_organization_closes_and_does_not_drop(client_of, cast):
    action = make.make_action(cast.riverton.partnership, cast.riverton.maple, by=cast.mara.user)
    pia, args = client_of("pia"), ["riverton", action.pk]

    dropped = pia.post(reverse("action_item_drop", args=args), {"reason": "No", "version": "1"})
    pia.post(reverse("action_item_close", args=args), {"note": "Done.", "version": "1"})

    action.refresh_from_db()
    assert dropped.status_code == 403
    assert (action.outcome, action.ending, action.ended_by) == ("done", "Done.", cast.pia.user)


def test_several_are_given_away_and_taken_back(client_of, cast):
    partnership, maple, oak = cast.riverton.partnership, cast.riverton.maple, cast.riverton.oak
    rows = [make.make_action(partnership, maple, by=cast.mara.user) for _number in range(2)]
    mara, chosen = client_of("mara"), [str(row.pk) for row in rows]
    bulk = reverse("action_items_bulk", args=["riverton"])

    answer = mara.post(bulk, {"action": "give", "pk": chosen, "who": f"o{oak.pk}"}, follow=True)
    given = set(ActionItem.objects.values_list("organization__name", flat=True))
    (undo,) = [message.extra_tags for message in answer.context["messages"]]
    mara.post(undo)

    assert given == {oak.name}
    assert set(ActionItem.objects.values_list("organization__name", flat=True)) == {maple.name}


@pytest.mark.parametrize("was", ["1~", "x", "9999999999999999999~2017-01-01", "1~0001-01-01", "1~o999"])
def test_undo_that_makes_no_sense_changes_nothing(client_of, cast, was):
    row = make.make_action(cast.riverton.partnership, cast.riverton.maple, by=cast.mara.user)
    url = reverse("action_items_put_back", args=["riverton"])

    answer = client_of("mara").post(f"{url}?was={was.replace('1~', f'{row.pk}~', 1)}", follow=True)

    assert answer.status_code == 200
    row.refresh_from_db()
    assert row.version == 1


def test_list_is_filtered_by_what_is_late_and_whose(client_of, cast):
    partnership, mara = cast.riverton.partnership, cast.mara.user
    late = make.make_action(partnership, cast.riverton.maple, by=mara, what="Late")
    make.make_action(partnership, cast.riverton.oak, by=mara, what="Later", due_on=date(2099, 1, 1))
    url, client = reverse("action_items", args=["riverton"]), client_of("mara")

    def shown(query):
        return [line["action"].what for line in client.get(f"{url}?{query}").context["lines"]]

    assert shown("") == ["Late", "Later"]
    assert shown("status=overdue") == ["Late"]
    assert shown(f"organization={late.organization_id}") == ["Late"]
    assert shown("status=nonsense") == []


def test_decisions_are_found_by_words_and_say_who_was_told(client_of, cast):
    told = make.make_decision(cast.riverton.partnership, text="We keep the hall.")
    make.make_decision(cast.riverton.partnership, text="We print flyers.")
    make.make_telling(told, make.make_person(cast.riverton.oak, name="Oscar Oak"))
    url = reverse("decisions", args=["riverton", cast.riverton.partnership.pk])

    page = client_of("pia").get(f"{url}?q=HALL").content.decode()

    assert ("We keep the hall." in page, "We print flyers." in page) == (True, False)
    assert "Oscar Oak" in page
