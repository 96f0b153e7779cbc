"""Members that rest for a while: nothing is asked of them, and nothing piles up."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partners import audit
from partners.domain.versions import Stale, add_row, change_row
from partners.models import Member, MemberPause, Partnership, User
from partners.spells import overlap, stored


@transaction.atomic
def pause_member(
    member: Member, *, by: User, starts_on: date, ends_on: date | None, reason: str
) -> MemberPause:
    """Let a member rest from this day to that, both included. Raises `ValidationError`."""
    current = _lock(member)
    _check(current, starts_on, ends_on)
    pause = MemberPause(
        library_id=member.library_id,
        partnership_id=member.partnership_id,
        organization_id=member.organization_id,
        member=current,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
    )
    add_row(pause, by=by, action="member.paused")
    keep_paused_days(current)
    return pause


@transaction.atomic
def change_pause(pause: MemberPause, *, by: User, version: int, values: dict[str, Any]) -> MemberPause:
    """Change its days or reason. Raises `Stale` and `ValidationError`."""
    member = _lock(pause.member)
    _check(member, values["starts_on"], values["ends_on"], besides=pause)
    changed = change_row(pause, by=by, action="pause.changed", version=version, values=values)
    keep_paused_days(member)
    return changed


@transaction.atomic
def end_pause(pause: MemberPause, *, by: User, on: date) -> MemberPause:
    """The member is back on this day: the pause ends the day before. Raises `Stale` and `ValidationError`."""
    member = _lock(pause.member)
    last = on - timedelta(days=1)
    if pause.ends_on is not None and pause.ends_on <= last:
        return pause
    if last < pause.starts_on:
        raise ValidationError(_("It has hardly begun. Take the pause back instead."))
    values = {"ends_on": last}
    changed = change_row(pause, by=by, action="pause.ended", version=pause.version, values=values)
    keep_paused_days(member)
    return changed


@transaction.atomic
def take_back_pause(pause: MemberPause, *, by: User, version: int) -> None:
    """As if there had been none: what was not asked is asked again. Raises `Stale`."""
    member = _lock(pause.member)
    current = MemberPause.objects.select_for_update().get(pk=pause.pk)
    if current.version != version:
        raise Stale(current)
    days = {name: [getattr(current, name), None] for name in ("starts_on", "ends_on", "reason")}
    audit.record(by=by, action="pause.taken_back", subject=current, changes=days)
    current.delete()
    keep_paused_days(member)


def keep_paused_days(member: Member) -> None:
    """Write the days of the pauses beside the days of the membership, where all who read it find them."""
    rows = MemberPause.objects.filter(member=member).values_list("starts_on", "ends_on")
    member.paused_days = stored(rows)
    Member.objects.filter(pk=member.pk).update(paused_days=member.paused_days)


def _lock(member: Member) -> Member:
    # The partnership's row keeps two people from making pauses that overlap, on either database.
    Partnership.objects.select_for_update().get(pk=member.partnership_id)
    return Member.objects.select_related("library", "partnership", "organization").get(pk=member.pk)


def _check(
    member: Member, starts_on: date, ends_on: date | None, *, besides: MemberPause | None = None
) -> None:
    if starts_on < member.joined_on:
        words = _("The organization joined on %(day)s. Begin the pause on that day or later.")
        raise ValidationError({"starts_on": words % {"day": date_format(member.joined_on)}})
    if member.left_on is not None and starts_on > member.left_on:
        words = _("The organization left on %(day)s. There is nothing to pause after that.")
        raise ValidationError({"starts_on": words % {"day": date_format(member.left_on)}})
    for other in MemberPause.objects.filter(member=member):
        if other != besides and overlap((starts_on, ends_on), (other.starts_on, other.ends_on)):
            words = _("There is a pause from %(first)s to %(last)s already. Change that one instead.")
            last = date_format(other.ends_on) if other.ends_on else _("an open end")
            days = {"first": date_format(other.starts_on), "last": last}
            raise ValidationError({"starts_on": words % days})
