"""Pieces that stand in every row of a list: joined strings, because a template for each would be slow."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django import template
from django.forms import BoundField
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from partners.templatetags.icons import PATHS
from partners.templatetags.states import BANDS, STATES, State

register = template.Library()

HIGHEST_SCORE = 5
EMPTY = "–"


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a picture that only repeats what the words beside it say; unknown names raise KeyError."""
    return mark_safe(f'<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">{PATHS[name]}</svg>')  # noqa: S308


@register.simple_tag
def status_tag(state: str, label: str = "", tone: str = "") -> SafeString:
    """Show a state as words with a shape; `label` and `tone` serve states this table does not know."""
    known = STATES.get(state) or State(state.replace("_", " ").capitalize(), "none")
    return _tag(State(label or known.label, tone or known.tone, "" if tone else known.icon))


@register.simple_tag
def band_tag(band: str | None) -> SafeString:
    """Show the band of a worksheet's mean: strength, borderline, concern, or not rated."""
    return _tag(BANDS[band or "none"])


def _tag(state: State) -> SafeString:
    return format_html('<span class="tag tag-{}">{}{}</span>', state.tone, icon(state.shape), state.label)


@register.simple_tag
def score_chip(score: int | None) -> SafeString:
    """Show a rating of 1 to 5 with its digit; None is "don't know" and never looks like a low score."""
    if score is None:
        return _score("none", "?", _("Don't know"))
    return _score(str(score), str(score), _("of %(highest)s") % {"highest": HIGHEST_SCORE})


def _score(look: str, shown: str, words: str) -> SafeString:
    return format_html(
        '<span class="score score-{}">{}<span class="visually-hidden"> {}</span></span>', look, shown, words
    )


@register.simple_tag
def day(value: date | None) -> SafeString | str:
    """Show a day in the reader's language, with a form that machines read."""
    return _time(value, "DATE_FORMAT") if value else EMPTY


@register.simple_tag
def moment(value: datetime | None) -> SafeString | str:
    """Show a day and hour in the reader's language and time zone."""
    return _time(localtime(value), "DATETIME_FORMAT") if value else EMPTY


def _time(value: date, style: str) -> SafeString:
    # HTML knows no microseconds.
    exact = value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()
    return format_html('<time datetime="{}">{}</time>', exact, date_format(value, style))


@register.filter
def beside(cells: Iterable, columns: Sequence) -> list[tuple]:
    """Pair each cell of a row with its column."""
    return list(zip(columns, cells, strict=True))


@register.filter
def first_input_id(field: BoundField) -> str:
    """Say where a link to a field lands: in a group of radios no input carries the field's own id."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.simple_tag
def chooser(field: BoundField) -> SafeString:
    """Draw a list of choices as one string: the widget itself would render a template for each of them."""
    chosen = str(field.value() or "")
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (value, mark_safe(" selected") if str(value) == chosen else "", label)
            for value, label in getattr(field.field, "choices", ())
        ),
    )
    return format_html(
        '<select name="{}" class="select form-select" id="{}">{}</select>',
        field.html_name,
        field.id_for_label,
        options,
    )
