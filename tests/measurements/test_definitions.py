"""What a measure means, from when on."""

from datetime import date
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from measurements.domain.definitions import add_definition
from measurements.models import Measure, MeasureVersion
from tests import make
from tests.measurements.conftest import NOW

pytestmark = pytest.mark.usefixtures("april")
NEW = {"starts_on": date(2017, 4, 1), "definition": "Came twice.", "change_note": "As the funder asked."}


def _url(desk, name="measure_definitions"):
    return reverse(name, args=["riverton", desk.measure.pk])


def test_new_definition_is_a_version_from_its_day_on(desk):
    add_definition(desk.measure, by=desk.cole, **NEW)

    assert list(MeasureVersion.objects.order_by("number").values_list("number", "definition")) == [
        (1, ""),
        (2, "Came twice."),
    ]
    assert Measure.objects.get(pk=desk.measure.pk).definition == "Came twice."


@pytest.mark.parametrize(
    "change", [{"starts_on": date(2015, 1, 1)}, {"definition": "Came  once. "}], ids=["day", "same words"]
)
def test_definition_that_changes_nothing_is_refused(desk, change):
    MeasureVersion.objects.update(definition="Came once.")

    with pytest.raises(ValidationError):
        add_definition(desk.measure, by=desk.cole, **NEW | change)
    assert MeasureVersion.objects.count() == 1


def test_page_tells_what_changed_why_from_when_and_who(desk, client_of):
    MeasureVersion.objects.update(definition="Came once.")
    answer = client_of("cole").post(_url(desk), NEW, follow=True)

    text = answer.content.decode()
    assert "As the funder asked." in text
    assert "for periods that begin on or after April 1, 2017" in text
    assert "twice.<" in text
    assert "Cole" in text


@pytest.mark.parametrize(("name", "status"), [("pia", 403), ("fay", 403), ("vera", 403), ("bea", 302)])
def test_who_leads_the_partnership_changes_what_counts(desk, client_of, name, status):
    client = client_of(name)

    assert client.get(_url(desk)).status_code == 200
    assert client.post(_url(desk), NEW).status_code == status


def test_sheet_of_an_earlier_period_shows_what_counted_then(desk, client_of):
    MeasureVersion.objects.update(definition="Came once.")
    add_definition(desk.measure, by=desk.cole, **NEW)

    text = client_of("pia").get(reverse("report", args=["riverton", desk.report.pk])).content.decode()

    assert "Came once." in text
    assert "Came twice." not in text


def test_break_in_the_chart_leads_to_what_changed(desk, client_of):
    calendar = make.make_calendar(desk.measure.partnership, frequency="monthly")
    measure = make.make_measure(desk.goal, calendar=calendar, name="Sessions")
    make.make_assignment(measure, desk.maple)
    months = [date(2017, month, 1) for month in (1, 2, 3)]
    for first, following in pairwise(months):
        period = make.make_period(calendar, starts_on=first, next_starts_on=following, label=str(first))
        make.make_observation(
            make.make_report(desk.maple, period), measure, by=desk.pia,
            state="approved", decided_by=desk.cole, decided_at=NOW,
        )  # fmt: skip
    make.make_version(measure, number=2, starts_on=date(2017, 2, 1), definition="Came twice.")

    text = client_of("fay").get(reverse("measure", args=["riverton", measure.pk])).content.decode()

    url = reverse("measure_definitions", args=["riverton", measure.pk])
    assert text.count(f'href="{url}"') == 2
