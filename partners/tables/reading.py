"""Rows of a list as cells, read a few hundred at a time."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from partners.exporting import Ask, ExportTable

CHUNK = 500


def count_rows(table: ExportTable, ask: Ask, *, most: int | None = None) -> int:
    """How many rows the list has; counting stops after `most`."""
    rows = table.rows(ask)
    if not isinstance(rows, QuerySet):
        return len(rows)
    rows = rows.order_by()
    return rows.count() if most is None else rows[: most + 1].count()


def headings(table: ExportTable, ask: Ask) -> list[str]:
    return [_capital(str(column.label)) for column in table.columns(ask)]


def read_cells(
    table: ExportTable, ask: Ask, *, read: Callable[[int], None] = lambda done: None
) -> Iterator[list[Any]]:
    """The cells of each row; `read` is told now and then how many there were."""
    columns = list(table.columns(ask))
    rows = table.rows(ask)
    found = rows.iterator(chunk_size=CHUNK) if isinstance(rows, QuerySet) else iter(rows)
    done = 0
    while chunk := list(islice(found, CHUNK)):
        for row in chunk:
            yield [_plain(column.cell(row)) for column in columns]
        done += len(chunk)
        read(done)


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    # A spreadsheet knows no time zones: moments are in the library's.
    return localtime(value).replace(tzinfo=None) if hasattr(value, "utcoffset") and value.tzinfo else value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
