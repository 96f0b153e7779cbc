"""Forecasts that never change, notes on a measure, and the sheet that shows both."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from measurements.domain.forecasts import make_forecast
from measurements.domain.notes import change_note, write_note
from measurements.models import Forecast, MeasureNote, Period
from measurements.upcoming import Upcoming, upcoming_periods
from measurements.views.figures import figure_of
from partners.domain.versions import Stale
from tests import make
from tests.measurements.conftest import NOW
from tests.measurements.test_figures import AFTER, _measure, _point

pytestmark = pytest.mark.usefixtures("april")
TODAY = date(2017, 4, 10)


def _ahead(on=TODAY, count=4, known=(), **fields):
    calendar = {"anchor_on": date(2017, 1, 1), "frequency": "quarterly", "fiscal_start_month": None}
    return upcoming_periods(known, **(calendar | fields), on=on, count=count)


def _forecast(desk, *, after=0, periods=None, reason="As before."):
    points = [(row, Decimal(120)) for row in (_ahead() if periods is None else periods)]
    return make_forecast(desk.measure, by=desk.cole, on=TODAY, after=after, points=points, reason=reason)


def _note(desk, **values):
    period = desk.report.period
    values = {"story": "Two tutors moved away."} | values
    return write_note(desk.measure, by=desk.cole, period=period, now=NOW, values=values)


@pytest.mark.parametrize(
    ("fields", "labels"),
    [
        ({}, ["2017 Q2", "2017 Q3", "2017 Q4", "2018 Q1"]),
        ({"fiscal_start_month": 7}, ["FY2017 Q4", "FY2018 Q1", "FY2018 Q2", "FY2018 Q3"]),
        ({"frequency": "monthly"}, ["April 2017", "May 2017", "June 2017", "July 2017"]),
        ({"frequency": "yearly"}, ["2017", "2018", "2019", "2020"]),
        ({"anchor_on": date(2018, 1, 1)}, ["2018 Q1", "2018 Q2", "2018 Q3", "2018 Q4"]),
        ({"frequency": "custom"}, []),
    ],
)
def test_periods_to_come_have_the_labels_they_will_get(fields, labels):
    assert [row.label for row in _ahead(**fields)] == labels


def test_known_label_of_a_running_period_stays():
    first = _ahead()[0]

    assert _ahead(known=[Upcoming(first.dates, "Spring")])[0].label == "Spring"


def test_forecast_keeps_author_day_reason_and_values(desk):
    forecast = _forecast(desk)

    assert (forecast.number, forecast.made_by, forecast.made_on) == (1, desk.cole, TODAY)
    assert forecast.points[0] == ["2017-04-01", "2017-07-01", "2017 Q2", "120"]
    assert [row.value for row in forecast.by_start.values()] == [Decimal(120)] * 4


def test_forecast_never_changes(desk):
    forecast = _forecast(desk)

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Forecast.objects.filter(pk=forecast.pk).update(reason="We knew it.")


def test_newer_forecast_is_the_open_one_and_the_older_stays(desk):
    older, newer = _forecast(desk), _forecast(desk, after=1, reason="A tutor left.")

    assert list(Forecast.objects.filter(measure=desk.measure)) == [newer, older]


def test_second_of_two_who_forecast_at_once_looks_at_the_first(desk):
    _forecast(desk)

    with pytest.raises(ValidationError, match="Somebody else made a forecast"):
        _forecast(desk, after=0)


def test_forecast_of_a_period_that_is_over_is_refused(desk):
    with pytest.raises(ValidationError, match="not over"):
        _forecast(desk, periods=_ahead(on=date(2017, 2, 1)))
    with pytest.raises(ValidationError, match="one period at least"):
        _forecast(desk, periods=[])


@pytest.mark.parametrize(
    ("direction", "values", "turned"),
    [("increase", (5, 11, 12), True), ("increase", (5, 11, 10), False), ("decrease", (15, 9, 8), True)],
)
def test_curve_has_turned_when_the_latest_two_are_better_than_forecast(direction, values, turned):
    series = [_point(f"2017 Q{number}", value) for number, value in enumerate(values, start=1)]
    for month, point in enumerate(series, start=1):
        point.period.starts_on = date(2017, month, 1)
    points = [[f"2017-0{month}-01", "2017-04-01", "later", "10"] for month in (2, 3)]
    measure = _measure()
    measure.direction = direction

    figure = figure_of(measure, series, on=AFTER, forecast=Forecast(points=points))

    assert figure.has_turned is turned


def test_measure_has_one_note_for_a_period(desk):
    _note(desk)

    with pytest.raises(ValidationError, match="a note for this period already"):
        _note(desk)


def test_note_about_another_calendar_is_refused(desk):
    other = make.make_calendar(desk.goal.partnership, frequency="monthly", anchor_on=date(2017, 1, 1))

    with pytest.raises(ValidationError, match="not reported for this period"):
        write_note(
            desk.measure, by=desk.cole, period=make.make_period(other), now=NOW, values={"story": "Late."}
        )


def test_changed_note_has_another_author_and_a_second_editor_is_told(desk):
    note = _note(desk)

    changed = change_note(note, by=desk.mara, version=note.version, now=NOW, values={"story": "Three left."})

    assert (changed.story, changed.written_by_id) == ("Three left.", desk.mara.pk)
    with pytest.raises(Stale):
        change_note(note, by=desk.cole, version=note.version, now=NOW, values={"story": "Two."})


def _sheet(desk):
    return reverse("measure_meeting", args=["riverton", desk.measure.pk])


def test_sheet_shows_forecast_and_notes_to_members(desk, client_of):
    _forecast(desk)
    _note(desk, works="Evening groups", next_steps="We ask the college.")

    page = client_of("pia").get(_sheet(desk)).content.decode()

    for words in ("As before.", "Two tutors moved away.", "Evening groups", "We ask the college."):
        assert words in page
    assert "2018 Q1" in page


def test_note_older_than_the_newest_figure_says_so(desk, client_of):
    make.make_note(
        desk.measure, desk.report.period, by=desk.cole, written_at=datetime(2017, 4, 1, tzinfo=UTC)
    )
    make.make_observation(
        desk.report,
        desk.measure,
        by=desk.pia,
        state="approved",
        decided_by=desk.cole,
        decided_at=datetime(2017, 4, 9, tzinfo=UTC),
    )

    assert "Before the latest figure" in client_of("mara").get(_sheet(desk)).content.decode()


def test_forecast_is_typed_and_frozen(desk, client_of):
    url = reverse("forecast_add", args=["riverton", desk.measure.pk])

    client_of("cole").post(url, {"version": "0", "value_0": "130", "value_1": "", "reason": "As before."})

    assert Forecast.objects.get().points == [["2017-04-01", "2017-07-01", "2017 Q2", "130"]]


def test_empty_forecast_keeps_what_was_typed(desk, client_of):
    url = reverse("forecast_add", args=["riverton", desk.measure.pk])

    page = client_of("cole").post(url, {"version": "0", "reason": "As before."}).content.decode()

    assert "Forecast one period at least." in page
    assert "As before." in page


def test_note_is_typed_for_a_period_that_is_over(desk, client_of):
    url = reverse("note_add", args=["riverton", desk.measure.pk])
    period = Period.objects.get(calendar=desk.calendar, label="2017 Q1")

    client_of("bea").post(url, {"period": period.pk, "story": "Two tutors moved away."})

    assert MeasureNote.objects.get().period == period


def test_stale_note_shows_both_texts(desk, client_of):
    note = _note(desk)
    change_note(note, by=desk.mara, version=note.version, now=NOW, values={"story": "Three left."})
    url = reverse("note_change", args=["riverton", note.pk])

    answer = client_of("cole").post(url, {"version": note.version, "story": "Nobody left."})

    assert answer.status_code == 409
    assert "Three left." in answer.content.decode()
    assert "Nobody left." in answer.content.decode()


def test_funder_reads_the_total_without_the_members(desk, client_of):
    page = client_of("fay").get(reverse("measure", args=["riverton", desk.measure.pk])).content.decode()

    assert "Total –, from 0 of 2 members. Only approved figures count. As of April 10, 2017." in page
    assert "Oak Hill" not in page
