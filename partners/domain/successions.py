"""Handing over when somebody leaves: access changes hands on a day, and open things move."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from partners import audit
from partners.choices import AccessRole, TaskKind
from partners.days import today_in
from partners.domain.invitations import invite_person, withdraw_invitation
from partners.domain.people import add_person
from partners.domain.tasks import open_task
from partners.domain.versions import add_row, change_row
from partners.handing_over import registry
from partners.models import Access, Invitation, Person, Succession, User

ONE_DAY = timedelta(days=1)
# The earliest place on earth is this far ahead of UTC; each library's own day is looked at afterwards.
_FURTHEST_AHEAD = timedelta(hours=14)
# The strongest first: it is the one that the invitation names.
_ORDER = (AccessRole.APPROVER, AccessRole.REPORTER, AccessRole.BACKUP, AccessRole.CONTACT)
# What staff show somebody new.
STEPS = ("agenda", "agreement", "login", "dates")


@transaction.atomic
def name_successor(
    person: Person,
    *,
    by: User,
    now: datetime,
    starts_on: date,
    successor: Person | None = None,
    values: dict[str, Any] | None = None,
) -> Succession:
    """Give a person's access to another from a day on, and invite them. Raises `ValidationError`.

    The person's own access ends the day before. Without `successor`, `values` say who is noted anew.
    """
    # The person's row keeps two people from naming two successors at once.
    person = (
        Person.objects.select_for_update(of=("self",))
        .select_related("library", "organization")
        .get(pk=person.pk)
    )
    held = _check(person, starts_on, now=now)
    if successor is None:
        successor = add_person(person.organization, by=by, values=values or {})
    if successor.organization_id != person.organization_id or successor.pk == person.pk:
        raise ValidationError({"email": _("Choose somebody else at the same organization.")})
    row = Succession(
        library=person.library,
        organization=person.organization,
        person=person,
        successor=successor,
        starts_on=starts_on,
        named_at=now,
        named_by=by,
    )
    add_row(row, by=by, action="succession.named")
    for access in held:
        _grant(successor, access.role, on=starts_on, by=by)
        values = {"ends_on": max(starts_on - ONE_DAY, access.starts_on)}
        change_row(access, by=by, action="access.ended", version=access.version, values=values)
    if successor.user_id is None:
        role = min((access.role for access in held), key=_ORDER.index)
        invite_person(successor, by=by, role=role, now=now)
    return row


@transaction.atomic
def withdraw_succession(row: Succession, *, by: User, now: datetime) -> None:
    """Take it back while the day has not come: the access stays where it was. Raises `ValidationError`."""
    row = (
        Succession.objects.select_for_update(of=("self",))
        .select_related("person", "successor")
        .get(pk=row.pk)
    )
    if row.done_at is not None:
        raise ValidationError(_("The day has come; this can no longer be taken back."))
    last = row.starts_on - ONE_DAY
    for access in Access.objects.filter(person=row.person, ends_on=last):
        change_row(access, by=by, action="access.renewed", version=access.version, values={"ends_on": None})
    for access in Access.objects.filter(person=row.successor, starts_on=row.starts_on):
        audit.record(by=by, action="access.withdrawn", subject=access)
        access.delete()
    for invitation in Invitation.objects.filter(
        person=row.successor, token__used_at=None, token__revoked_at=None
    ):
        withdraw_invitation(invitation, by=by, now=now)
    audit.record(by=by, action="succession.withdrawn", subject=row)
    row.delete()


def hand_over_due(*, now: datetime) -> int:
    """Move what is open wherever the day has come, however late this runs; return how many changed hands."""
    rows = Succession.objects.waiting().filter(starts_on__lte=(now + _FURTHEST_AHEAD).date())
    return sum(
        _hand_over(pk, now=now) for pk in rows.order_by("starts_on", "pk").values_list("pk", flat=True)
    )


@transaction.atomic
def _hand_over(pk: int, *, now: datetime) -> bool:
    row = Succession.objects.select_for_update(of=("self",)).filter(pk=pk, done_at=None).first()
    if row is None or row.starts_on > today_in(row.library.time_zone, now=now):
        return False
    counts = registry.hand_over(row.person, row.successor)
    changes = {"records": [None, sum(counts.values())]}
    Succession.objects.filter(pk=pk).update(done_at=now)
    audit.record(by=None, action="succession.done", subject=row, changes=changes)
    person = row.person
    if person.left_on is None and person.erased_at is None:
        values = {"left_on": row.starts_on - ONE_DAY}
        change_row(person, by=None, action="person.left", version=person.version, values=values)
    owner = row.organization.owner
    open_task(
        row.library,
        kind=TaskKind.RE_ONBOARD,
        cause=f"re_onboard:{row.pk}",
        due_on=row.starts_on,
        now=now,
        owner=owner if owner is not None and owner.is_active else None,
        organization=row.organization,
        person=row.successor,
        data={"succession": row.pk},
    )
    return True


@transaction.atomic
def note_shown(row: Succession, *, by: User, version: int, steps: list[str]) -> Succession:
    """Keep what the successor was shown. Raises `Stale`."""
    shown = [step for step in STEPS if step in steps]
    return change_row(row, by=by, action="succession.shown", version=version, values={"shown": shown})


def _check(person: Person, starts_on: date, *, now: datetime) -> list[Access]:
    today = today_in(person.library.time_zone, now=now)
    if person.organization.is_own:
        raise ValidationError(_("Staff of the library are changed on the page Staff."))
    if person.left_on is not None:
        raise ValidationError(_("%(name)s has left the organization.") % {"name": person.name})
    if starts_on <= today:
        raise ValidationError({"starts_on": _("Choose a day from tomorrow on.")})
    if Succession.objects.waiting().filter(person=person).exists():
        raise ValidationError(_("A successor is named already."))
    lasting = Q(ends_on=None) | Q(ends_on__gte=starts_on)
    held = list(Access.objects.filter(lasting, person=person, starts_on__lte=today).order_by("pk"))
    if not held:
        raise ValidationError(_("%(name)s has no access that could go to somebody.") % {"name": person.name})
    return held


def _grant(successor: Person, role: str, *, on: date, by: User) -> None:
    if Access.objects.filter(person=successor, role=role).filter(Q(ends_on=None) | Q(starts_on=on)).exists():
        return
    access = Access(
        library_id=successor.library_id,
        organization_id=successor.organization_id,
        person=successor,
        role=role,
        starts_on=on,
    )
    add_row(access, by=by, action="access.granted")
