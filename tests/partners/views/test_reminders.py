from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from partners.choices import ReminderState
from partners.domain.planning import plan_reminders
from partners.models import Reminder, ReminderRule
from tests import make
from tests.partners.domain.reminding import KEY, FakeSource, registered

BEFORE = datetime(2017, 4, 5, 16, tzinfo=UTC)


@pytest.fixture
def source(cast):
    with registered(FakeSource()) as fake, time_machine.travel(BEFORE, tick=False):
        fake.add(cast.riverton.partnership.members.get(organization=cast.riverton.maple))
        yield fake


def page_of(cast, **asked):
    url = reverse("reminder_rule", args=["riverton", cast.riverton.partnership.pk])
    return f"{url}?{urlencode({'source': KEY} | asked)}"


def typed(**fields):
    return {"days_before": "2", "days_after": "1", "send_at": "09:00", "is_active": "on"} | fields


def test_page_proposes_the_usual_days_and_shows_what_they_would_send(cast, client_of, source):
    answer = client_of("cole").get(page_of(cast))

    text = answer.content.decode()
    assert 'value="10, 2"' in text
    assert "Wednesday, April 12, 2017" in strip_tags(text)
    assert "Maple Homework Club" in text
    assert not ReminderRule.objects.filter(source=KEY).exists()


def test_preview_names_who_is_left_out_and_saves_nothing(cast, client_of, source):
    make.make_person(cast.riverton.maple, name="Quiet Quinn")
    make.make_access(make.make_person(cast.riverton.maple, name="No Mail Nora", email=""))

    answer = client_of("cole").post(page_of(cast), typed(preview="1", days_before="3"))

    text = answer.content.decode()
    assert "Tuesday, April 11, 2017" in strip_tags(text)
    assert "To: Pia" in text
    assert "Quiet Quinn (Has no role on that day that is reminded of this)" in text
    assert "No Mail Nora (The person has no e-mail address)" in text
    assert not ReminderRule.objects.filter(source=KEY).exists()


def test_preview_says_the_same_as_the_plan(cast, client_of, source):
    answer = client_of("cole").post(page_of(cast), typed(preview="1"))

    client_of("cole").post(page_of(cast), typed())

    shown = [day["send_on"] for day in answer.context["preview"]]
    assert shown == [date(2017, 4, 12), date(2017, 4, 17)]
    assert [row.send_at.date() for row in Reminder.objects.order_by("send_at")] == shown


def test_saving_makes_the_rule_and_its_rows(cast, client_of, source):
    answer = client_of("cole").post(page_of(cast), typed(), follow=True)

    rule = ReminderRule.objects.get(source=KEY)
    assert (rule.offsets, rule.owner) == ([-2, 1], cast.cole.user)
    text = answer.content.decode()
    assert "Evening classes" in text
    assert "April 12, 2017, 9 a.m." in text
    assert "2 days before" in text


def test_backbone_changes_the_rule_of_its_partnership(cast, client_of, source):
    client_of("bea").post(page_of(cast), typed())

    assert ReminderRule.objects.get(source=KEY).owner == cast.bea.user


@pytest.mark.parametrize(
    ("name", "status"), [("vera", 403), ("pia", 403), ("fay", 403), ("nick", 404), ("otto", 404)]
)
def test_others_do_not_open_the_page(cast, client_of, source, name, status):
    assert client_of(name).get(page_of(cast)).status_code == status


def test_second_writer_sees_both_texts_and_may_save_again(cast, client_of, source):
    client_of("mara").post(page_of(cast), typed())
    client_of("mara").post(page_of(cast), typed(days_before="5", version="1"))

    answer = client_of("cole").post(page_of(cast), typed(days_before="7", version="1"))
    client_of("cole").post(page_of(cast), typed(days_before="7", version=answer.context["version"]))

    assert answer.status_code == 409
    assert {"label": "Days before the due day", "theirs": "5", "yours": "7"} in answer.context["conflict"][
        "rows"
    ]
    assert ReminderRule.objects.get(source=KEY).offsets == [-7, 1]


