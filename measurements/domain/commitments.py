"""Promises of organizations, and their own word on them."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from measurements.models import Commitment
from partners.domain.versions import add_row, change_row
from partners.models import Agreement, AgreementParty, Member, Organization, Partnership, User

# What a promise says: a change of one of them by somebody else needs the organization's word again.
TERMS = ("goal", "title", "kind", "quantity", "unit", "basis", "starts_on", "ends_on")
_NOBODYS_WORD: dict[str, Any] = {"confirmed_at": None, "confirmed_by": None}


@transaction.atomic
def add_commitment(
    partnership: Partnership, *, by: User, values: dict[str, Any], is_own: bool, now: datetime
) -> Commitment:
    """Write down a promise; `is_own` when the organization's own people do. Raises `ValidationError`."""
    _check_member(partnership, values)
    _check_party(values.get("agreement"), values["organization"])
    commitment = Commitment(library_id=partnership.library_id, partnership=partnership, **values)
    if is_own:
        commitment.confirmed_at, commitment.confirmed_by = now, by
    return add_row(commitment, by=by, action="commitment.added")


@transaction.atomic
def change_commitment(
    commitment: Commitment,
    *,
    by: User,
    version: int,
    values: dict[str, Any],
    is_own: bool,
    now: datetime,
) -> Commitment:
    """Change a promise. It stays confirmed only if the organization itself changes it.

    Raises `Stale` and `ValidationError`.
    """
    _check_party(values.get("agreement"), commitment.organization)
    before = Commitment.objects.get(pk=commitment.pk)
    if any(getattr(before, name) != values.get(name, getattr(before, name)) for name in TERMS):
        word = {"confirmed_at": now, "confirmed_by": by} if is_own else _NOBODYS_WORD
        values = values | word
    return change_row(commitment, by=by, action="commitment.changed", version=version, values=values)


@transaction.atomic
def confirm_commitment(commitment: Commitment, *, by: User, version: int, now: datetime) -> Commitment:
    """The organization's own people say that the promise holds. Raises `Stale`."""
    word = {"confirmed_at": now, "confirmed_by": by}
    return change_row(commitment, by=by, action="commitment.confirmed", version=version, values=word)


def _check_member(partnership: Partnership, values: dict[str, Any]) -> None:
    spells = Member.objects.filter(partnership=partnership, organization=values["organization"])
    if not spells.exists():
        raise ValidationError({"organization": _("Only members of the partnership promise something.")})


def _check_party(agreement: Agreement | None, organization: Organization) -> None:
    if agreement is None:
        return
    parties = AgreementParty.objects.filter(agreement=agreement, organization=organization)
    if not parties.exists():
        sentence = _("%(name)s is no party of this agreement.") % {"name": organization.name}
        raise ValidationError({"agreement": sentence})
