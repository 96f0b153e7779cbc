"""Agreements go out for signature and come back, one party at a time."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from partners.domain.versions import change_row
from partners.models import Agreement, AgreementParty, Person, User

_UNSIGNED = {"signed_on": None, "signer": None, "signer_name": ""}


@transaction.atomic
def send_agreement(agreement: Agreement, *, by: User, version: int, sent_on: date, today: date) -> Agreement:
    """Write down that it went out; from now on its parties see it. Raises `Stale` and `ValidationError`."""
    if sent_on > today:
        raise ValidationError({"sent_on": _("That day is still to come.")})
    values = {"sent_on": sent_on}
    return change_row(agreement, by=by, action="agreement.sent", version=version, values=values)


@transaction.atomic
def take_back_agreement(agreement: Agreement, *, by: User, version: int) -> Agreement:
    """Make it a draft again. Raises `Stale`, and `ValidationError` once somebody has signed."""
    if AgreementParty.objects.filter(agreement=agreement).exclude(signed_on=None).exists():
        raise ValidationError(_("Somebody has signed it. Take back the signature first."))
    values = {"sent_on": None}
    return change_row(agreement, by=by, action="agreement.taken_back", version=version, values=values)


@transaction.atomic
def sign_agreement(
    party: AgreementParty,
    *,
    by: User,
    version: int,
    signed_on: date,
    signer: Person | None,
    signer_name: str,
    today: date,
) -> AgreementParty:
    """Write down that a party signed, who and when. Raises `Stale` and `ValidationError`."""
    if signed_on > today:
        raise ValidationError({"signed_on": _("That day is still to come.")})
    values = {
        "signed_on": signed_on,
        "signer": signer,
        "signer_name": signer_name or (signer.name if signer else ""),
    }
    agreement = Agreement.objects.select_for_update().get(pk=party.agreement_id)
    signed = change_row(party, by=by, action="agreement.signed", version=version, values=values)
    if agreement.sent_on is None:
        send_agreement(agreement, by=by, version=agreement.version, sent_on=signed_on, today=today)
    return signed


@transaction.atomic
def undo_signature(party: AgreementParty, *, by: User, version: int) -> AgreementParty:
    """Take a signature back that was written down by mistake. Raises `Stale`."""
    return change_row(
        party, by=by, action="agreement.signature_undone", version=version, values=dict(_UNSIGNED)
    )
