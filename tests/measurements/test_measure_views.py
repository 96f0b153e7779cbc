"""Goals and measures in the browser."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from measurements.models import Assignment, Goal, Measure, Report
from partners.models import Member
from tests import make
from tests.measurements.conftest import NOW

pytestmark = pytest.mark.usefixtures("april")

FORMS = [
    "goal_add",
    "goal_change",
    "measure_add",
    "measure_change",
    "measure_deadlines",
    "measure_assign",
    "measure_targets",
]
NEW_MEASURE = {
    "name": "Hours of tutoring",
    "definition": "",
    "aggregation": "sum",
    "unit": "hours",
    "tells": "how_much",
    "direction": "increase",
    "baseline": "",
    "target": "3,000",
    "frequency": "quarterly",
    "anchor_on": "2017-01-01",
    "due_days": "15",
    "lock_days": "30",
}


def _url(desk, name):
    pk = {
        "goal_add": desk.goal.partnership_id,
        "goal_change": desk.goal.pk,
        "measure_add": desk.goal.pk,
        "assignment_end": getattr(Assignment.objects.filter(member=desk.maple).first(), "pk", 0),
    }.get(name, desk.measure.pk)
    return reverse(name, args=["riverton", pk])


@pytest.mark.parametrize("page", [*FORMS, "assignment_end"])
@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("mara", 200),
        ("cole", 200),
        ("vera", 403),
        ("otto", 404),
        ("pia", 403),
        ("bea", 200),
        ("nick", 404),
        ("fay", 403),
        ("nobody", 302),
    ],
)
def test_who_changes_goals_and_measures(desk, client_of, page, name, status):
    assert client_of(name).get(_url(desk, page)).status_code == status


@pytest.mark.parametrize(
    ("name", "status"),
    [("vera", 200), ("otto", 404), ("pia", 200), ("bea", 200), ("nick", 404), ("fay", 200), ("nobody", 302)],
)
def test_who_sees_a_measure(desk, client_of, name, status):
    assert client_of(name).get(_url(desk, "measure")).status_code == status


def test_goal_is_added(desk, client_of):
    client_of("cole").post(_url(desk, "goal_add"), {"title": "Children read", "description": ""})

    assert Goal.objects.latest("pk").title == "Children read"


def test_measure_is_added_with_its_calendar_and_leads_to_who_reports(desk, client_of):
    answer = client_of("cole").post(_url(desk, "measure_add"), NEW_MEASURE)

    measure = Measure.objects.get(name="Hours of tutoring")
    assert (measure.targets.get().value, measure.calendar) == (3000, desk.calendar)
    assert answer.url == reverse("measure_assign", args=["riverton", measure.pk])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"target": "1.234"}, "can be read in two ways"),
        ({"due_days": "0"}, "greater than or equal to 1"),
        ({"lock_days": "3"}, "close before it is due"),
        ({"due_days": "20", "lock_days": ""}, "Use the same days"),
        ({"anchor_on": "0001-01-01"}, "Choose a first day from 1990"),
    ],
)
def test_impossible_measure_is_refused_in_a_sentence(desk, client_of, change, sentence):
    answer = client_of("cole").post(_url(desk, "measure_add"), NEW_MEASURE | change)

    assert sentence in answer.content.decode()
    assert Measure.objects.count() == 1


HOSTILE = {"nul": "a\x00b", "long": "x" * 100_000, "huge": "9" * 400, "script": "<script>alert(1)</script>"}


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("field", NEW_MEASURE)
def test_hostile_measure_never_breaks_the_page(desk, client_of, field, typed):
    answer = client_of("cole").post(_url(desk, "measure_add"), NEW_MEASURE | {field: typed})

    assert answer.status_code in {200, 302}
    assert b"<script>alert(1)" not in answer.content


@pytest.mark.parametrize("version", ["", "x", "9" * 400, "²"])
def test_garbled_version_is_a_conflict(desk, client_of, version):
    answer = client_of("cole").post(
        _url(desk, "goal_change"), {"title": "Mine", "description": "", "version": version}
    )

    assert answer.status_code == 409


def test_second_editor_of_a_measure_sees_both_texts(desk, client_of):
    client = client_of("cole")
    values = {
        "name": "First",
        "definition": "",
        "aggregation": "sum",
        "unit": "learners",
        "tells": "how_much",
        "direction": "increase",
    }
    client.post(_url(desk, "measure_change"), values | {"version": 1})

    answer = client.post(_url(desk, "measure_change"), values | {"name": "Second", "version": 1})

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "<dd>First</dd>" in text
    assert "<dd>Second</dd>" in text
    assert "<dt>Unit</dt>" not in text
    client.post(_url(desk, "measure_change"), values | {"name": "Second", "version": 2})
    assert Measure.objects.get(pk=desk.measure.pk).name == "Second"


def test_members_are_assigned_by_boxes_and_get_reports(desk, client_of):
    backbone = Member.objects.get(organization=desk.cast.riverton.backbone)
    form = {"members": [backbone.pk], "starts_on": "2017-01-01"}

    client_of("cole").post(_url(desk, "measure_assign"), form)

    assert Report.objects.filter(member=backbone).count() == 2


def test_member_of_another_partnership_cannot_be_assigned(desk, client_of):
    stranger = Member.objects.get(organization=desk.cast.elm)

    client_of("cole").post(
        _url(desk, "measure_assign"), {"members": [stranger.pk], "starts_on": "2017-01-01"}
    )

    assert not Assignment.objects.filter(member=stranger).exists()


def test_assignment_ends_and_does_not_end_before_it_starts(desk, client_of):
    url, client = _url(desk, "assignment_end"), client_of("cole")
    refused = client.post(url, {"ends_on": "2016-12-31", "version": 1})
    assert "cannot end before it starts" in refused.content.decode()

    client.post(url, {"ends_on": "2017-03-31", "version": 1})

    assert Assignment.objects.get(member=desk.maple).ends_on == date(2017, 3, 31)


def _approve(desk, report, value):
    return make.make_observation(
        report,
        desk.measure,
        by=desk.pia,
        value=Decimal(value),
        state="approved",
        decided_by=desk.cole,
        decided_at=NOW,
    )


def test_numbers_lead_to_the_records_behind_them(desk, client_of):
    _approve(desk, desk.report, 130)

    text = client_of("vera").get(_url(desk, "measure")).content.decode()

    assert "130 learners in 2017 Q1, from 1 of 2 members. The target is 120." in text
    assert f"?period={desk.report.period_id}#records" in text
    assert f'href="/libraries/riverton/reports/{desk.report.pk}/"' in text


def test_member_reads_its_own_figure_and_the_total_only(desk, client_of):
    _approve(desk, desk.report, 130)
    _approve(desk, desk.oak_report, 4711)

    text = client_of("pia").get(_url(desk, "measure")).content.decode()

    assert "4,841" in text
    assert "4,711" not in text
    assert f"/reports/{desk.oak_report.pk}/" not in text


def test_funder_reads_totals_and_no_members(desk, client_of):
    _approve(desk, desk.report, 130)

    text = client_of("fay").get(_url(desk, "measure")).content.decode()

    assert "130 learners in 2017 Q1" in text
    assert "Maple Homework Club" not in text


def test_unknown_period_shows_the_latest(desk, client_of):
    for asked in ("0", "x", "9" * 400):
        text = client_of("vera").get(_url(desk, "measure"), {"period": asked}).content.decode()
        assert "Who reported for 2017 Q1" in text


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["pia", "mara"])
def test_measure_takes_ten_queries_at_most(desk, client_of, count, name, django_assert_max_num_queries):
    for number in range(count - 1):
        elm = make.make_organization(desk.cast.riverton.library, name=f"Elm {number}")
        member = make.make_member(desk.cast.riverton.partnership, elm)
        make.make_assignment(desk.measure, member)
        _approve(desk, make.make_report(member, desk.report.period), 5)
    client, url = client_of(name), _url(desk, "measure")

    with django_assert_max_num_queries(10):
        client.get(url)


WAYS = ["sum", "unique", "latest", "cumulative", "percent", "mean", "none"]


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_counting_is_offered_and_kept(desk, client_of, way):
    url = _url(desk, "measure_add")
    only_words = {"unit": "", "target": ""} if way == "none" else {}

    offered = client_of("mara").get(url).content.decode()
    client_of("mara").post(url, NEW_MEASURE | {"aggregation": way} | only_words)

    assert f'name="aggregation" value="{way}"' in offered
    assert Measure.objects.values_list("aggregation", flat=True).get(name="Hours of tutoring") == way


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"aggregation": "none", "unit": ""}, "Words have no number. Leave this empty."),
        ({"aggregation": "sum", "unit": ""}, "Say what is counted."),
        ({"aggregation": "sum", "may_exceed_whole": "on"}, "Only part of a whole can be more than 100%."),
    ],
    ids=["target of words", "no unit", "rate that is none"],
)
def test_what_does_not_belong_to_a_way_is_refused(desk, client_of, typed, error):
    answer = client_of("mara").post(_url(desk, "measure_add"), NEW_MEASURE | typed)

    assert error in answer.content.decode()
    assert not Measure.objects.filter(name="Hours of tutoring").exists()


def test_answers_in_words_are_listed_and_not_drawn(desk, client_of):
    said = make.make_measure(desk.goal, calendar=desk.calendar, name="Said", aggregation="none", target=None)
    make.make_assignment(said, desk.maple)
    make.make_observation(
        desk.report, said, by=desk.pia, value=None, text="Two classes.", state="approved",
        decided_by=desk.cole, decided_at=NOW,
    )  # fmt: skip

    text = client_of("mara").get(reverse("measure", args=["riverton", said.pk])).content.decode()

    assert "Two classes." in text
    assert "Answers in words in 2017 Q1, from 1 of 1 members." in text
    assert "chart-line" not in text
