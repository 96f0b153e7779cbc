"""A report behind the link in a mail."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from measurements.choices import ObservationState
from measurements.models import Observation
from partners.domain.links import Asked, action_secrets
from partners.models import Access, AuditEvent, Delivery, Invitation, Task
from tests import make
from tests.measurements.conftest import NOW

pytestmark = pytest.mark.usefixtures("april")


@pytest.fixture(autouse=True)
def _no_limits_from_other_tests(db):
    cache.clear()


def _link(report, person, source="report_due"):
    delivery = Delivery.objects.create(
        library=report.library,
        kind="digest",
        person=person,
        to_email=person.email,
        language="en",
        message_id=f"<{person.pk}-{report.pk}@example.org>",
        state="sent",
        created_at=NOW,
        next_attempt_at=NOW,
    )
    asked = Asked(delivery, source, report.pk)
    return reverse("report_link", args=[action_secrets([asked], now=NOW)[asked.key]])


@pytest.fixture
def link(desk):
    return _link(desk.report, desk.pia.people.get())


def _typed(desk, value="130", do="submit", version=0):
    prefix = f"line-{desk.measure.pk}"
    names = {"value": value, "content": "number", "reason": "", "version": version}
    typed = {f"{prefix}-{name}": text for name, text in names.items()}
    initial = {"value": "", "content": "number", "reason": ""}
    return typed | {f"initial-{prefix}-{name}": text for name, text in initial.items()} | {"do": do}


def _text(answer):
    return answer.content.decode()


def test_page_says_for_whom_it_is_recorded_and_leads_nowhere_else(desk, link):
    answer = Client().get(link)

    page = _text(answer)
    assert "Recorded for <strong>Pia</strong>, Maple Homework Club." in page
    assert "Not you?" in page
    assert "/libraries/" not in page
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_looking_and_scanning_change_nothing(desk, link):
    for method in ("get", "head", "options"):
        getattr(Client(), method)(link)

    assert not Observation.objects.exists()
    assert Delivery.objects.get().answered_at is None


def test_figure_is_recorded_for_the_person_and_nobody_is_signed_in(desk, link):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(link, _typed(desk), follow=True)

    line = Observation.objects.get()
    assert (line.given_by, line.state, line.value) == (desk.pia, ObservationState.SUBMITTED, 130)
    assert "130" in _text(answer)
    assert "_auth_user_id" not in client.session


def test_answer_counts_as_one_and_is_written_down(desk, link):
    Client().post(link, _typed(desk))

    assert Delivery.objects.get().answered_by == desk.pia
    assert AuditEvent.objects.filter(action="link.used", actor=desk.pia).count() == 1


def test_draft_is_kept_and_the_link_used_again(desk, link):
    client = Client()

    client.post(link, _typed(desk, do="save"))
    client.post(link, _typed(desk, value="140", version=1))

    assert Observation.objects.get().value == 140


def test_typed_lines_are_kept_for_the_person(desk, link):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(f"{link}lines/", _typed(desk, do=""))

    line = Observation.objects.get()
    assert answer.json()["versions"] == {str(desk.measure.pk): line.version}
    assert (line.given_by, line.state, line.value) == (desk.pia, ObservationState.DRAFT, 130)
    assert f'data-autosave="{link}lines/"' in _text(client.get(link))


def test_signed_in_stranger_still_answers_for_the_links_person(desk, link, client_of):
    client_of("mara").post(link, _typed(desk))

    assert Observation.objects.get().given_by == desk.pia


def test_link_is_over_once_the_report_is_closed(desk, link):
    known = _text(Client().get(reverse("report_link", args=["unknown"])))
    with time_machine.travel(NOW + timedelta(days=13), tick=False):
        assert Client().get(link).status_code == 200

    desk.report.period.locks_on = NOW.date() - timedelta(days=1)
    desk.report.period.save()
    answers = [getattr(Client(), method)(link) for method in ("get", "post")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert len(_text(answers[0])) - len(known) == len(link) - len(reverse("report_link", args=["unknown"]))


def test_link_is_over_once_everything_is_approved(desk, link):
    make.make_observation(
        desk.report,
        desk.measure,
        by=desk.pia,
        state=ObservationState.APPROVED,
        decided_by=desk.cole,
        decided_at=NOW,
    )

    assert Client().get(link).status_code == 404


def test_link_ends_with_the_role(desk, link):
    Access.objects.filter(person__user=desk.pia).update(ends_on=NOW.date() - timedelta(days=1))

    assert Client().post(link, _typed(desk)).status_code == 404
    assert not Observation.objects.exists()


def test_link_opens_its_own_organizations_report_only(desk):
    foreign = _link(desk.oak_report, desk.pia.people.get())

    assert Client().get(foreign).status_code == 404


def test_over_page_sends_a_new_link_to_the_same_address_only(desk, link):
    with time_machine.travel(NOW + timedelta(days=15), tick=False):
        page = Client().get(link)
        secret = link.split("/")[-2]
        Client().post(reverse("mail_again", args=[secret]))

    assert "Send me a new link" in _text(page)
    assert Delivery.objects.get(kind="link").to_email == "pia@example.org"


def test_person_without_an_account_is_invited_first(desk):
    nora = make.make_person(desk.cast.riverton.maple, name="Nora Quist", email="nora@example.org")
    make.make_access(nora)
    link = _link(desk.report, nora)

    first = _text(Client().get(link))
    second = _text(Client().post(link, _typed(desk)))

    assert "Send me the invitation" in first
    assert "n•••@example.org" in second
    assert Invitation.objects.get().email == "nora@example.org"
    assert not Observation.objects.exists()


def test_not_you_leads_to_the_owners_list(desk, link):
    secret = link.split("/")[-2]

    Client().post(reverse("mail_not_me", args=[secret]), {"words": "Rosa"})

    assert Task.objects.get().person.user == desk.pia


def test_two_people_at_once_see_both_figures(desk, link):
    Client().post(link, _typed(desk, do="save"))

    answer = Client().post(link, _typed(desk, value="99", do="save"))

    assert answer.status_code == 409
    assert Observation.objects.get().value == 130
