"""The link in a mail with minutes: those minutes and nothing else, without signing in."""

from datetime import datetime

from partners.choices import SkipReason, TokenKind
from partners.days import today_in
from partners.domain.addressees import addressees
from partners.domain.tokens import find_token
from partners.minutes import MINUTES_UNREAD
from partners.models import MailLink, MinutesReceipt

RELATED = ("library", "token", "person__organization__owner", "person__user", "delivery")


def find_minutes_link(secret: str, *, now: datetime) -> MailLink | None:
    """The link while its two weeks last and its person is still there.

    Who comes to meetings may have no role that lets them in; what ends it is leaving, or an access that
    has ended. Unknown, old and withdrawn look alike: None.
    """
    token = find_token(TokenKind.ACTION, secret, now=now)
    if token is None:
        return None
    link = MailLink.objects.select_related(*RELATED).filter(token=token, source=MINUTES_UNREAD).first()
    if link is None or link.person.left_on is not None:
        return None
    (found,) = addressees([link.person], on=today_in(link.library.time_zone, now=now))
    return None if found.reason == SkipReason.ACCESS_ENDED else link


def receipt_of(link: MailLink) -> MinutesReceipt | None:
    """What the link opens."""
    rows = MinutesReceipt.objects.select_related("minutes__meeting__partnership", "minutes__published_by")
    return rows.filter(pk=link.subject_id or 0, person=link.person).first()
