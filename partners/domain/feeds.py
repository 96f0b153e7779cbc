"""Private calendar links: made, replaced, ended, and what they show to whoever holds one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from partners import audit
from partners.access import Scope
from partners.choices import TokenKind
from partners.days import today_in
from partners.domain.tokens import find_token, make_shown_token, revoke_token
from partners.feeds import FeedAsk, registry
from partners.ical import write_calendar
from partners.models import CalendarFeed, CalendarFeedPartnership, Library, Partnership, User

# How often programs that subscribe are told to ask again.
REFRESH_HOURS = 4


@dataclass(frozen=True)
class Desk:
    """A library where somebody may have a calendar, and the link that they have there."""

    library: Library
    is_staff: bool
    feed: CalendarFeed | None

    @property
    def is_open(self) -> bool:
        return self.feed is not None and self.feed.token.revoked_at is None


def desks_of(user: User, *, scope: Scope) -> list[Desk]:
    """The libraries that somebody works in or with now, by name; two queries."""
    reached = {*scope.library_roles, *scope.partner_library_ids}
    feeds = CalendarFeed.objects.filter(user=user, library__in=reached).select_related("token")
    found = {feed.library_id: feed for feed in feeds}
    libraries = Library.objects.filter(pk__in=reached).order_by("name", "pk")
    return [Desk(library, scope.is_staff_of(library.pk), found.get(library.pk)) for library in libraries]


@transaction.atomic
def make_feed(user: User, *, library: Library, now: datetime) -> tuple[CalendarFeed, str]:
    """A new link and its secret, which is nowhere kept; an earlier link is void from now on."""
    # The account's row is the lock: two clicks make one feed, and the link of the later one holds.
    User.objects.select_for_update().get(pk=user.pk)
    token, secret = make_shown_token(TokenKind.FEED, library=library, now=now)
    feed = CalendarFeed.objects.filter(user=user, library=library).select_related("token").first()
    if feed is None:
        feed = CalendarFeed(user=user, library=library, token=token)
        feed.full_clean()
        feed.save(force_insert=True)
    else:
        revoke_token(feed.token, now=now)
        feed.token = token
        feed.save(update_fields=["token"])
    audit.record(by=user, action="feed.made", subject=feed)
    return feed, secret


@transaction.atomic
def end_feed(feed: CalendarFeed, *, by: User, now: datetime) -> bool:
    """The link shows nothing any more; whether it still did."""
    token = type(feed.token).objects.select_for_update().get(pk=feed.token_id)
    if token.revoked_at is not None:
        return False
    revoke_token(token, now=now)
    audit.record(by=by, action="feed.ended", subject=feed)
    return True


@transaction.atomic
def choose_partnerships(feed: CalendarFeed, *, by: User, partnerships: Iterable[Partnership]) -> None:
    """Say of which partnerships the calendar tells staff; none means all."""
    CalendarFeed.objects.select_for_update().get(pk=feed.pk)
    wanted = {partnership.pk: partnership.name for partnership in partnerships}
    before = {row.partnership_id: row.partnership.name for row in feed.chosen.select_related("partnership")}
    if set(wanted) == set(before):
        return
    feed.chosen.exclude(partnership_id__in=wanted).delete()
    for pk in set(wanted) - set(before):
        row = CalendarFeedPartnership(library_id=feed.library_id, feed=feed, partnership_id=pk)
        row.full_clean()
        row.save(force_insert=True)
    names = [", ".join(sorted(some.values())) for some in (before, wanted)]
    audit.record(by=by, action="feed.chosen", subject=feed, changes={"partnerships": names})


def read_feed(secret: str, *, now: datetime) -> bytes | None:
    """The calendar behind a link, with the rights of this moment.

    None for a link that is unknown or ended, and for whoever has lost every right in the library.
    """
    token = find_token(TokenKind.FEED, secret, now=now)
    feed = CalendarFeed.objects.filter(token=token).select_related("user").first() if token else None
    if token is None or feed is None:
        return None
    library, scope = token.library, Scope.of(feed.user, now=now)
    if not scope.reaches(library.pk):
        return None
    ask = FeedAsk(
        scope=scope,
        library=library,
        today=today_in(library.time_zone, now=now),
        base_url=settings.BASE_URL,
        made_at=token.created_at,
        partnership_ids=_chosen(feed, scope),
    )
    with translation.override(feed.user.language):
        name = _("%(library)s: partnerships") % {"library": library.name}
        return write_calendar(registry.entries(ask), name=name, hours=REFRESH_HOURS)


def _chosen(feed: CalendarFeed, scope: Scope) -> frozenset[int] | None:
    """What staff chose; partners see all of theirs."""
    if not scope.is_staff_of(feed.library_id):
        return None
    return frozenset(feed.chosen.values_list("partnership_id", flat=True)) or None
