"""Charts as SVG text, drawn on the server: they print, need no script and take their colors from charts.css.

A missing period is a gap with a short mark on the axis, never a zero. A chart is drawn twice, for narrow and
for wide columns, because one drawing scaled to both has tiny or huge letters; charts.css shows one of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import groupby

from django.utils.translation import gettext as _

from measurements.axes import Frame, Layout, fitting_labels, round_ticks
from partners.numbers import format_number

NARROW = Layout("narrow", width=360, height=250, font=13, ticks=4)
WIDE = Layout("wide", width=760, height=320, font=14, ticks=5)
_EDGE, _TICK_GAP = 12, 8
_DIAMOND, _DIAMOND_OUTLINE = 6, "m-6 0l6-6 6 6-6 6z"
_SQUARE = 7
_EMPTY_HEIGHT = 90
# A figure on a slope steps aside by this part of its width, out of the way of the line.
_ASIDE = 0.4
_BIG_DOTS_UP_TO = 24
_SPARK_WIDTH, _SPARK_HEIGHT, _SPARK_EDGE = 120, 32, 5

Spot = tuple[float, float] | None


@dataclass(frozen=True)
class Point:
    """One period of a series; None is a missing figure, provisional is one that is not approved yet.

    What is counted by another definition than before starts anew: the line is not joined to it. A period
    to come has no figure yet, and none is missing.
    """

    label: str
    value: Decimal | None
    is_provisional: bool = False
    target: Decimal | None = None
    forecast: Decimal | None = None
    starts_anew: bool = False
    is_to_come: bool = False

    @property
    def is_missing(self) -> bool:
        return self.value is None and not self.is_to_come


@dataclass(frozen=True)
class Chart:
    """What a chart shows, before anything has a place.

    The id is unique on its page; the description says in a sentence what the chart shows; the numbers belong
    in a table below it. The unit "%" stands behind every number, any other once above the axis. A target
    is that of all periods which have none of their own.
    """

    id: str
    title: str
    description: str
    points: Sequence[Point]
    target: Decimal | None = None
    baseline: Decimal | None = None
    unit: str = ""

    def number(self, value: Decimal) -> str:
        return format_number(value) + ("%" if self.unit == "%" else "")

    @property
    def values(self) -> list[Decimal | None]:
        return [point.value for point in self.points]

    @property
    def targets(self) -> list[Decimal | None]:
        return [self.target if point.target is None else point.target for point in self.points]

    @property
    def forecasts(self) -> list[Decimal | None]:
        return [point.forecast for point in self.points]

    @property
    def joints(self) -> list[bool]:
        """Tell for each period whether its figure may be joined to the one before."""
        return [not point.starts_anew for point in self.points]


def line_chart(chart: Chart) -> str:
    """Return the HTML of a line chart with its target line and baseline; every text is escaped."""
    return f'<div class="chart">{_svg(chart, NARROW)}{_svg(chart, WIDE)}</div>'


def small_chart(chart: Chart) -> str:
    """Return the HTML of the narrow drawing alone, for pages with many charts."""
    return f'<div class="chart chart-small">{_svg(chart, NARROW)}</div>'


def sparkline(values: Sequence[Decimal | None], *, title: str) -> str:
    """Return a small line without axes; gaps stay gaps and the latest figure has a dot."""
    given = [float(value) for value in values if value is not None]
    inner = f'<path class="chart-missing" d="M{_SPARK_WIDTH / 2 - 6} {_SPARK_HEIGHT / 2}h12"/>'
    if given:
        flat = min(given) == max(given)
        frame = Frame(
            left=_SPARK_EDGE,
            right=_SPARK_WIDTH - _SPARK_EDGE,
            top=_SPARK_EDGE,
            bottom=_SPARK_HEIGHT - _SPARK_EDGE,
            low=min(given) - flat,
            high=max(given) + flat,
        )
        spots = _spots(values, frame)
        x, y = next(spot for spot in reversed(spots) if spot)
        inner = f'{_line(spots)}<circle class="chart-dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
    return (
        f'<svg class="chart-spark" viewBox="0 0 {_SPARK_WIDTH} {_SPARK_HEIGHT}" role="img"'
        f' aria-label="{escape(title)}" focusable="false">{inner}</svg>'
    )


def _svg(chart: Chart, layout: Layout) -> str:
    key = f"{escape(chart.id)}-{layout.name}"
    if any(value is not None for value in (*chart.values, *chart.forecasts)):
        height, inner = layout.height, _plot(chart, layout)
    else:
        height, inner = _EMPTY_HEIGHT, _empty(layout)
    return (
        f'<svg class="chart-{layout.name}" viewBox="0 0 {layout.width} {height}" role="img"'
        f' aria-labelledby="{key}-title {key}-desc" focusable="false"><title id="{key}-title">'
        f'{escape(chart.title)}</title><desc id="{key}-desc">{escape(chart.description)}</desc>{inner}</svg>'
    )


def _empty(layout: Layout) -> str:
    return _text(layout.width / 2, _EMPTY_HEIGHT / 2, _("No figures yet"), "middle")


def _plot(chart: Chart, layout: Layout) -> str:
    drawn = [*chart.values, *chart.targets, *chart.forecasts, chart.baseline]
    numbers = [float(value) for value in drawn if value is not None]
    ticks = round_ticks(min(numbers), max(numbers), layout.ticks)
    written = [chart.number(Decimal(f"{tick:.10g}")) for tick in ticks]
    key, key_height = _key(chart, layout)
    frame = Frame(
        left=max(map(layout.text_width, written)) + _TICK_GAP,
        right=layout.width - _EDGE,
        top=key_height + layout.font * 1.5,
        bottom=layout.height - layout.font * 2,
        low=ticks[0],
        high=ticks[-1],
        indent=0 if chart.baseline is None else _DIAMOND * 3,
    )
    spots = _spots(chart.values, frame)
    parts = [
        key,
        _value_axis(dict(zip(ticks, written, strict=True)), layout, frame),
        _period_axis(chart.points, layout, frame),
        _breaks(chart.points, frame),
        _target(chart.targets, frame),
        _forecast(_spots(chart.forecasts, frame)),
        _line(spots, chart.joints),
        _dots(chart.points, spots),
        ""
        if chart.baseline is None
        else _diamond(frame.left + _DIAMOND * 1.5, frame.y(float(chart.baseline))),
        _values(chart, spots, layout, frame),
    ]
    return "".join(parts)


def _spots(values: Sequence[Decimal | None], frame: Frame) -> list[Spot]:
    columns = frame.columns(len(values))
    return [
        None if value is None else (x, frame.y(float(value)))
        for x, value in zip(columns, values, strict=True)
    ]


def _key(chart: Chart, layout: Layout) -> tuple[str, float]:
    """Name what is drawn in rows above the plot, where no figure can run into it."""
    sample, row_height = layout.font * 2, layout.font * 1.5
    x, y, parts = 0.0, float(layout.font), []
    for drawing, words in _key_items(chart):
        width = layout.text_width(words) + (sample if drawing else 0) + layout.font
        if x and x + width > layout.width:
            x, y = 0.0, y + row_height
        middle = y - layout.font * 0.35
        center = x + sample / 2 - 3
        places = {"x": x, "end": x + sample - 6, "center": center, "corner": center - _SQUARE / 2}
        parts.append(drawing.format(middle=middle, top=middle - _SQUARE / 2, **places))
        parts.append(_text(x + (sample if drawing else 0), y, words))
        x += width
    return "".join(parts), y if parts else 0.0


def _key_items(chart: Chart) -> Iterator[tuple[str, str]]:
    if chart.unit not in {"", "%"}:
        yield "", chart.unit
    target = next((value for value in reversed(chart.targets) if value is not None), None)
    if target is not None:
        words = _("Target %(number)s") % {"number": chart.number(target)}
        yield '<path class="chart-target" stroke-dasharray="7 5" d="M{x:.1f} {middle:.1f}H{end:.1f}"/>', words
    if chart.baseline is not None:
        words = _("Baseline %(number)s") % {"number": chart.number(chart.baseline)}
        yield _diamond("{center:.1f}", "{middle:.1f}"), words
    if any(point.is_provisional for point in chart.points):
        yield (
            '<circle class="chart-dot-open" cx="{center:.1f}" cy="{middle:.1f}" r="4"/>',
            _("Not yet approved"),
        )
    if any(value is not None for value in chart.forecasts):
        drawing = (
            '<path class="chart-forecast" stroke-dasharray="2 4" d="M{x:.1f} {middle:.1f}H{end:.1f}"/>'
            '<rect class="chart-forecast-mark" x="{corner:.1f}" y="{top:.1f}" width="7" height="7"/>'
        )
        yield drawing, _("Forecast")
    if any(point.starts_anew for point in chart.points):
        drawing = '<path class="chart-break" stroke-dasharray="1 3" d="M{center:.1f} {top:.1f}v9"/>'
        yield drawing, _("Counted differently from here")
    if any(point.is_missing for point in chart.points):
        yield '<path class="chart-missing" d="M{center:.1f} {middle:.1f}m-4 0h8"/>', _("No figure")


def _value_axis(written: dict[float, str], layout: Layout, frame: Frame) -> str:
    parts = []
    for tick, words in written.items():
        y = frame.y(tick)
        kind = "chart-zero" if tick == 0 else "chart-grid"
        parts.append(f'<path class="{kind}" d="M{frame.left:.1f} {y:.1f}H{frame.right:.1f}"/>')
        parts.append(_text(frame.left - _TICK_GAP / 2, y + layout.font * 0.35, words, "end"))
    return "".join(parts)


def _period_axis(points: Sequence[Point], layout: Layout, frame: Frame) -> str:
    labels = [point.label for point in points]
    columns = frame.columns(len(points))
    y = frame.bottom + layout.font * 1.5
    parts = [_text_inside(columns[i], y, labels[i], layout) for i in fitting_labels(labels, layout, frame)]
    gaps = [x for x, point in zip(columns, points, strict=True) if point.is_missing]
    if gaps:
        marks = "".join(f"M{x - 4:.1f} {frame.bottom:.1f}h8" for x in gaps)
        parts.append(f'<path class="chart-missing" d="{marks}"/>')
    return "".join(parts)


def _target(targets: Sequence[Decimal | None], frame: Frame) -> str:
    """Draw a level line over the periods that share a target, and a new one where it changes."""
    half = (frame.right - frame.left - frame.indent) / len(targets) / 2
    steps, end = [], len(targets) - 1
    columns = frame.columns(len(targets))
    for target, places in groupby(range(len(targets)), key=targets.__getitem__):
        if target is None:
            continue
        first, *rest = places
        last = rest[-1] if rest else first
        start = frame.left if first == 0 else columns[first] - half
        stop = frame.right if last == end else columns[last] + half
        steps.append(f"M{start:.1f} {frame.y(float(target)):.1f}H{stop:.1f}")
    if not steps:
        return ""
    return f'<path class="chart-target" stroke-dasharray="7 5" d="{"".join(steps)}"/>'


def _breaks(points: Sequence[Point], frame: Frame) -> str:
    """Mark with an upright line where figures begin that are counted by another definition."""
    half = (frame.right - frame.left - frame.indent) / len(points) / 2
    columns = frame.columns(len(points))
    marks = "".join(
        f"M{x - half:.1f} {frame.top:.1f}V{frame.bottom:.1f}"
        for x, point in zip(columns, points, strict=True)
        if point.starts_anew
    )
    return f'<path class="chart-break" stroke-dasharray="1 3" d="{marks}"/>' if marks else ""


def _forecast(spots: Sequence[Spot]) -> str:
    """Draw what was forecast as a dotted line with open squares, which no figure has."""
    marks = "".join(
        f'<rect class="chart-forecast-mark" x="{spot[0] - _SQUARE / 2:.1f}" y="{spot[1] - _SQUARE / 2:.1f}"'
        f' width="{_SQUARE}" height="{_SQUARE}"/>'
        for spot in spots
        if spot
    )
    if not marks:
        return ""
    joined = [True] * len(spots)
    return f'<path class="chart-forecast" stroke-dasharray="2 4" d="{_way(spots, joined)}"/>{marks}'


def _line(spots: Sequence[Spot], joints: Sequence[bool] = ()) -> str:
    return f'<path class="chart-line" d="{_way(spots, joints or [True] * len(spots))}"/>'


def _way(spots: Sequence[Spot], joints: Sequence[bool]) -> str:
    """Join neighbors only; the pen is lifted over every missing period and before what starts anew."""
    steps, pen = [], "M"
    for spot, is_joined in zip(spots, joints, strict=True):
        if spot:
            steps.append(f"{pen if is_joined else 'M'}{spot[0]:.1f} {spot[1]:.1f}")
        pen = "L" if spot else "M"
    return "".join(steps)


def _dots(points: Sequence[Point], spots: Sequence[Spot]) -> str:
    radius = 4 if len(points) <= _BIG_DOTS_UP_TO else 2.5
    return "".join(
        f'<circle class="chart-dot{"-open" if point.is_provisional else ""}"'
        f' cx="{spot[0]:.1f}" cy="{spot[1]:.1f}" r="{radius}"/>'
        for point, spot in zip(points, spots, strict=True)
        if spot
    )


def _diamond(x: float | str, y: float | str) -> str:
    at = (x, y) if isinstance(x, str) else (f"{x:.1f}", f"{y:.1f}")
    return f'<path class="chart-baseline" d="M{at[0]} {at[1]}{_DIAMOND_OUTLINE}"/>'


def _values(chart: Chart, spots: Sequence[Spot], layout: Layout, frame: Frame) -> str:
    """Write every figure when all fit beside each other, else the latest one."""
    written = {
        place: chart.number(point.value)
        for place, point in enumerate(chart.points)
        if point.value is not None
    }
    if not written:
        return ""
    widest = max(map(layout.text_width, written.values()))
    if widest * (1 + _ASIDE) > (frame.right - frame.left - frame.indent) / len(spots):
        return _latest_value(*written.popitem(), spots, layout)
    return "".join(_value(place, words, spots, layout, frame) for place, words in written.items())


def _latest_value(place: int, words: str, spots: Sequence[Spot], layout: Layout) -> str:
    """Write one figure above everything that is drawn where it stands."""
    x, _y = spots[place] or (0.0, 0.0)
    reach = layout.text_width(words)
    highest = min(spot[1] for spot in spots if spot and abs(spot[0] - x) <= reach)
    return _text_inside(x, highest - layout.font * 0.7, words, layout, kind="chart-value")


def _value(place: int, words: str, spots: Sequence[Spot], layout: Layout, frame: Frame) -> str:
    x, y = spots[place] or (0.0, 0.0)
    before = (spots[place - 1] if place else None) or (x, y)
    after = (spots[place + 1] if place + 1 < len(spots) else None) or (x, y)
    rises_before, rises_after = before[1] < y, after[1] < y
    below = y + layout.font * 1.4
    # In a valley the room is below, where the line does not run.
    if below < frame.bottom and (rises_before or rises_after) and before[1] <= y >= after[1]:
        return _text_inside(x, below, words, layout, kind="chart-value")
    away = 0 if not (rises_before or rises_after) else -1 if after[1] < before[1] else 1
    return _text_inside(
        x + away * _ASIDE * layout.text_width(words), y - layout.font * 0.7, words, layout, kind="chart-value"
    )


def _text_inside(x: float, y: float, words: str, layout: Layout, *, kind: str = "") -> str:
    """Center a text on x, moved as far as it takes to stay inside the drawing."""
    half = layout.text_width(words) / 2
    return _text(min(max(x, half), layout.width - half), y, words, "middle", kind)


def _text(x: float, y: float, words: str, anchor: str = "start", kind: str = "") -> str:
    attributes = (f' class="{kind}"' if kind else "") + (
        "" if anchor == "start" else f' text-anchor="{anchor}"'
    )
    return f'<text x="{x:.1f}" y="{y:.1f}"{attributes}>{escape(words)}</text>'
