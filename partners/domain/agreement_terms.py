"""What follows an agreement: its renewal, its amendments, and its early end."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from partners.domain.agreements import draft_agreement
from partners.domain.versions import change_row
from partners.models import Agreement, Organization, User
from partners.terms import ONE_DAY

# What the next term takes over as it is.
_SAME = ("summary", "goes_on", "notice_days", "review_months", "owner")


@transaction.atomic
def renew_agreement(
    agreement: Agreement, *, by: User, now: datetime, on: date, ends_on: date | None
) -> Agreement:
    """Start the follow-up term; the old one keeps its dates and its file.

    It begins the day after, or tomorrow where the old one has gone on by itself. A draft until it is signed.
    Raises `ValidationError`.
    """
    current = _lock(agreement)
    starts_on = first_day_after(current, on=on)
    renewal = Agreement(
        library_id=current.library_id,
        partnership=current.partnership,
        name=current.name,
        renews=current,
        starts_on=starts_on,
        ends_on=ends_on,
        **{name: getattr(current, name) for name in _SAME} | {"goes_on": current.goes_on and bool(ends_on)},
    )
    return draft_agreement(renewal, by=by, now=now, parties=_parties(current), action="agreement.renewed")


@transaction.atomic
def amend_agreement(agreement: Agreement, *, by: User, now: datetime, values: dict[str, Any]) -> Agreement:
    """Write down a change that all parties have to sign. Raises `ValidationError`."""
    current = _lock(agreement)
    if not current.is_signed:
        raise ValidationError(_("Nobody is bound by it yet: change the draft instead."))
    amendment = Agreement(
        library_id=current.library_id,
        partnership=current.partnership,
        amends=current,
        owner=current.owner,
        **values,
    )
    return draft_agreement(amendment, by=by, now=now, parties=_parties(current), action="agreement.amended")


@transaction.atomic
def end_agreement(agreement: Agreement, *, by: User, version: int, ended_on: date, reason: str) -> Agreement:
    """End it before its term is over; `ended_on` is its last day. Raises `Stale` and `ValidationError`."""
    if not _lock(agreement).is_signed:
        raise ValidationError(_("Nobody is bound by it yet: remove the draft instead."))
    values = {"ended_on": ended_on, "end_reason": reason}
    return change_row(agreement, by=by, action="agreement.ended", version=version, values=values)


@transaction.atomic
def resume_agreement(agreement: Agreement, *, by: User, version: int) -> Agreement:
    """Take an early end back. Raises `Stale`."""
    values = {"ended_on": None, "end_reason": ""}
    return change_row(agreement, by=by, action="agreement.resumed", version=version, values=values)


def first_day_after(agreement: Agreement, *, on: date) -> date:
    """The first day of the next term of an agreement read with its term.

    Raises `ValidationError` with the reason when it has none.
    """
    if not agreement.is_signed:  # type: ignore[attr-defined]  # annotated
        raise ValidationError(_("Not all parties have signed it yet, so there is nothing to renew."))
    if agreement.ended_on is not None:
        raise ValidationError(_("It was ended early. Write a new agreement instead."))
    if agreement.ends_on is None:
        raise ValidationError(_("It has no end, so there is nothing to renew. Amend it instead."))
    if agreement.is_extended:  # type: ignore[attr-defined]  # annotated
        raise ValidationError(_("An amendment goes on longer than this. Renew the amendment."))
    starts_on = agreement.ends_on + ONE_DAY
    return max(starts_on, on + ONE_DAY) if agreement.goes_on else starts_on


def _lock(agreement: Agreement) -> Any:
    """The agreement as it is now, with its term; held until the transaction ends."""
    Agreement.objects.select_for_update().get(pk=agreement.pk)
    return Agreement.objects.with_term().select_related("partnership", "owner").get(pk=agreement.pk)


def _parties(agreement: Agreement) -> list[Organization]:
    return [party.organization for party in agreement.parties.select_related("organization")]
