"""Records that an organization confirms itself: which are asked for, and what it answers."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.access import Scope
from partners.choices import TaskKind
from partners.days import today_in
from partners.domain.notices import notify
from partners.domain.tasks import open_task
from partners.domain.versions import change_row
from partners.models import Member, Organization, Person, User
from partners.notices import RECORD_CHANGED, RECORD_CONFIRMED


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """What is said about one person: values that may be new, and whether they are still there."""

    person: Person
    version: int
    values: dict[str, Any]
    is_gone: bool = False


def asked_to_confirm(organizations: QuerySet[Organization]) -> QuerySet[Organization]:
    """Partners among them, with `joined_on`: the library's own record and what is archived are left out."""
    spells = Member.objects.filter(organization=OuterRef("pk"))
    first = spells.order_by("joined_on").values("joined_on")
    return (
        organizations.filter(archived_at=None, is_own=False)
        .filter(Exists(spells.filter(left_on=None)))
        .annotate(joined_on=Subquery(first[:1]))
        .select_related("library")
    )


def confirmable_by(scope: Scope, *roles: str) -> QuerySet[Organization]:
    """Those for which this person may answer, in whatever library."""
    return asked_to_confirm(Organization.objects.filter(pk__in=scope.organizations_as(*roles)))


def base_day(organization: Any) -> date:
    """From when a year is counted, for one of `asked_to_confirm`: the last time, else the day it joined."""
    if organization.confirmed_at is None:
        return organization.joined_on
    return today_in(organization.library.time_zone, now=organization.confirmed_at)


def based_between(ranges: Iterable[tuple[datetime, datetime]], *, libraries: Collection[int]) -> Q:
    """Rows of `asked_to_confirm` whose year is counted from one of these times, a day more or less."""
    confirmed, joined = Q(pk__in=[]), Q(pk__in=[])
    for start, end in ranges:
        confirmed |= Q(confirmed_at__range=(start, end))
        joined |= Q(first_on__range=(start.date(), end.date()))
    # Grouped once for all: asking each row for its first day, thirty times, takes minutes for many libraries.
    first = Member.objects.filter(library__in=libraries).values("organization")
    first = first.annotate(first_on=Min("joined_on")).filter(joined)
    return confirmed | Q(confirmed_at=None, pk__in=first.values("organization"))


@transaction.atomic
def confirm_record(
    organization: Organization,
    *,
    by: User,
    version: int,
    now: datetime,
    values: dict[str, Any] | None = None,
    people: Sequence[PersonAnswer] = (),
    words: str = "",
) -> Organization:
    """Somebody of the organization says that its record is right, or puts it right.

    Who is gone and what stands in `words` becomes a task of the staff, who see to people's access.
    Raises `Stale` and `ValidationError`.
    """
    changed = change_row(
        organization,
        by=by,
        action="organization.changed",
        version=version,
        values=values or {},
        acting_for=organization,
    )
    are_new = [changed.version != version, *(_change_person(answer, by=by) for answer in people)]
    _mark(changed, by=by, now=now)
    wishes = [str(_gone(answer.person)) for answer in people if answer.is_gone] + [words] * bool(words)
    if wishes:
        _ask_staff(changed, by=by, words=" ".join(wishes), now=now)
    kind = RECORD_CHANGED if any(are_new) or wishes else RECORD_CONFIRMED
    notify(changed.owner, library=changed.library, kind=kind, about=changed, now=now, by=by)
    return changed


def _change_person(answer: PersonAnswer, *, by: User) -> bool:
    changed = change_row(
        answer.person,
        by=by,
        action="person.changed",
        version=answer.version,
        values=answer.values,
        acting_for=answer.person.organization,
    )
    return changed.version != answer.version


def _mark(organization: Organization, *, by: User, now: datetime) -> None:
    organization.confirmed_at, organization.confirmed_by = now, by
    Organization.objects.filter(pk=organization.pk).update(confirmed_at=now, confirmed_by=by)
    audit.record(by=by, action="organization.confirmed", subject=organization, acting_for=organization)


def _gone(person: Person) -> str:
    return _("%(name)s is no longer there.") % {"name": person.name}


def _ask_staff(organization: Organization, *, by: User, words: str, now: datetime) -> None:
    owner = organization.owner
    open_task(
        organization.library,
        kind=TaskKind.RECORD,
        # Each answer is a task of its own: what was said before may still be open.
        cause=f"record:{organization.pk}:{now:%Y%m%d%H%M%S}",
        due_on=today_in(organization.library.time_zone, now=now),
        now=now,
        owner=owner if owner is not None and owner.is_active else None,
        organization=organization,
        person=Person.objects.filter(organization=organization, user=by).first(),
        data={"title": words},
    )
