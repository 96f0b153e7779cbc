"""Lists with the earliest day first, by key: the page after a row costs as much as the first one."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from partners.views.paging import PAGE_SIZE, Page

_KEY = re.compile(r"(\d{1,7})~(\d{1,18})", re.ASCII)


def page_by_day(rows: QuerySet, asked: QueryDict, *, field: str, size: int = PAGE_SIZE) -> Page:
    """The page that `asked` names by `after` (later) or `before` (earlier); the first for anything else."""
    later, earlier = _read_key(asked.get("after", "")), _read_key(asked.get("before", ""))
    if earlier is not None:
        found = list(_beyond(rows, field, "lt", *earlier).order_by(f"-{field}", "-pk")[: size + 1])
        has_earlier, found = len(found) > size, found[:size][::-1]
        return _page(found, asked, field, has_earlier=has_earlier, has_later=bool(found))
    if later is not None:
        rows = _beyond(rows, field, "gt", *later)
    found = list(rows.order_by(field, "pk")[: size + 1])
    return _page(found[:size], asked, field, has_earlier=later is not None, has_later=len(found) > size)


def _beyond(rows: QuerySet, field: str, side: str, day: date, pk: int) -> QuerySet:
    return rows.filter(Q(**{f"{field}__{side}": day}) | Q(**{field: day, f"pk__{side}": pk}))


def _read_key(text: str) -> tuple[date, int] | None:
    match = _KEY.fullmatch(text)
    if match is None or not date.min.toordinal() <= int(match[1]) <= date.max.toordinal():
        return None
    return date.fromordinal(int(match[1])), int(match[2])


def _page(rows: list[Any], asked: QueryDict, field: str, *, has_earlier: bool, has_later: bool) -> Page:
    if not rows:
        return Page(rows, previous_url=_url(asked) if has_earlier else "")
    return Page(
        rows,
        next_url=_url(asked, after=_key(rows[-1], field)) if has_later else "",
        previous_url=_url(asked, before=_key(rows[0], field)) if has_earlier else "",
    )


def _key(row: Any, field: str) -> str:
    return f"{getattr(row, field).toordinal()}~{row.pk}"


def _url(asked: QueryDict, **key: str) -> str:
    kept = {name: value for name, value in asked.items() if name not in ("after", "before")}
    return f"?{urlencode(kept | key)}"
