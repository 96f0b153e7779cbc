"""A headline measure as a card: latest total, target, way, chart and the same numbers.

Twenty of them stand on one page, so tables are joined strings and each total is worked out once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measurements.charts import small_chart
from measurements.comparison import Comparable
from measurements.models import Measure
from measurements.series import SeriesPoint
from measurements.trends import BAD, GOOD, Heading
from measurements.views.figures import MOST_POINTS, chart_of, heading_for, is_settled, state_of, summary_of
from measurements.views.numbers import coverage, marks, starts_anew
from measurements.wording import in_shown_size, shown, total_in_words
from partners.numbers import format_number
from partners.templatetags.ui import status_tag

# How the columns of a card's table are set: two of them hold numbers.
_LOOKS = ("text", "num", "num", "text")


@dataclass(frozen=True)
class Card:
    """What one card shows; without an approved figure there is no `value`."""

    measure: Measure
    url: str
    svg: SafeString
    table: SafeString
    summary: str
    state: str
    value: str = ""
    records_url: str = ""
    period: str = ""
    coverage: str = ""
    target: str = ""
    way: SafeString | str = ""
    heading: Heading | None = None
    changes: tuple[str, ...] = ()


def card_of(
    measure: Measure,
    series: Sequence[SeriesPoint],
    *,
    on: date,
    url: str,
    compare: Any = None,
) -> Card:
    """Draw the latest periods of one measure. `compare` totals two periods over the same members."""
    settled = [point for point in series if is_settled(point, on=on)]
    told = settled or series
    summary, heading = summary_of(measure, series, on=on), heading_for(measure, settled)
    chart = chart_of(measure, series, settled, summary=summary)
    draw = partial(
        Card,
        measure=measure,
        url=url,
        # The chart escapes every text it is given.
        svg=mark_safe(small_chart(chart)),  # noqa: S308
        table=numbers_table(measure, series[-MOST_POINTS:], url),
        summary=summary,
        state=state_of(measure, settled),
        heading=heading,
        way=_way(heading),
    )
    place = next((at for at in reversed(range(len(told))) if told[at].total.value is not None), None)
    if place is None:
        return draw()
    point = told[place]
    return draw(
        value=shown(measure, point.total.value),
        records_url=f"{url}?period={point.period.pk}#records",
        period=point.period.shown_label,
        coverage=". ".join([coverage(point.total), *marks(point.total)]),
        target=shown(measure, point.target) if point.target is not None else "",
        changes=changes_of(measure, told, place, compare=compare),
    )


def changes_of(
    measure: Measure, series: Sequence[SeriesPoint], place: int, *, compare: Any
) -> tuple[str, ...]:
    """Say how a total differs from the period before, and how over the members that reported both."""
    if place == 0 or starts_anew(series, place):
        return ()
    before, point = series[place - 1], series[place]
    if before.total.value is None or point.total.value is None:
        return ()
    words = {
        "change": signed(measure, point.total.value - before.total.value),
        "period": before.period.shown_label,
    }
    plain = _("%(change)s since %(period)s.") % words
    both: Comparable | None = compare(measure, before.period, point.period) if compare else None
    everybody = max(before.total.reported, point.total.reported)
    if both is None or both.change is None or both.members == everybody:
        return (plain,)
    comparable = ngettext(
        "%(change)s by the one member that reported both.",
        "%(change)s over the %(n)d members that reported both.",
        both.members,
    ) % {"change": signed(measure, both.change), "n": both.members}
    return (plain, comparable)


def signed(measure: Measure, change: Decimal) -> str:
    """Write a change with its sign: "+12", and "+3.5 points" for shares."""
    size = in_shown_size(measure, abs(change))
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    number = f"{sign}{format_number(size)}"
    return _("%(number)s points") % {"number": number} if measure.is_share else number


def numbers_table(measure: Measure, series: Sequence[SeriesPoint], url: str) -> SafeString:
    """Return the numbers of a chart as a table, the newest first, each total leading to its records."""
    heads = (_("Period"), _("Total"), _("Target"), _("Reported"))
    labels = [escape(head) for head in heads]
    # Nobody reports a quotient, so its numbers lead to no records.
    link = "{}" if measure.is_derived else _link_to_records(url)
    rows = "".join(_row(measure, series, place, labels, link) for place in reversed(range(len(series))))
    name = escape(measure.name)
    head = "".join(f'<th scope="col" class="{_LOOKS[at]}">{label}</th>' for at, label in enumerate(labels))
    return mark_safe(  # noqa: S308 - made of escaped parts
        f'<div class="table-region" role="region" tabindex="0" aria-label="{name}">'
        f'<table class="table table-stacked"><caption class="visually-hidden">{name}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(
    measure: Measure,
    series: Sequence[SeriesPoint],
    place: int,
    labels: Sequence[str],
    link: str,
) -> str:
    point = series[place]
    label = point.period.shown_label
    if starts_anew(series, place):
        label = _("%(period)s, counted differently from here") % {"period": label}
    total = escape(total_in_words(measure, point.total))
    reported = escape(". ".join([coverage(point.total), *marks(point.total)]))
    shown_total = link.replace("{period}", str(point.period.pk)).replace("{}", total)
    return (
        f'<tr><th scope="row">{escape(label)}</th><td class="num" data-label="{labels[1]}">{shown_total}</td>'
        f'<td class="num" data-label="{labels[2]}">{escape(shown(measure, point.target))}</td>'
        f'<td data-label="{labels[3]}">{reported}</td></tr>'
    )


def _link_to_records(url: str) -> str:
    words = escape(_("Show who reported"))
    hidden = f'<span class="visually-hidden"> {words}</span>'
    return f'<a href="{escape(url)}?period={{period}}#records">{{}}{hidden}</a>'


def _way(heading: Heading | None) -> SafeString | str:
    """Say in words and color whether the figure goes where it should."""
    if heading is None:
        return ""
    if heading.tone == GOOD:
        return status_tag("", label=_("Right way"), tone="ok")
    if heading.tone == BAD:
        return status_tag("", label=_("Wrong way"), tone="off")
    return ""
