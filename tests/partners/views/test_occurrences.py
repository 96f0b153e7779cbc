import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from partners.choices import DeliveryState, ReminderState, SkipReason
from partners.domain.deliveries import queue_delivery
from partners.models import Delivery, Reminder
from tests import make

NOW = datetime(2017, 4, 12, 16, tzinfo=UTC)


@pytest.fixture
def remind(cast):
    rule = make.make_rule(cast.riverton.partnership, owner=cast.mara.user)

    def add(person, *, number=0, **fields):
        return Reminder.objects.create(
            library=person.library,
            partnership=rule.partnership,
            organization=person.organization,
            rule=rule,
            subject_id=1,
            recipient=person,
            anchor_on=date(2017, 4, 14),
            offset_days=number,
            **{"send_at": NOW + timedelta(days=number), "state": ReminderState.PLANNED} | fields,
        )

    return add


@pytest.fixture
def pia(cast):
    return cast.pia.user.people.get()


def failed_mail(person):
    mail = queue_delivery(
        "digest", library=person.library, to_email=person.email, language="en", now=NOW, person=person
    )
    Delivery.objects.filter(pk=mail.pk).update(state=DeliveryState.FAILED, error="550 no such mailbox")
    return mail


def rows_of(answer):
    return answer.context["page"].rows


def test_list_shows_each_reminder_with_its_state_in_the_librarys_zone(cast, client_of, remind, pia):
    remind(pia, state=ReminderState.SKIPPED, reason=SkipReason.PAUSED)

    text = client_of("vera").get(reverse("occurrences", args=["riverton"])).content.decode()

    assert "Staff paused these reminders for the person" in text
    assert "April 12, 2017, 9 a.m." in text
    assert "Maple Homework Club" in text


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"state": "planned"}, [0]),
        ({"state": "call"}, [1]),
        ({"state": "skipped"}, [2]),
        ({"since": "2017-04-13"}, [2, 1]),
        ({"until": "2017-04-12"}, [0]),
        ({"person": "Nobody at all"}, []),
        ({"organization": "maple"}, [2, 1, 0]),
        ({"subject": "2"}, []),
        ({"until": "2017-04-01", "since": "2017-04-12"}, []),
        ({"since": "9999-12-31"}, []),
        ({"state": "x"}, []),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_list_is_chosen_by_what_is_asked(client_of, remind, pia, asked, numbers):
    remind(pia)
    remind(pia, number=1, state=ReminderState.SKIPPED, reason=SkipReason.CALL_INSTEAD)
    remind(pia, number=2, state=ReminderState.SKIPPED, reason=SkipReason.OPTED_OUT)

    answer = client_of("vera").get(reverse("occurrences", args=["riverton"]), asked)

    assert [row.offset_days for row in rows_of(answer)] == numbers


def test_place_holds_its_own_reminders_only(cast, client_of, remind, pia):
    remind(pia)
    client = client_of("vera")

    of_maple = client.get(reverse("organization_occurrences", args=["riverton", pia.organization_id]))
    of_oak = client.get(reverse("organization_occurrences", args=["riverton", cast.riverton.oak.pk]))
    of_other = client.get(reverse("partnership_occurrences", args=["riverton", cast.other_partnership.pk]))

    assert [len(rows_of(answer)) for answer in (of_maple, of_oak, of_other)] == [1, 0, 0]
    assert "No reminder yet" in of_oak.content.decode()


def test_failed_mails_of_a_page_are_tried_again(cast, client_of, remind, pia):
    mail = failed_mail(pia)
    remind(pia, state=ReminderState.FAILED, delivery=mail)
    client = client_of("cole")
    offered = client.get(reverse("occurrences", args=["riverton"])).context["failed"]

    client.post(reverse("deliveries_retry", args=["riverton"]), {"pk": [*offered, "x", "9" * 18]})

    mail.refresh_from_db()
    assert (offered, mail.state) == ([mail.pk], DeliveryState.QUEUED)


