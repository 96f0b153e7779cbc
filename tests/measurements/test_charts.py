import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from measurements.axes import round_ticks
from measurements.charts import Chart, Point, line_chart, sparkline

SVG = "{http://www.w3.org/2000/svg}"
CALLS = [120, 118, None, 104, 100]
figures = st.decimals(min_value=Decimal("-99999999999"), max_value=Decimal("99999999999"), places=4)
optional_figures = st.one_of(st.none(), figures)


def _points(values):
    return [
        Point(f"20{15 + i // 4} Q{i % 4 + 1}", None if value is None else Decimal(value))
        for i, value in enumerate(values)
    ]


def _chart(values, **more):
    facts = {"id": "calls", "title": "Emergency calls", "description": "Calls fell.", **more}
    return line_chart(Chart(points=_points(values), **facts))


def _drawings(html):
    """Parse as XML, which is stricter than HTML: every tag closed, every attribute quoted."""
    return list(ET.fromstring(html))  # noqa: S314


def _texts(drawing):
    return [text.text for text in drawing.iter("text")]


def _of_class(drawing, name):
    return [part for part in drawing.iter() if part.get("class") == name]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_missing_period_is_a_gap_and_never_a_zero():
    for drawing in _drawings(_chart(CALLS)):
        (line,) = _of_class(drawing, "chart-line")

        assert re.sub(r"[^ML]", "", line.get("d")) == "MLML"
        assert len(_of_class(drawing, "chart-dot")) == 4


def test_missing_period_is_marked_on_the_axis_and_explained():
    drawing = _drawings(_chart(CALLS))[1]

    in_the_key, on_the_axis = _of_class(drawing, "chart-missing")

    assert on_the_axis.get("d").count("M") == 1
    assert in_the_key is not None
    assert "No figure" in _texts(drawing)


def test_target_is_a_dashed_line_with_its_number():
    drawing = _drawings(_chart(CALLS, target=Decimal(80)))[0]

    assert {line.get("stroke-dasharray") for line in _of_class(drawing, "chart-target")} == {"7 5"}
    assert "Target 80" in _texts(drawing)


def test_baseline_is_marked_with_its_number():
    drawing = _drawings(_chart(CALLS, baseline=Decimal("120.5")))[0]

    assert len(_of_class(drawing, "chart-baseline")) == 2
    assert "Baseline 120.5" in _texts(drawing)


def test_chart_is_named_and_described_for_people_who_do_not_see_it():
    for drawing in _drawings(_chart(CALLS)):
        ids = [drawing.find("title").get("id"), drawing.find("desc").get("id")]

        assert drawing.get("role") == "img"
        assert drawing.get("aria-labelledby").split() == ids
        assert drawing.find("title").text == "Emergency calls"


def test_no_id_is_used_twice():
    ids = re.findall(r' id="([^"]+)"', _chart(CALLS))

    assert len(ids) == len(set(ids)) == 4


def test_texts_are_escaped():
    html = line_chart(
        Chart(
            id='a"b',
            title="<script>x</script>",
            description="R&D's",
            points=[Point("<b>", Decimal(1))],
            unit='"><i>',
        )
    )

    assert "<script" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert _drawings(html)[0].find("desc").text == "R&D's"


def test_chart_obeys_the_content_policy():
    html = _chart(CALLS, target=Decimal(80), baseline=Decimal(120), unit="calls") + sparkline([], title="x")

    assert not re.search(r"style|<script|\son\w+=|href|url\(", html)


def test_percent_stands_behind_every_number():
    drawing = _drawings(_chart([50, 60], unit="%", target=Decimal(65)))[0]

    assert {"50%", "55%", "65%", "Target 65%"} <= set(_texts(drawing))


def test_other_units_stand_once_above_the_axis():
    assert _texts(_drawings(_chart([50, 60], unit="hours"))[0]).count("hours") == 1


def test_provisional_figure_is_an_open_dot_with_a_key():
    points = [Point("2017 Q1", Decimal(3)), Point("2017 Q2", Decimal(4), is_provisional=True)]

    drawing = _drawings(line_chart(Chart(id="c", title="t", description="d", points=points)))[0]

    assert len(_of_class(drawing, "chart-dot-open")) == 2
    assert "Not yet approved" in _texts(drawing)


@pytest.mark.parametrize("values", [[], [None, None]], ids=["no period", "no figure"])
def test_chart_without_figures_says_so(values):
    for drawing in _drawings(_chart(values, target=Decimal(5))):
        assert _texts(drawing) == ["No figures yet"]


def test_period_labels_of_sixty_quarters_do_not_touch():
    for drawing in _drawings(_chart(range(60))):
        labels = [text for text in drawing.iter("text") if " Q" in text.text]
        places = [float(label.get("x")) for label in labels]
        widest = 8 * 0.6 * 14

        assert labels[-1].text == "2029 Q4"
        assert len(labels) >= 4
        assert min(later - earlier for earlier, later in pairwise(places)) > widest


