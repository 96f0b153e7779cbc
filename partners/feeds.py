"""What stands in somebody's own calendar: each app registers what it knows of days, in its AppConfig.ready().

Pure: no clock; rows come through the ask, with the rights of the moment in which the calendar is fetched.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from urllib.parse import urlsplit

from partners.access import Scope
from partners.ical import Entry

LOOK_BACK = timedelta(days=92)
LOOK_AHEAD = timedelta(days=550)
# As many entries as one source gives; more than anybody has in two years.
MOST = 500


@dataclass(frozen=True)
class FeedAsk:
    """Whose calendar is fetched, on which day, and what they chose to see."""

    scope: Scope
    library: Any
    today: date
    base_url: str
    # When the link was made: the moment of change of what keeps none of its own.
    made_at: datetime
    # The partnerships that somebody of the staff chose; None for all.
    partnership_ids: frozenset[int] | None = None

    @property
    def since(self) -> date:
        return self.today - LOOK_BACK

    @property
    def until(self) -> date:
        return self.today + LOOK_AHEAD

    @property
    def is_staff(self) -> bool:
        return self.scope.is_staff_of(self.library.pk)

    def visible(self, model: Any) -> Any:
        """The rows that the person may open now, of the partnerships that they chose."""
        rows = model._default_manager.visible_to(self.scope, library=self.library)
        if self.partnership_ids is None:
            return rows
        return rows.filter(partnership_id__in=self.partnership_ids)

    def uid(self, name: str) -> str:
        """The same name for the same thing at every fetch, and in every file that is sent of it."""
        return uid_of(name, base_url=self.base_url)

    def link(self, path: str) -> str:
        return f"{self.base_url}{path}"


def uid_of(name: str, *, base_url: str) -> str:
    return f"{name}@{urlsplit(base_url).hostname or 'localhost'}"


class CalendarSource(Protocol):
    """One kind of day. `entries` asks the database as often for one as for five hundred."""

    key: str

    def entries(self, ask: FeedAsk) -> Iterable[Entry]:
        """The days between `ask.since` and `ask.until`, at most `MOST`, in the language that is active."""


class CalendarRegistry:
    def __init__(self) -> None:
        self._sources: dict[str, CalendarSource] = {}

    def register(self, source: CalendarSource) -> None:
        """Raises ValueError for a second source of one key."""
        if source.key in self._sources:
            raise ValueError(f"{source.key} is registered")
        self._sources[source.key] = source

    def entries(self, ask: FeedAsk) -> Iterator[Entry]:
        for source in self._sources.values():
            yield from source.entries(ask)


registry = CalendarRegistry()
