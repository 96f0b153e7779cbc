"""A report in the browser: filled in by the partner, read by others."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from measurements.models import Assignment, Observation, Report
from partners.models import Member
from tests import make

pytestmark = pytest.mark.usefixtures("april")


def _url(desk, name="report", report=None):
    return reverse(name, args=["riverton", (report or desk.report).pk])


def _typed(desk, *, value="130", content="number", reason="", version=0, was="", do="save", measure=None):
    prefix = f"line-{(measure or desk.measure).pk}"
    return {
        f"{prefix}-value": value,
        f"{prefix}-content": content,
        f"{prefix}-reason": reason,
        f"{prefix}-version": version,
        f"initial-{prefix}-value": was,
        f"initial-{prefix}-content": "number",
        f"initial-{prefix}-reason": "",
        "do": do,
    }


def _line():
    return Observation.objects.values_list("state", "content", "value", "reason", "version").get()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("mara", 200),
        ("cole", 200),
        ("vera", 200),
        ("otto", 404),
        ("pia", 200),
        ("bea", 200),
        ("nick", 404),
        ("fay", 404),
        ("nobody", 302),
    ],
)
def test_report_opens_for_its_organization_staff_and_backbone(desk, client_of, name, status):
    assert client_of(name).get(_url(desk)).status_code == status


@pytest.mark.parametrize(
    ("name", "status"),
    [("mara", 403), ("vera", 403), ("otto", 404), ("bea", 403), ("nick", 404), ("fay", 404), ("nobody", 302)],
)
def test_only_the_organization_fills_in_its_report(desk, client_of, name, status):
    assert client_of(name).post(_url(desk), _typed(desk)).status_code == status
    assert not Observation.objects.exists()


def test_draft_is_saved_and_said(desk, client_of):
    answer = client_of("pia").post(_url(desk), _typed(desk, value="1,250.5"))

    assert _line() == ("draft", "number", 1250.5, "", 1)
    assert [str(text) for text in get_messages(answer.wsgi_request)] == [
        "Draft saved. Only your organization can read it."
    ]


def test_submitting_leads_to_a_summary_of_what_happens_next(desk, client_of):
    answer = client_of("pia").post(_url(desk), _typed(desk, value="0", do="submit"), follow=True)

    assert _line() == ("submitted", "number", 0, "", 2)
    text = answer.content.decode()
    assert "What happens next" in text
    assert 'href="?change"' in text


def test_submitted_report_can_be_changed_again(desk, client_of):
    make.make_observation(desk.report, desk.measure, by=desk.pia)

    assert 'name="do"' in client_of("pia").get(_url(desk) + "?change").content.decode()


@pytest.mark.parametrize(
    ("typed", "readings"),
    [("1.234", ("1.2340", "1,234")), ("24,5", ("24.5", "245"))],
)
def test_ambiguous_number_is_refused_with_both_readings(desk, client_of, typed, readings):
    text = client_of("pia").post(_url(desk), _typed(desk, value=typed)).content.decode()

    assert all(reading in text for reading in readings)
    assert f'value="{typed}"' in text
    assert not Observation.objects.exists()


def test_not_collected_without_a_reason_may_wait_but_not_be_submitted(desk, client_of):
    client = client_of("pia")
    client.post(_url(desk), _typed(desk, value="", content="not_collected"))
    assert _line() == ("draft", "not_collected", None, "", 1)

    answer = client.post(_url(desk), _typed(desk, value="", content="not_collected", version=1, do="submit"))

    assert "Say why there is no number." in answer.content.decode()
    assert _line()[0] == "draft"


def test_second_browser_gets_both_texts_and_keeps_its_own(desk, client_of):
    client = client_of("pia")
    client.post(_url(desk), _typed(desk, value="130"))

    answer = client.post(_url(desk), _typed(desk, value="999"))

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "<dd>130</dd>" in text
    assert "<dd>999</dd>" in text
    assert 'value="999"' in text
    assert _line() == ("draft", "number", 130, "", 1)
    client.post(_url(desk), _typed(desk, value="999", version=1))
    assert _line() == ("draft", "number", 999, "", 2)


def test_second_browser_does_not_collide_on_a_line_it_left_alone(desk, client_of):
    hours = make.make_measure(desk.goal, calendar=desk.calendar, name="Hours", unit="hours")
    make.make_assignment(hours, desk.maple)
    client = client_of("pia")
    client.post(_url(desk), _typed(desk, value="130") | _typed(desk, value="", measure=hours))

    answer = client.post(_url(desk), _typed(desk, value="") | _typed(desk, value="40", measure=hours))

    assert answer.status_code == 302
    assert sorted(Observation.objects.values_list("value", flat=True)) == [40, 130]


def test_conflict_page_shows_the_other_lines_as_they_are_now(desk, client_of):
    hours = make.make_measure(desk.goal, calendar=desk.calendar, name="Hours", unit="hours")
    make.make_assignment(hours, desk.maple)
    client = client_of("pia")
    client.post(_url(desk), _typed(desk, value="130") | _typed(desk, value="44", measure=hours))

    answer = client.post(_url(desk), _typed(desk, value="999") | _typed(desk, value="", measure=hours))

    text = answer.content.decode()
    assert f'name="line-{hours.pk}-value" value="44"' in text
    assert f'name="line-{desk.measure.pk}-value" value="999"' in text


def test_staff_see_of_a_draft_only_that_it_exists(desk, client_of):
    make.make_observation(desk.report, desk.measure, by=desk.pia, value=4711, state="draft")

    for name in ("mara", "bea"):
        text = client_of(name).get(_url(desk)).content.decode()
        assert "Begun, not handed in" in text
        assert "4,711" not in text
    assert 'value="4,711"' in client_of("pia").get(_url(desk)).content.decode()


def test_reason_for_returning_is_shown(desk, client_of):
    make.make_observation(
        desk.report, desk.measure, by=desk.pia, state="returned", returned_reason="Is this the whole year?"
    )

    assert "Is this the whole year?" in client_of("pia").get(_url(desk)).content.decode()


def test_lock_names_its_cause(desk, client_of):
    running = Report.objects.get(member=desk.maple, period__label="2017 Q2")
    assert (
        "This period opens on July 1, 2017."
        in client_of("pia").get(_url(desk, report=running)).content.decode()
    )

    Member.objects.filter(pk=desk.maple.pk).update(left_on="2017-03-30")
    text = client_of("pia").get(_url(desk)).content.decode()
    assert "left the partnership on March 30, 2017" in text


def test_line_approved_meanwhile_shows_why_it_cannot_be_changed(desk, client_of, april):
    make.make_observation(
        desk.report, desk.measure, by=desk.pia, state="approved", decided_by=desk.cole, decided_at=april
    )
    hours = make.make_measure(desk.goal, calendar=desk.calendar, name="Hours", unit="hours")
    make.make_assignment(hours, desk.maple)

    text = client_of("pia").get(_url(desk)).content.decode()

    assert "Approved by Cole on April 10, 2017." in text
    assert f'name="line-{desk.measure.pk}-value"' not in text


def test_last_periods_answer_stands_beside(desk, client_of):
    earlier = make.make_period(
        desk.calendar,
        starts_on="2016-10-01",
        next_starts_on=desk.report.period.starts_on,
        due_on="2017-01-15",
        label="2016 Q4",
    )
    Assignment.objects.update(starts_on="2016-10-01")
    make.make_observation(make.make_report(desk.maple, earlier), desk.measure, by=desk.pia, value=117)

    text = " ".join(client_of("pia").get(_url(desk)).content.decode().split())

    assert "2016 Q4: <strong>117</strong>" in text


HOSTILE = {
    "nul": "1\x00",
    "long": "9" * 100_000,
    "huge": "1e400",
    "words": "<script>alert(1)</script>",
    "minus": "-5",
}


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("field", ["value", "content", "reason", "version"])
def test_hostile_input_is_refused_and_not_stored_as_a_figure(desk, client_of, field, typed):
    data = _typed(desk, content="not_collected", value="", reason="Closed") | {
        f"line-{desk.measure.pk}-{field}": typed
    }

    answer = client_of("pia").post(_url(desk), data)

    assert answer.status_code in {200, 302, 409}
    assert not Observation.objects.exclude(value=None).exists()
    assert b"<script>alert(1)" not in answer.content


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["pia", "mara"])
def test_report_takes_ten_queries_at_most(desk, client_of, count, name, django_assert_max_num_queries):
    for number in range(count - 1):
        measure = make.make_measure(desk.goal, calendar=desk.calendar, name=f"Hours {number}")
        make.make_assignment(measure, desk.maple)
        make.make_observation(desk.report, measure, by=desk.pia, state="draft")
    client = client_of(name)

    with django_assert_max_num_queries(10):
        client.get(_url(desk))