def test_all_figures_are_written_when_they_fit_else_the_latest():
    narrow, wide = _drawings(_chart([1250, 2250, 3250, 4250, 5250, 6250, 7250, 8250]))

    assert [text.text for text in _of_class(narrow, "chart-value")] == ["8,250"]
    assert len(_of_class(wide, "chart-value")) == 8


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (80, 120, [0, 50, 100, 150]),
        (3.8, 4.2, [3.8, 3.9, 4.0, 4.1, 4.2]),
        (0, 0, [0, 0.25, 0.5, 0.75, 1]),
        (7, 7, [0, 2, 4, 6, 8]),
        (-50, 40, [-50, -25, 0, 25, 50]),
    ],
    ids=["from zero", "alike", "all zero", "one value", "negative"],
)
def test_ticks_are_round(low, high, ticks):
    assert round_ticks(low, high, 4) == pytest.approx(ticks)


@given(st.lists(figures, min_size=1, max_size=2))
def test_ticks_hold_every_value_between_them(pair):
    low, high = float(min(pair)), float(max(pair))

    ticks = round_ticks(low, high, 4)

    tolerance = 1e-6 * max(abs(low), abs(high))
    assert ticks[0] - tolerance <= low <= high <= ticks[-1] + tolerance
    assert 2 <= len(ticks) <= 8


@given(values=st.lists(optional_figures, max_size=30), target=optional_figures, baseline=optional_figures)
def test_every_part_stays_inside_the_drawing(values, target, baseline):
    for drawing in _drawings(_chart(values, target=target, baseline=baseline, unit="hours")):
        width, height = map(float, drawing.get("viewBox").split()[2:])

        for part in drawing.iter():
            assert 0 <= float(part.get("x") or part.get("cx") or 0) <= width
            assert 0 <= float(part.get("y") or part.get("cy") or 0) <= height


def test_sparkline_keeps_gaps_and_ends_in_a_dot():
    drawing = ET.fromstring(sparkline(_decimals(CALLS), title="Calls & visits"))  # noqa: S314

    assert drawing.get("aria-label") == "Calls & visits"
    assert re.sub(r"[^ML]", "", drawing.find("path").get("d")) == "MLML"
    assert float(drawing.find("circle").get("cx")) == pytest.approx(104, abs=10)


def test_sparkline_without_figures_is_a_dash():
    drawing = ET.fromstring(sparkline([None], title="Calls"))  # noqa: S314

    assert drawing.find("path").get("class") == "chart-missing"


def _decimals(values):
    return [None if value is None else Decimal(value) for value in values]


def _drawn(*points):
    return _drawings(line_chart(Chart(id="c", title="t", description="d", points=points)))[1]


def test_target_of_each_period_is_a_step_and_the_key_names_the_latest():
    drawing = _drawn(
        Point("2017 Q1", Decimal(3), target=Decimal(5)),
        Point("2017 Q2", Decimal(4), target=Decimal(5)),
        Point("2017 Q3", Decimal(4), target=Decimal(8)),
        Point("2017 Q4", Decimal(4)),
    )

    line = _of_class(drawing, "chart-target")[-1].get("d")
    assert (line.count("M"), line.count("H")) == (2, 2)
    assert "Target 8" in _texts(drawing)


def test_other_definition_is_marked_and_not_joined():
    drawing = _drawn(
        Point("2017 Q1", Decimal(3)),
        Point("2017 Q2", Decimal(4)),
        Point("2017 Q3", Decimal(9), starts_anew=True),
        Point("2017 Q4", Decimal(8)),
    )

    assert re.sub(r"[^ML]", "", _of_class(drawing, "chart-line")[0].get("d")) == "MLML"
    assert len(_of_class(drawing, "chart-break")) == 2
    assert "Counted differently from here" in _texts(drawing)


def test_forecast_is_dotted_with_squares_and_a_period_to_come_is_no_gap():
    drawing = _drawn(
        Point("2017 Q1", Decimal(3)),
        Point("2017 Q2", Decimal(4), forecast=Decimal(3)),
        Point("2017 Q3", None, forecast=Decimal(3), is_to_come=True),
    )

    assert len(_of_class(drawing, "chart-forecast-mark")) == 3
    assert _of_class(drawing, "chart-missing") == []
    assert "Forecast" in _texts(drawing)
    assert "No figure" not in _texts(drawing)


def test_chart_of_a_forecast_alone_is_drawn():
    drawing = _drawn(Point("2017 Q3", None, forecast=Decimal(3), is_to_come=True))

    assert len(_of_class(drawing, "chart-forecast-mark")) == 2
