"""What people are told on the pages of the library: kinds, each with its words and the page it leads to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# How long a notice stays: after it was read, and when nobody looks at it.
KEPT_READ_DAYS, KEPT_UNREAD_DAYS = 90, 365


@dataclass(frozen=True)
class NoticeKind:
    """One thing that people are told.

    `words` may use %(by)s (who did it), %(name)s (what it is about) and what `notify` is given beyond these.
    `page` is the name of an address of the library; with `has_target` it takes the id of what it is about.
    """

    code: str
    words: str | Promise
    page: str
    has_target: bool = True

    def sentence(self, *, by: str, words: Mapping[str, Any]) -> str:
        """The sentence in the reader's language."""
        return str(self.words) % {"name": "", **words, "by": by or _("Somebody")}

    def arguments(self, slug: str, target_id: int) -> list[Any]:
        return [slug, target_id] if self.has_target else [slug]


class NoticeKinds:
    """The kinds of all apps; each registers its own when it is loaded."""

    def __init__(self) -> None:
        self._kinds: dict[str, NoticeKind] = {}
        self._by_page: dict[str, list[NoticeKind]] = {}

    def register(self, kind: NoticeKind) -> None:
        """Raises ValueError for a second kind of one name."""
        if kind.code in self._kinds:
            raise ValueError(f"{kind.code} is registered")
        self._kinds[kind.code] = kind
        self._by_page.setdefault(kind.page, []).append(kind)

    def get(self, code: str) -> NoticeKind | None:
        """None for one that no app has any more."""
        return self._kinds.get(code)

    def on_page(self, page: str) -> Sequence[NoticeKind]:
        """Those that are settled by opening this page."""
        return self._by_page.get(page, ())

    def __iter__(self) -> Iterator[NoticeKind]:
        return iter(self._kinds.values())


registry = NoticeKinds()

OWNER_GIVEN, OWNER_OF_SEVERAL = "owner_given", "owner_of_several"
CONTACT_LOGGED, IMPORT_WRITTEN = "contact_logged", "import_written"
ADDRESS_BOUNCES = "address_bounces"
RECORD_CONFIRMED, RECORD_CHANGED = "record_confirmed", "record_changed"
ACTION_GIVEN = "action_given"
INVITATION_ACCEPTED, STAFF_JOINED = "invitation_accepted", "staff_joined"

KINDS = (
    NoticeKind(OWNER_GIVEN, gettext_lazy("%(by)s made you the owner of %(name)s."), "organization"),
    NoticeKind(
        OWNER_OF_SEVERAL,
        gettext_lazy("%(by)s made you the owner of %(count)s organizations."),
        "organizations",
        has_target=False,
    ),
    NoticeKind(
        CONTACT_LOGGED,
        gettext_lazy("%(by)s logged a contact with %(name)s, which you look after."),
        "organization_contacts",
    ),
    NoticeKind(
        IMPORT_WRITTEN,
        gettext_lazy("An import is done. Added: %(added)s, changed: %(changed)s."),
        "import",
    ),
    NoticeKind(
        INVITATION_ACCEPTED,
        gettext_lazy("%(by)s accepted your invitation and acts for %(name)s now."),
        "organization",
    ),
    NoticeKind(
        ADDRESS_BOUNCES,
        gettext_lazy("Mail to %(name)s bounces. No more is sent until there is an address that works."),
        "person_mail_reasons",
    ),
    NoticeKind(
        RECORD_CONFIRMED,
        gettext_lazy("%(by)s looked at the record of %(name)s: everything is right."),
        "organization",
    ),
    NoticeKind(
        RECORD_CHANGED,
        gettext_lazy("%(by)s looked at the record of %(name)s and changed it."),
        "organization",
    ),
    NoticeKind(ACTION_GIVEN, gettext_lazy("%(by)s wrote down that you see to “%(name)s”."), "action_item"),
    NoticeKind(
        STAFF_JOINED,
        gettext_lazy("%(by)s accepted your invitation and is on the staff now."),
        "staff",
        has_target=False,
    ),
)
