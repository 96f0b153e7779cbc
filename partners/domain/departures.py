"""Organizations that leave a partnership: why and when, what they hand back, and a word of thanks."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from partners import audit
from partners.domain.partnerships import change_member
from partners.domain.versions import Stale, add_row, change_row
from partners.mail_texts import find_text
from partners.models import HandBack, Member, Partnership, User
from partners.placeholders import fill

FAREWELL = "farewell"
MOST_THINGS = 50


@transaction.atomic
def end_membership(
    member: Member, *, by: User, version: int, left_on: date, reason: str, things: Sequence[str] = ()
) -> Member:
    """Let a member go after this day, with what it hands back. Raises `Stale` and `ValidationError`."""
    if left_on < member.joined_on:
        raise ValidationError({"left_on": _("A member cannot leave before it joins.")})
    values = {"left_on": left_on, "leaving_reason": reason}
    changed = change_member(member, by=by, version=version, values=values)
    list_hand_backs(changed, by=by, things=things)
    return changed


@transaction.atomic
def keep_member(member: Member, *, by: User, version: int) -> Member:
    """Take back that a member leaves; its list and its letter stay. Raises `Stale` and `ValidationError`."""
    others = Member.objects.filter(partnership=member.partnership_id, organization=member.organization_id)
    if others.exclude(pk=member.pk).filter(joined_on__gt=member.joined_on).exists():
        raise ValidationError(_("The organization has joined again since."))
    values = {"left_on": None, "leaving_reason": ""}
    return change_row(member, by=by, action="member.kept", version=version, values=values)


@transaction.atomic
def list_hand_backs(member: Member, *, by: User, things: Iterable[str]) -> list[HandBack]:
    """Put things on a member's list; what stands there already is not doubled. Raises `ValidationError`."""
    # The member's row keeps two people from putting the same thing there at once.
    Member.objects.select_for_update().get(pk=member.pk)
    known = set(HandBack.objects.filter(member=member).values_list("thing", flat=True))
    new = [thing for thing in dict.fromkeys(things) if thing not in known]
    if len(known) + len(new) > MOST_THINGS:
        raise ValidationError(_("A list holds %(most)d things at most.") % {"most": MOST_THINGS})
    return [add_row(_hand_back(member, thing), by=by, action="hand_back.listed") for thing in new]


@transaction.atomic
def tick_hand_back(row: HandBack, *, by: User, version: int, on: date | None) -> HandBack:
    """Note that a thing came back on this day, or with None that it did not. Raises `Stale`."""
    action = "hand_back.outstanding" if on is None else "hand_back.returned"
    return change_row(row, by=by, action=action, version=version, values={"returned_on": on})


@transaction.atomic
def strike_hand_back(row: HandBack, *, by: User, version: int) -> None:
    """Take a thing off the list. Raises `Stale`."""
    current = HandBack.objects.select_for_update().get(pk=row.pk)
    if current.version != version:
        raise Stale(current)
    audit.record(by=by, action="hand_back.struck", subject=current, changes={"thing": [current.thing, None]})
    current.delete()


@transaction.atomic
def write_thanks(member: Member, *, by: User, version: int, text: str) -> Member:
    """Keep the letter of thanks to a member. Raises `Stale` and `ValidationError`."""
    return change_row(member, by=by, action="member.thanked", version=version, values={"thanks": text})


def draft_thanks(member: Member, *, by: User) -> tuple[str, str]:
    """Subject and text to begin the letter with, in the library's language, with the names in."""
    text = find_text(FAREWELL)
    if text is None:
        raise LookupError(FAREWELL)
    language = member.library.language
    names = {
        "organization": member.organization.name,
        "partnership": member.partnership.name,
        "library": member.library.name,
        "sender": by.get_full_name(),
    }
    return fill(getattr(text.subject, language), names), fill(getattr(text.body, language), names)


@transaction.atomic
def close_partnership(
    partnership: Partnership,
    *,
    by: User,
    version: int,
    ended_on: date,
    reason: str,
    things: Sequence[str] = (),
) -> Partnership:
    """End a partnership and all memberships; all get the same list. Raises `Stale`, `ValidationError`."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    rows = Member.objects.filter(partnership=partnership).select_related("library", "organization")
    open_ones = list(rows.filter(Q(left_on=None) | Q(left_on__gt=ended_on)))
    for member in open_ones:
        if member.joined_on > ended_on:
            words = _("%(name)s joined later than that. Choose a later day.")
            raise ValidationError({"ended_on": words % {"name": member.organization.name}})
    values = {"ended_on": ended_on, "ending_reason": reason}
    changed = change_row(partnership, by=by, action="partnership.closed", version=version, values=values)
    for member in open_ones:
        given = {"left_on": ended_on, "leaving_reason": reason}
        change_row(member, by=by, action="member.left", version=member.version, values=given)
        if not member.organization.is_own:
            list_hand_backs(member, by=by, things=things)
    return changed


@transaction.atomic
def reopen_partnership(partnership: Partnership, *, by: User, version: int) -> Partnership:
    """Take the end back, with the memberships that ended by it. Raises `Stale` and `ValidationError`."""
    if partnership.ended_on is None:
        raise ValidationError(_("The partnership has not ended."))
    ended = Member.objects.filter(
        partnership=partnership, left_on=partnership.ended_on, leaving_reason=partnership.ending_reason
    )
    back = list(ended.select_related("library", "organization"))
    values = {"ended_on": None, "ending_reason": ""}
    changed = change_row(partnership, by=by, action="partnership.reopened", version=version, values=values)
    for member in back:
        keep_member(member, by=by, version=member.version)
    return changed


def _hand_back(member: Member, thing: str) -> HandBack:
    return HandBack(
        library_id=member.library_id,
        partnership_id=member.partnership_id,
        organization_id=member.organization_id,
        member=member,
        thing=thing,
    )
