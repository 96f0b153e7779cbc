"""Lists by key: the page after a row, however far down it stands, costs as much as the first one."""

import re
import string
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from partners.names import name_key

PAGE_SIZE = 25
COUNT_LIMIT = 1000
# What a list was chosen by stays while one turns its pages.
KEPT = ("q", "category", "tag", "owner", "status")
_KEY = re.compile(r"(?P<name>.{0,400})~(?P<pk>\d{1,18})", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """Rows of one page, and the addresses of its neighbors (empty where there is none)."""

    rows: list[Any]
    next_url: str = ""
    previous_url: str = ""


def page_by_name(rows: QuerySet, asked: QueryDict, *, size: int = PAGE_SIZE) -> Page:
    """The page that `asked` names by `after`, `before` or `from` (a letter); the first for anything else."""
    after, before = _read_key(asked.get("after", "")), _read_key(asked.get("before", ""))
    if before is not None:
        found = list(_before(rows, *before).order_by("-name_key", "-pk")[: size + 1])
        has_more, found = len(found) > size, found[:size][::-1]
        return _page(found, asked, has_previous=has_more, has_next=bool(found))
    if after is not None:
        rows = _after(rows, *after)
    elif letter := name_key(asked.get("from", ""))[:1]:
        rows = rows.filter(name_key__gte=letter)
    found = list(rows.order_by("name_key", "pk")[: size + 1])
    is_first = after is None and not asked.get("from")
    return _page(found[:size], asked, has_previous=not is_first, has_next=len(found) > size)


def letters(asked: QueryDict) -> list[dict[str, Any]]:
    """Links that jump into the list."""
    current = name_key(asked.get("from", ""))[:1]
    return [
        {"label": letter.upper(), "url": _url(asked, "from", letter), "is_current": letter == current}
        for letter in string.ascii_lowercase
    ]


def counted(rows: QuerySet) -> str:
    """How many rows; counting stops at 1,000, because counting a long list costs more than showing it."""
    count = rows.order_by()[: COUNT_LIMIT + 1].count()
    return f"{COUNT_LIMIT:,}+" if count > COUNT_LIMIT else f"{count}"


def _after(rows: QuerySet, name: str, pk: int) -> QuerySet:
    # The first condition lets the index find the place; the second leaves out what was shown.
    return rows.filter(name_key__gte=name).filter(Q(name_key__gt=name) | Q(pk__gt=pk))


def _before(rows: QuerySet, name: str, pk: int) -> QuerySet:
    return rows.filter(name_key__lte=name).filter(Q(name_key__lt=name) | Q(pk__lt=pk))


def _read_key(text: str) -> tuple[str, int] | None:
    match = _KEY.fullmatch(text)
    return (match["name"], int(match["pk"])) if match else None


def _page(rows: list[Model], asked: QueryDict, *, has_previous: bool, has_next: bool) -> Page:
    if not rows:
        return Page(rows, previous_url=_url(asked, "", "") if has_previous else "")
    return Page(
        rows,
        next_url=_url(asked, "after", _write_key(rows[-1])) if has_next else "",
        previous_url=_url(asked, "before", _write_key(rows[0])) if has_previous else "",
    )


def _write_key(row: Any) -> str:
    return f"{row.name_key}~{row.pk}"


def _url(asked: QueryDict, name: str, value: str) -> str:
    kept = {key: asked[key] for key in KEPT if asked.get(key)}
    return f"?{urlencode(kept | ({name: value} if name else {}))}"