def test_rule_made_meanwhile_is_not_overwritten(cast, client_of, source):
    client_of("mara").post(page_of(cast), typed())

    answer = client_of("cole").post(page_of(cast), typed(days_before="7"))

    assert "There is a rule for this already" in answer.content.decode()
    assert ReminderRule.objects.get(source=KEY).offsets == [-2, 1]


@pytest.mark.parametrize(
    "fields",
    [
        {"days_before": "", "days_after": ""},
        {"days_before": "ten"},
        {"days_before": "91"},
        {"days_before": "9" * 100_000},
        {"days_before": "1\x002"},
        {"days_before": "\ud800"},
        {"days_before": "٣"},
        {"send_at": "25:00"},
        {"send_at": "x" * 100_000},
        {"version": "9" * 400, "days_before": "nonsense"},
    ],
    ids=["empty", "word", "far", "long", "nul", "surrogate", "digit", "hour", "long-hour", "version"],
)
def test_impossible_entries_are_explained(cast, client_of, source, fields):
    body = urlencode(typed(**fields), errors="surrogatepass")

    answer = client_of("cole").post(page_of(cast), body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not ReminderRule.objects.filter(source=KEY).exists()


def test_unknown_source_is_not_found(cast, client_of, source):
    assert client_of("cole").get(page_of(cast, source="nothing")).status_code == 404


def test_reminders_are_paged_by_key(cast, client_of, source):
    make.make_rule(cast.riverton.partnership, owner=cast.mara.user, source=KEY, offsets=(-2,))
    member = cast.riverton.partnership.members.get(organization=cast.riverton.maple)
    for number in range(2, 31):
        source.add(member, subject_id=number, title=f"Thing {number:02}.")
    plan_reminders(now=BEFORE)

    first = client_of("cole").get(page_of(cast))
    second = client_of("cole").get(page_of(cast) + "&" + first.context["page"].next_url[1:])
    back = client_of("cole").get(page_of(cast) + "&" + second.context["page"].previous_url[1:])

    assert (len(first.context["rows"]), len(second.context["rows"])) == (25, 5)
    assert back.context["page"].rows == first.context["page"].rows


def test_skipped_reminder_says_why(cast, client_of, source):
    make.make_rule(cast.riverton.partnership, owner=cast.mara.user, source=KEY, offsets=(-2,))
    plan_reminders(now=BEFORE)
    Reminder.objects.update(state=ReminderState.SKIPPED, reason="no_address")

    assert "The person has no e-mail address" in client_of("cole").get(page_of(cast)).content.decode()


def test_page_asks_as_often_for_three_reminders_as_for_one(cast, client_of, source):
    make.make_rule(cast.riverton.partnership, owner=cast.mara.user, source=KEY, offsets=(-2,))
    plan_reminders(now=BEFORE)
    client, url = client_of("cole"), page_of(cast)
    with_one = _queries(client, url)
    member = cast.riverton.partnership.members.get(organization=cast.riverton.oak)
    make.make_access(make.make_person(cast.riverton.oak, name="Ana"))
    for number in (2, 3):
        source.add(member, subject_id=number)
    plan_reminders(now=BEFORE + timedelta(minutes=1))

    assert _queries(client, url) == with_one <= 13
    assert Reminder.objects.count() == 3


def _queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


@pytest.mark.parametrize(("is_active", "word"), [(True, "On"), (False, "Off")])
def test_settings_show_which_reminders_are_on(cast, client_of, source, is_active, word):
    library = cast.riverton.library
    make.make_rule(library, owner=cast.mara.user, source=KEY, offsets=(-2,), is_active=is_active)

    answer = client_of("mara").get(f"/libraries/{library.slug}/settings/reminders/")

    rows = {str(row[1]): str(row[3]) for row in answer.context["rows"] if "Figures due" in str(row[0])}
    (state,) = rows.values()
    assert f"{word}</span>" in state
