from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partners.choices import DeliveryState
from partners.domain.composing import COMPOSERS, NAMES
from partners.domain.deliveries import queue_delivery
from partners.models import AuditEvent, Delivery

NOW = datetime(2017, 4, 12, 16, tzinfo=UTC)


def queue(library, email="pia@example.org", *, number=0, **fields):
    delivery = queue_delivery(
        "digest", library=library, to_email=email, language="en", now=NOW + timedelta(minutes=number)
    )
    Delivery.objects.filter(pk=delivery.pk).update(**fields)
    return delivery


@pytest.fixture
def failed(cast):
    return queue(
        cast.riverton.library, state=DeliveryState.FAILED, error="550 <b>no such mailbox", attempts=1
    )


def test_staff_see_their_librarys_mail_with_state_and_reason(cast, client_of):
    queue(cast.riverton.library, state=DeliveryState.SKIPPED, reason="already_reported")
    queue(cast.twin.library, "twin@example.org")

    text = client_of("vera").get(reverse("deliveries", args=["riverton"])).content.decode()

    assert "pia@example.org" in text
    assert "Already reported" in text
    assert "April 12, 2017, 9 a.m." in text
    assert "twin@example.org" not in text


def test_list_is_chosen_by_state(cast, client_of, failed):
    queue(cast.riverton.library, "queued@example.org")

    answer = client_of("vera").get(reverse("deliveries", args=["riverton"]), {"state": "failed"})

    assert answer.context["page"].rows == [failed]


@pytest.mark.parametrize(
    "asked",
    [{"state": "x"}, {"after": "9" * 30}, {"after": "9999999999999999~1"}, {"before": "0~0"}, {"after": "~"}],
    ids=["state", "long", "far", "zero", "empty"],
)
def test_list_survives_garbled_addresses(cast, client_of, failed, asked):
    assert client_of("vera").get(reverse("deliveries", args=["riverton"]), asked).status_code == 200


def test_partners_have_no_mail_pages(cast, client_of, failed):
    paths = [reverse("deliveries", args=["riverton"]), reverse("delivery", args=["riverton", failed.pk])]

    assert [client_of("pia").get(path).status_code for path in paths] == [404, 404]


def test_list_is_paged_and_constant_in_queries(cast, client_of):
    library = cast.riverton.library
    queue(library)
    client, url = client_of("vera"), reverse("deliveries", args=["riverton"])
    with_one = _queries(client, url)
    for number in range(1, 30):
        queue(library, number=number)

    assert _queries(client, url) == with_one <= 8
    first = client.get(url)
    second = client.get(url + first.context["page"].next_url)
    assert (len(first.context["rows"]), len(second.context["rows"])) == (25, 5)


def test_detail_shows_what_the_server_said(cast, client_of, failed):
    text = client_of("vera").get(reverse("delivery", args=["riverton", failed.pk])).content.decode()

    assert "550 &lt;b&gt;no such mailbox" in text
    assert failed.message_id[1:-1] in text
    assert "Send again" not in text


def test_coordinator_sends_a_failed_mail_again(cast, client_of, failed):
    client = client_of("cole")
    offered = client.get(reverse("delivery", args=["riverton", failed.pk])).content.decode()

    client.post(reverse("delivery_retry", args=["riverton", failed.pk]))

    failed.refresh_from_db()
    assert "Send again" in offered
    assert (failed.state, failed.attempts) == (DeliveryState.QUEUED, 0)
    assert AuditEvent.objects.get(action="delivery.retried").actor == cast.cole.user


@pytest.mark.parametrize(("name", "status"), [("vera", 403), ("pia", 404), ("otto", 404)])
def test_others_send_nothing_again(cast, client_of, failed, name, status):
    answer = client_of(name).post(reverse("delivery_retry", args=["riverton", failed.pk]))

    failed.refresh_from_db()
    assert (answer.status_code, failed.state) == (status, DeliveryState.FAILED)


def test_sent_mail_is_not_sent_again(cast, client_of):
    sent = queue(cast.riverton.library, state=DeliveryState.SENT)

    answer = client_of("cole").post(reverse("delivery_retry", args=["riverton", sent.pk]), follow=True)

    assert "Only a mail that failed can be sent again." in answer.content.decode()


def _queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


def test_every_kind_of_mail_has_a_name():
    assert set(COMPOSERS) == set(NAMES)
