"""The pages between which one moves within a partnership: every app registers its own when it is loaded."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from partners.access import Scope
from partners.choices import LibraryRole

# In the order in which they stand. A group that has no entry for somebody does not show.
OVERVIEW, AGENDA, PLAN, FIGURES, TOGETHER, MAIL = "overview", "agenda", "plan", "figures", "together", "mail"
GROUPS = {
    OVERVIEW: gettext_lazy("Overview"),
    AGENDA: gettext_lazy("Agenda"),
    PLAN: gettext_lazy("Plan"),
    FIGURES: gettext_lazy("Figures"),
    TOGETHER: gettext_lazy("Working together"),
    MAIL: gettext_lazy("Mail"),
}


@dataclass(frozen=True)
class Seat:
    """Who looks at which partnership of which library."""

    scope: Scope
    library_id: int
    partnership_id: int


def everybody(seat: Seat) -> bool:
    return True


def members(seat: Seat) -> bool:
    """The library's staff and the member organizations; funders read totals only."""
    return staff(seat) or seat.partnership_id in seat.scope.partnership_ids


def leaders(seat: Seat) -> bool:
    """The library's coordinators and the backbone."""
    return coordinators(seat) or seat.partnership_id in seat.scope.backbone_ids


def staff(seat: Seat) -> bool:
    return seat.scope.is_staff_of(seat.library_id)


def coordinators(seat: Seat) -> bool:
    return seat.scope.is_staff_of(seat.library_id, LibraryRole.COORDINATOR)


@dataclass(frozen=True)
class Section:
    """One entry. `page` is the name of an address that takes the library's slug and the partnership's id.

    Pages below that address belong to it by themselves; `also` names the others, by how their addresses go on
    after the library's or the partnership's.
    """

    page: str
    label: str | Promise
    group: str
    order: int
    who: Callable[[Seat], bool] = everybody
    also: tuple[str, ...] = ()


class Sections:
    def __init__(self) -> None:
        self._rows: list[Section] = []

    def register(self, sections: Iterable[Section]) -> None:
        """Raises ValueError for a second entry of one page, or a group that is not known."""
        for row in sections:
            if row.group not in GROUPS or any(row.page == known.page for known in self._rows):
                raise ValueError(f"{row.page} is registered, or {row.group} is no group")
            self._rows.append(row)
        places = list(GROUPS)
        self._rows.sort(key=lambda row: (places.index(row.group), row.order, row.page))

    def parts(self) -> tuple[str, ...]:
        """How the addresses of rows that belong to a partnership go on after the library's."""
        return tuple(part for row in self._rows for part in row.also)

    def __iter__(self) -> Iterator[Section]:
        return iter(self._rows)


registry = Sections()

SECTIONS = (
    Section("partnership", gettext_lazy("Overview"), OVERVIEW, 10, also=("hand-backs", "members", "pauses")),
    Section("meetings", gettext_lazy("Meetings"), TOGETHER, 10, who=members, also=("meetings", "minutes")),
    Section(
        "partnership_action_items",
        gettext_lazy("Action items"),
        TOGETHER,
        30,
        who=members,
        also=("action-items",),
    ),
    Section("groups", gettext_lazy("Groups"), TOGETHER, 40, who=members, also=("group-people", "groups")),
    Section("collaboration", gettext_lazy("How we work together"), TOGETHER, 90, who=members),
    Section("partnership_agreements", gettext_lazy("Agreements"), TOGETHER, 50, who=members),
    Section("handover", gettext_lazy("Handover note"), OVERVIEW, 90, who=staff),
    Section("reminder_rule", gettext_lazy("Reminders"), MAIL, 10, who=leaders),
    Section("partnership_occurrences", gettext_lazy("Who was reminded?"), MAIL, 20, who=staff),
    Section("partnership_write", gettext_lazy("Write to members"), MAIL, 30, who=coordinators),
)


def entries_for(seat: Seat, *, slug: str, path: str) -> list[dict[str, Any]]:
    """The groups that this person may open, each with its entries; where `path` belongs to is marked.

    Empty where the page belongs to no partnership. Reads nothing from the database.
    """
    home = reverse("library_home", args=[slug])
    hub = reverse("partnership", args=[slug, seat.partnership_id])
    found = [(row, reverse(row.page, args=[slug, seat.partnership_id])) for row in registry if row.who(seat)]
    nearest = {row.page: _nearness(row, url, path, (home, hub)) for row, url in found}
    here = max(nearest, key=nearest.__getitem__, default="")
    if not nearest.get(here):
        return []
    groups: dict[str, list[dict[str, Any]]] = {}
    for row, url in found:
        mark = ("page" if path == url else "true") if row.page == here else ""
        groups.setdefault(row.group, []).append({"label": row.label, "url": url, "mark": mark})
    return [
        {
            "label": GROUPS[name],
            "url": rows[0]["url"],
            "is_current": any(row["mark"] for row in rows),
            "entries": rows,
        }
        for name, rows in groups.items()
    ]


def _nearness(row: Section, url: str, path: str, starts: tuple[str, str]) -> int:
    """How much of the address the entry accounts for; 0 when the page is not below it."""
    below = [url, *(f"{start}{part}/" for part in row.also for start in starts)]
    return max((len(start) for start in below if path.startswith(start)), default=0)