def test_mails_of_another_library_are_not_tried_again(cast, client_of):
    foreign = failed_mail(make.make_person(cast.twin.maple))

    client_of("cole").post(reverse("deliveries_retry", args=["riverton"]), {"pk": [foreign.pk]})

    foreign.refresh_from_db()
    assert foreign.state == DeliveryState.FAILED


def why(client_of, person, name="cole"):
    answer = client_of(name).get(reverse("person_mail_reasons", args=["riverton", person.pk]))
    return answer.context["against"], answer.context["reminders"]


def test_page_says_that_nothing_stands_against_mail(cast, client_of, pia):
    assert why(client_of, pia) == ([], [])


def test_page_says_what_stands_against_mail_and_where_it_is_put_right(cast, client_of, pia):
    lost = make.make_person(cast.riverton.maple, name="Lou", email="")
    make.make_access(lost, ends_on=date(2016, 6, 30))
    make.make_stop(lost, by=cast.mara.user)

    against, _ = why(client_of, lost)

    assert [(row["text"], row["action"]) for row in against] == [
        ("Lou has no e-mail address.", "Add an address"),
        ("The access of Lou to Maple Homework Club ended on June 30, 2016.", "Invite"),
        ("Staff paused “Report due” on April 3, 2017, without an end. (Mara)", ""),
    ]
    assert against[0]["url"] == reverse("person_change", args=["riverton", lost.pk])


def test_page_names_the_rule_that_is_off(cast, client_of, pia):
    make.make_rule(cast.riverton.partnership, owner=cast.mara.user, is_active=False)

    against, _ = why(client_of, pia)

    assert [row["text"] for row in against] == ["“Report due” is switched off in Neighbors Learning English."]


def test_viewer_reads_the_reason_without_a_way_to_change_it(cast, client_of):
    lost = make.make_person(cast.riverton.maple, name="Lou", email="")
    make.make_access(lost)

    against, _ = why(client_of, lost, "vera")

    assert [row["url"] for row in against] == [""]


def test_page_says_what_became_of_each_reminder(cast, client_of, remind, pia):
    mail = failed_mail(pia)
    remind(pia, state=ReminderState.FAILED, delivery=mail)
    remind(pia, number=1, state=ReminderState.SKIPPED, reason=SkipReason.DUE_DAY_CHANGED)
    remind(pia, number=2, state=ReminderState.MISSED)

    _, reminders = why(client_of, pia)

    assert [row["text"].split("”")[1] for row in reminders] == [
        ": missed. It should have left on April 14, 2017, 9 a.m., and then it was too late to be of use.",
        ", April 13, 2017, 9 a.m.: not sent. The due day was changed.",
        ": the mail could not be sent. The mail server said: 550 no such mailbox",
    ]
    assert reminders[2]["url"] == reverse("delivery", args=["riverton", mail.pk])


def test_list_is_taken_away_as_it_is_chosen(cast, client_of, remind, pia):
    remind(pia)
    remind(pia, number=1, state=ReminderState.SKIPPED, reason=SkipReason.PAUSED)
    page = reverse("organization_occurrences", args=["riverton", pia.organization_id])
    client = client_of("vera")

    query = client.get(page, {"state": "skipped", "next": "x"}).context["export_query"]
    answer = client.get(f"{reverse('export', args=['riverton', 'reminders'])}?{query}&format=csv")

    assert query == f"at={pia.organization_id}&state=skipped"
    (row,) = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert row["Person"] == "Pia"
    assert row["Reason"] == "Staff paused these reminders for the person"
    assert row["Organization"] == "Maple Homework Club"


def test_partnerships_list_is_taken_away_alone(cast, client_of, remind, pia):
    remind(pia)
    page = reverse("export", args=["riverton", "reminders"])
    client = client_of("vera")

    here = client.get(page, {"partnership": cast.riverton.partnership.pk}).content.decode()
    there = client.get(page, {"partnership": cast.other_partnership.pk}).content.decode()

    assert ("Maple Homework Club" in here, "Maple Homework Club" in there) == (True, False)
