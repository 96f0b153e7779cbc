"""Telling reviewers what was handed in, and givers what was decided."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from measurements.choices import ObservationState
from measurements.models import Observation, Report
from measurements.notices import REPORT_APPROVED, REPORT_HANDED_IN, REPORT_RETURNED
from partners.choices import LibraryRole, MemberRole
from partners.days import today_in
from partners.domain.notices import notify_all, settle_notices
from partners.models import Access, Member, User

_REVIEWING = (LibraryRole.COORDINATOR, LibraryRole.MANAGER)


def tell_reviewers(report: Report, *, by: User, now: datetime) -> int:
    """Tell the library's coordinators and the backbone's people of a report that waits for them."""
    reviewers = _reviewers(report, on=today_in(report.library.time_zone, now=now))
    return notify_all(reviewers, library=report.library, kind=REPORT_HANDED_IN, about=report, now=now, by=by)


def tell_givers(lines: Iterable[Observation], *, report: Report, by: User, now: datetime) -> int:
    """Tell whoever gave these figures what was decided; what waits no longer is read for all reviewers."""
    decided = list(lines)
    is_returned = any(line.state == ObservationState.RETURNED for line in decided)
    givers = User.objects.filter(pk__in={line.given_by_id for line in decided})
    if not Observation.objects.filter(report=report, state=ObservationState.SUBMITTED).exists():
        settle_notices(report.library, kind=REPORT_HANDED_IN, about=report, now=now)
    kind = REPORT_RETURNED if is_returned else REPORT_APPROVED
    return notify_all(givers, library=report.library, kind=kind, about=report, now=now, by=by)


def tell_of_request(about: Report | Observation, *, kind: str, by: User, now: datetime) -> int:
    """Tell the reviewers that a partner asks for something they decide."""
    report = about if isinstance(about, Report) else about.report
    reviewers = _reviewers(report, on=today_in(report.library.time_zone, now=now))
    return notify_all(reviewers, library=report.library, kind=kind, about=about, now=now, by=by)


def tell_asker(user: User, about: Report | Observation, *, kind: str, by: User, now: datetime) -> int:
    """Tell whoever asked what was decided."""
    return notify_all([user], library=about.library, kind=kind, about=about, now=now, by=by)


def _reviewers(report: Report, *, on: date) -> QuerySet[User]:
    backbones = Member.objects.active(on=on).filter(
        partnership_id=report.partnership_id, role=MemberRole.BACKBONE
    )
    held = Access.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on),
        organization__in=backbones.values("organization"),
        starts_on__lte=on,
    )
    staff = Q(library_memberships__library_id=report.library_id, library_memberships__role__in=_REVIEWING)
    return User.objects.filter(staff | Q(people__in=held.values("person"))).distinct()
