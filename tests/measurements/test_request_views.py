"""Pages about asking, typing in for others, and saving while one types."""

import time_machine
from django.urls import reverse

from measurements.domain.claims import contest_figure
from measurements.models import Claim, Extension, Observation
from partners.models import Person
from tests import make
from tests.measurements.conftest import NOW

CLOSED = "2017-05-02T18:00:00+00:00"


def _url(name, pk):
    return reverse(name, args=["riverton", pk])


def _typed(desk, *, value="", version=0, content="number"):
    prefix = f"line-{desk.measure.pk}"
    return {f"{prefix}-content": content, f"{prefix}-value": value, f"{prefix}-version": version}


def _save(desk, client, **typed):
    return client.post(_url("report_lines", desk.report.pk), _typed(desk, **typed))


def test_typing_is_saved_and_says_when(desk, client_of, april):
    answer = _save(desk, client_of("pia"), value="130")

    key = str(desk.measure.pk)
    assert answer.json() == {"saved": "Saved 10 a.m.", "versions": {key: 1}, "errors": {}}
    assert Observation.objects.get().value == 130


def test_emptied_line_is_saved_as_empty(desk, client_of, april):
    client = client_of("pia")
    _save(desk, client, value="130")

    assert _save(desk, client, value="", version=1).json()["versions"] == {str(desk.measure.pk): 0}
    assert not Observation.objects.exists()


def test_line_that_can_be_read_in_two_ways_is_marked_with_both(desk, client_of, april):
    answer = _save(desk, client_of("pia"), value="1.234")

    text = answer.json()["errors"][str(desk.measure.pk)]
    assert (answer.status_code, text) == (400, "“1.234” can be read in two ways. Type 1.2340 or 1,234.")


def test_line_saved_in_another_window_is_not_overwritten(desk, client_of, april):
    client = client_of("pia")
    _save(desk, client, value="130")

    answer = _save(desk, client, value="131")

    assert "Saved in another window: 130." in answer.json()["errors"][str(desk.measure.pk)]
    assert Observation.objects.get().value == 130


def test_what_is_handed_in_does_not_change_while_one_types(desk, client_of, april):
    make.make_observation(desk.report, desk.measure, by=desk.pia)

    answer = _save(desk, client_of("pia"), value="131", version=1)

    assert "Handed in in the meantime" in answer.json()["errors"][str(desk.measure.pk)]
    assert (Observation.objects.get().state, Observation.objects.get().value) == ("submitted", 130)


@time_machine.travel(CLOSED, tick=False)
def test_closed_report_has_a_button_that_asks_and_staff_give_time(desk, client_of):
    pia, cole = client_of("pia"), client_of("cole")
    assert "Ask for more time" in pia.get(_url("report", desk.report.pk)).content.decode()
    pia.post(_url("extension_ask", desk.report.pk), {"reason": "Our server was down."})

    seen = cole.get(_url("report_review", desk.report.pk)).content.decode()
    data = {"until": "2017-05-07", "measure": "", "reason": "Their server was down."}
    given = cole.post(_url("extension_grant", desk.report.pk), data)

    assert "Pia asks for more time" in seen
    assert (given.status_code, str(Extension.objects.get().until)) == (302, "2017-05-07")
    assert f'name="line-{desk.measure.pk}-value"' in pia.get(_url("report", desk.report.pk)).content.decode()


def test_staff_type_in_what_they_were_told(desk, client_of, april):
    giver = Person.objects.get(user=desk.pia)

    answer = client_of("cole").post(
        _url("report_behalf", desk.report.pk), _typed(desk, value="130") | {"giver": giver.pk}
    )

    line = Observation.objects.get()
    assert (answer.status_code, line.giver, line.given_by, line.state) == (302, giver, desk.cole, "submitted")
    text = client_of("pia").get(_url("report", desk.report.pk)).content.decode()
    assert "Told by Pia, typed by Cole" in text
    assert "Not right?" in text


def test_staff_do_not_read_the_draft_they_type_over(desk, client_of, april):
    make.make_observation(desk.report, desk.measure, by=desk.pia, value=4711, state="draft")
    giver = Person.objects.get(user=desk.pia)
    cole, url = client_of("cole"), _url("report_behalf", desk.report.pk)

    pages = [cole.get(url), cole.post(url, _typed(desk, value="130", version=9) | {"giver": giver.pk})]

    assert [page.status_code for page in pages] == [200, 409]
    assert not any("4,711" in page.content.decode() or "4711" in page.content.decode() for page in pages)


def test_giver_of_another_organization_is_refused(desk, client_of, april):
    stranger = make.make_person(desk.oak.organization, name="Olga")

    answer = client_of("cole").post(
        _url("report_behalf", desk.report.pk), _typed(desk, value="130") | {"giver": stranger.pk}
    )

    assert answer.status_code == 200
    assert not Observation.objects.exists()


def test_partner_asks_for_a_correction_and_staff_open_it(desk, client_of, april):
    line = make.make_observation(
        desk.report, desk.measure, by=desk.pia, state="approved", decided_by=desk.cole, decided_at=NOW
    )
    client_of("pia").post(_url("figure_claim", line.pk), {"reason": "We counted twice."})
    claim = Claim.objects.get()
    data = {"outcome": "reopened", "answer": "Please do.", "version": claim.version}

    client_of("cole").post(_url("claim_settle", claim.pk), data)

    text = client_of("pia").get(_url("figure", line.pk)).content.decode()
    assert ("We counted twice." in text, "Please do." in text, "Earlier contents" in text) == (True,) * 3


def test_contested_figure_shows_as_such_and_cannot_be_approved_by_a_button(desk, client_of, april):
    giver = Person.objects.get(user=desk.pia)
    line = make.make_observation(desk.report, desk.measure, by=desk.cole, giver=giver, submitted_at=NOW)
    contest_figure(line, by=desk.pia, now=NOW, reason="I said 103.")

    text = client_of("mara").get(_url("report_review", desk.report.pk)).content.decode()

    assert "The organization says that this is not right." in text
    assert _url("figure_approve", line.pk) not in text


def test_period_page_tells_who_is_missing_and_whom_to_call(desk, client_of, april):
    make.make_observation(desk.report, desk.measure, by=desk.pia)
    person = make.make_person(desk.oak.organization, name="Olga Reyes", phone="(626) 555-0100")
    make.make_access(person)

    text = client_of("mara").get(_url("period", desk.report.period_id)).content.decode()

    assert '<a href="tel:6265550100">Olga Reyes</a>' in text
    assert "<strong>2</strong> members" in " ".join(text.split())
    assert "<strong>50%</strong> on time" in " ".join(text.split())
