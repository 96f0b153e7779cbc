"""The term of an agreement: what it is on a day follows from its dates. Pure: no clock, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from partners.choices import AgreementStatus
from partners.reminders.schedule import months_later

ENDS_SOON = timedelta(days=90)
ONE_DAY = timedelta(days=1)
# All have signed, and it is not over.
RUNNING = (AgreementStatus.SIGNED, AgreementStatus.ACTIVE, AgreementStatus.EXPIRING)


@dataclass(frozen=True, slots=True)
class Term:
    """The dates of one agreement.

    `ends_on` is its last day, None when it is open. One that goes on by itself holds until somebody ends it
    or a signed renewal takes over on `renewed_from`. `ended_on` is its last day when it was ended early.
    """

    starts_on: date
    ends_on: date | None = None
    sent_on: date | None = None
    is_signed: bool = False
    goes_on: bool = False
    ended_on: date | None = None
    renewed_from: date | None = None

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; None when nothing ends it."""
        if self.ended_on is not None:
            return self.ended_on
        if not self.goes_on:
            return self.ends_on
        return None if self.renewed_from is None else self.renewed_from - ONE_DAY

    @property
    def decided_by(self) -> date | None:
        """The day by which somebody decides whether to renew it: the end of the term that was agreed on."""
        return self.ends_on if self.ended_on is None else self.ended_on

    @property
    def days_held(self) -> tuple[date, date | None] | None:
        """The first and last day on which it holds; None while it is not signed, or if it never held."""
        last = self.last_day
        if not self.is_signed or (last is not None and last < self.starts_on):
            return None
        return self.starts_on, last


def status_of(term: Term, *, on: date) -> AgreementStatus:
    """What an agreement is on a day."""
    if not term.is_signed:
        return AgreementStatus.DRAFT if term.sent_on is None else AgreementStatus.SENT
    last = term.last_day
    if last is not None and last < on:
        return AgreementStatus.EXPIRED if term.ended_on is None else AgreementStatus.ENDED
    if on < term.starts_on:
        return AgreementStatus.SIGNED
    decided_by = term.decided_by
    ends_soon = decided_by is not None and on <= decided_by <= on + ENDS_SOON
    return AgreementStatus.EXPIRING if ends_soon else AgreementStatus.ACTIVE


def days_left(term: Term, *, on: date) -> int | None:
    """How many days until the end of the term; None when it is open, or the end is past."""
    if term.decided_by is None or term.decided_by < on:
        return None
    return (term.decided_by - on).days


def next_term(term: Term) -> tuple[date, date | None]:
    """The first and last day of the term after this one, as long as this one was.

    Raises ValueError for an open term, which has none.
    """
    if term.ends_on is None:
        raise ValueError("An open term has no next one.")
    starts_on = term.ends_on + ONE_DAY
    months = (starts_on.year - term.starts_on.year) * 12 + starts_on.month - term.starts_on.month
    if months > 0 and months_later(term.starts_on, months) == starts_on:
        return starts_on, _day_before(starts_on, months)
    return starts_on, starts_on + (term.ends_on - term.starts_on)


def next_review(starts_on: date, *, every_months: int | None, reviewed_on: date | None) -> date | None:
    """The day on which to look at it again; None when nobody asked for that."""
    if every_months is None:
        return None
    return months_later(max(starts_on, reviewed_on or starts_on), every_months)


def review_within(term: Term, *, every_months: int | None, reviewed_on: date | None) -> date | None:
    """The next review, if the agreement still holds on that day."""
    day = next_review(term.starts_on, every_months=every_months, reviewed_on=reviewed_on)
    if day is None or term.days_held is None:
        return None
    last = term.days_held[1]
    return day if last is None or day <= last else None


def notice_by(term: Term, *, notice_days: int | None) -> date | None:
    """The last day to say that one does not go on; None when no notice was agreed on, or nothing ends."""
    if notice_days is None or term.ends_on is None:
        return None
    return term.ends_on - timedelta(days=notice_days)


def signed_on(days: Iterable[date | None]) -> date | None:
    """The day of the last signature; None while one is missing."""
    days = list(days)
    return max(days) if days and all(days) else None  # type: ignore[type-var]  # none of them is missing


def _day_before(starts_on: date, months: int) -> date:
    return months_later(starts_on, months) - ONE_DAY
