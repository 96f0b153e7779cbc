"""The body of the matrix as joined strings: a template for each of 2,000 cells would be slow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from measurements.models import Goal
from measurements.plan import Column
from partners.templatetags.ui import status_tag


@dataclass(frozen=True)
class GridRow:
    """A goal with what it lacks; `is_shown` is the one goal that a narrow screen shows."""

    goal: Goal
    groups: str
    findings: Sequence[dict[str, str]]
    is_shown: bool


def matrix_body(
    rows: Sequence[GridRow],
    columns: Sequence[Column],
    cell: Callable[[Goal, int], tuple[Any, ...]],
    *,
    groups_url: str = "",
) -> SafeString:
    """Return the rows of the matrix. `cell` returns letters and words, or name, value and mark of a field.

    `groups_url` has {} where the goal's number belongs.
    """
    names = [(column.pk, conditional_escape(column.name)) for column in columns]
    return mark_safe(  # noqa: S308 - made of escaped parts
        "".join(_row(row, names, cell, groups_url) for row in rows)
    )


def _row(
    row: GridRow,
    names: Sequence[tuple[int, str]],
    cell: Callable[[Goal, int], tuple[Any, ...]],
    groups_url: str,
) -> str:
    goal = conditional_escape(row.goal.title)
    cells = "".join(_cell(goal, pk, name, cell(row.goal, pk)) for pk, name in names)
    hidden = "" if row.is_shown else ' class="matrix-other"'
    return f'<tr{hidden}><th scope="row">{_head(row, groups_url)}</th>{cells}</tr>'


def _cell(goal: str, pk: int, name: str, shown: tuple[Any, ...]) -> str:
    letters_and_words = 2
    if len(shown) == letters_and_words:
        letters, words = (conditional_escape(text) for text in shown)
        if not letters:
            return f'<td class="matrix-empty" data-label="{name}">–</td>'
        return (
            f'<td data-label="{name}"><span aria-hidden="true">{letters}</span>'
            f'<span class="matrix-words">{words}</span></td>'
        )
    key, value, is_marked = shown
    invalid = ' aria-invalid="true"' if is_marked else ""
    return (
        f'<td data-label="{name}"><input name="{key}" id="{key}" value="{conditional_escape(value)}"'
        f' aria-label="{goal}: {name}" class="matrix-input" maxlength="12" autocomplete="off"'
        f' autocapitalize="characters" spellcheck="false"{invalid}></td>'
    )


def _head(row: GridRow, groups_url: str) -> SafeString:
    tags = format_html_join(
        " ", "{}", ((status_tag("", label=one["words"], tone=one["tone"]),) for one in row.findings)
    )
    groups: str = format_html('<span class="matrix-groups">{}</span>', row.groups) if row.groups else ""
    link: str = ""
    if groups_url:
        words = _("Change whom it is for") if row.groups else _("Say whom it is for")
        link = format_html(
            '<a class="matrix-link no-print" href="{}">{}<span class="visually-hidden">: {}</span></a>',
            groups_url.format(row.goal.pk),
            words,
            row.goal.title,
        )
    return format_html(
        '<span class="matrix-goal">{}</span>{}{}<span class="matrix-signs">{}</span>',
        row.goal.title,
        groups,
        link,
        tags,
    )
