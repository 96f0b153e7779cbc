"""What may be reminded of: each app registers its sources here, in its AppConfig.ready()."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from django.utils.functional import Promise

from partners.choices import AccessRole, SkipReason

ReminderClass = Literal["obligation", "courtesy"]
RulePlace = Literal["partnership", "library"]


@dataclass(frozen=True, slots=True)
class RuleScope:
    """Where a rule holds: one partnership, or with None everything of the library."""

    library_id: int
    partnership_id: int | None = None

    def covers(self, item: "DueItem") -> bool:
        if self.library_id != item.library_id:
            return False
        return self.partnership_id is None or self.partnership_id == item.partnership_id


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something that falls due at, or about, an organization.

    person_id narrows the audience to one person, such as an action's owner; owner_id is the user
    of the library's staff whom a source for staff tells.
    """

    subject_id: int
    library_id: int
    organization_id: int
    anchor_on: date
    title: str
    partnership_id: int | None = None
    person_id: int | None = None
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedReminder:
    """What a source needs to know of a reminder when it is looked at again; nobody may be its recipient."""

    id: int
    library_id: int
    subject_id: int
    recipient_id: int | None
    anchor_on: date
    offset_days: int


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a mail; url is a path on this site, action the words on its button."""

    title: str
    due_on: date
    url: str
    action: str


class Source(Protocol):
    """A kind of thing with a due day.

    Sources inherit from this class. All calls are for many rows and make a number of
    queries that does not grow with them. Text is in the language that is active.
    """

    key: str
    # Shown to staff, and in a subject before the day: "Report due", "Meeting".
    label: str | Promise
    reminder_class: ReminderClass
    # Days from the due day; negative is before.
    default_offsets: tuple[int, ...]
    # What the preset said in earlier versions: where nobody has touched it, it follows.
    former_offsets: tuple[tuple[int, ...], ...] = ()
    # Persons with one of these roles at the item's organization are reminded. Empty means the library's
    # staff: the owner of the item, or all managers when it has none on the staff.
    audience: frozenset[AccessRole]
    # Where its rules stand. The library's rule for a source of partnerships holds in each of them that
    # has no rule of its own.
    scope: RulePlace = "partnership"
    # After so many unanswered mails the next one is a call instead; None means never.
    default_escalate_after: int | None = None
    # Whether a new library starts with a rule for it.
    is_on_by_default: bool = False

    # Where it stands among the others on pages: the lower, the earlier.
    place: int = 50

    # The name of an address that opens one of its things from a mail, without signing in; it takes the
    # link's secret. Empty: its mails lead to pages behind the sign-in.
    action_page: str = ""

    @property
    def is_for_staff(self) -> bool:
        return not self.audience

    @abstractmethod
    def due_items(self, scopes: Sequence[RuleScope], *, since: date, until: date) -> Iterable[DueItem]:
        """Yield, once each, what is open and falls due on these days, both included, in any of the scopes."""
        raise NotImplementedError

    @abstractmethod
    def still_open(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, SkipReason | None]:
        """Answer for every reminder's id: None when still needed, else why not.

        A subject that is gone is NOT_EXPECTED; one whose due day is no longer anchor_on is DUE_DAY_CHANGED.
        """
        raise NotImplementedError

    @abstractmethod
    def lines(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, Line]:
        """Return by reminder id what the mail says; called for one language at a time."""
        raise NotImplementedError


def split_scopes(scopes: Iterable[RuleScope]) -> tuple[set[int], set[int]]:
    """Return the libraries taken whole and the partnerships of the others: two sets for one query."""
    scopes = tuple(scopes)
    libraries = {scope.library_id for scope in scopes if scope.partnership_id is None}
    partnerships = {
        scope.partnership_id
        for scope in scopes
        if scope.partnership_id is not None and scope.library_id not in libraries
    }
    return libraries, partnerships


class DuplicateSourceError(ValueError):
    """Two sources claim one key."""


class UnknownSourceError(LookupError):
    """No app registered this key; a rule may outlive the app that made it."""


class Registry:
    """The sources of all installed apps, by their place, then in the order they were registered."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}

    def register(self, source: Source) -> None:
        """Add a source; raises DuplicateSourceError when its key is taken."""
        if source.key in self._sources:
            raise DuplicateSourceError(f"A reminder source “{source.key}” is already registered.")
        self._sources[source.key] = source

    def get(self, key: str) -> Source:
        """Return the source of a key; raises UnknownSourceError."""
        try:
            return self._sources[key]
        except KeyError:
            known = ", ".join(self._sources) or "none"
            raise UnknownSourceError(f"No reminder source “{key}”; registered: {known}.") from None

    def all(self) -> tuple[Source, ...]:
        return tuple(sorted(self._sources.values(), key=lambda source: source.place))


registry = Registry()
