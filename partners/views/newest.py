"""Lists by a day or moment, by key: a page far down costs as much as the first one."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import DateTimeField, Q, QuerySet
from django.http import QueryDict

from partners.views.paging import PAGE_SIZE, Page

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
_KEY = re.compile(r"(\d{1,16})~(\d{1,18})", re.ASCII)


def page_by_moment(
    rows: QuerySet, asked: QueryDict, *, field: str, size: int = PAGE_SIZE, oldest_first: bool = False
) -> Page:
    """The page that `asked` names by `after` (older) or `before` (newer); the first for anything else.

    The field is a moment or a day. With `oldest_first`, `after` is what comes later.
    """
    down, up = (("gt", ""), ("lt", "-")) if oldest_first else (("lt", "-"), ("gt", ""))
    after, before = _read_key(asked.get("after", "")), _read_key(asked.get("before", ""))
    if before is not None:
        side, sign = up
        found = list(_beyond(rows, field, side, *before).order_by(f"{sign}{field}", f"{sign}pk")[: size + 1])
        has_newer, found = len(found) > size, found[:size][::-1]
        return _page(found, asked, field, has_newer=has_newer, has_older=bool(found))
    side, sign = down
    if after is not None:
        rows = _beyond(rows, field, side, *after)
    found = list(rows.order_by(f"{sign}{field}", f"{sign}pk")[: size + 1])
    return _page(found[:size], asked, field, has_newer=after is not None, has_older=len(found) > size)


def _beyond(rows: QuerySet, field: str, side: str, moment: date, pk: int) -> QuerySet:
    if isinstance(moment, datetime) and not isinstance(rows.model._meta.get_field(field), DateTimeField):
        moment = moment.date()
    # The first condition lets the index find the place; the second leaves out what was shown.
    rows = rows.filter(**{f"{field}__{side}e": moment})
    return rows.filter(Q(**{f"{field}__{side}": moment}) | Q(**{f"pk__{side}": pk}))


def _read_key(text: str) -> tuple[datetime, int] | None:
    match = _KEY.fullmatch(text)
    return (EPOCH + int(match[1]) * MICROSECOND, int(match[2])) if match else None


def _page(rows: list[Any], asked: QueryDict, field: str, *, has_newer: bool, has_older: bool) -> Page:
    if not rows:
        return Page(rows, previous_url=_url(asked) if has_newer else "")
    return Page(
        rows,
        next_url=_url(asked, after=_key(rows[-1], field)) if has_older else "",
        previous_url=_url(asked, before=_key(rows[0], field)) if has_newer else "",
    )


def _key(row: Any, field: str) -> str:
    value = getattr(row, field)
    moment = value if isinstance(value, datetime) else datetime.combine(value, time(), tzinfo=UTC)
    return f"{(moment - EPOCH) // MICROSECOND}~{row.pk}"


def _url(asked: QueryDict, **key: str) -> str:
    kept = {name: value for name, value in asked.items() if name not in ("after", "before")}
    return f"?{urlencode(kept | key)}"
