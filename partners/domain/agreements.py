"""Agreements: written down, changed, looked at again, and taken away while nobody has signed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from partners import audit
from partners.domain.agreement_files import add_agreement_files
from partners.domain.files import NewFile
from partners.domain.versions import add_row, change_row
from partners.models import Agreement, AgreementParty, AgreementPoint, Organization, Partnership, User

FEWEST_PARTIES = 2


@transaction.atomic
def add_agreement(
    partnership: Partnership,
    *,
    by: User,
    now: datetime,
    values: dict[str, Any],
    parties: Sequence[Organization],
    files: Sequence[NewFile] = (),
) -> Agreement:
    """Write down an agreement as a draft. Raises `ValidationError`, also for fewer than two parties."""
    agreement = Agreement(library_id=partnership.library_id, partnership=partnership, **values)
    return draft_agreement(agreement, by=by, now=now, parties=parties, files=files, action="agreement.added")


@transaction.atomic
def change_agreement(
    agreement: Agreement,
    *,
    by: User,
    version: int,
    now: datetime,
    values: dict[str, Any],
    parties: Sequence[Organization],
    files: Sequence[NewFile] = (),
) -> Agreement:
    """Correct what was written down, and who its parties are. Raises `Stale` and `ValidationError`.

    What changes for those who signed is an amendment, not a correction.
    """
    _refuse_few(parties)
    changed = change_row(agreement, by=by, action="agreement.changed", version=version, values=values)
    add_agreement_files(changed, by=by, now=now, files=files)
    before = _names(changed)
    if not _set_parties(changed, parties):
        return changed
    changes = {"parties": [before, _names(changed)]}
    audit.record(by=by, action="agreement.parties_changed", subject=changed, changes=changes)
    return _as_moved_on(changed, version)


@transaction.atomic
def review_agreement(
    agreement: Agreement, *, by: User, version: int, reviewed_on: date, note: str, today: date
) -> Agreement:
    """Write down that both sides looked at it again. Raises `Stale` and `ValidationError`."""
    if reviewed_on > today:
        raise ValidationError({"reviewed_on": _("That day is still to come.")})
    values = {"reviewed_on": reviewed_on, "review_note": note}
    return change_row(agreement, by=by, action="agreement.reviewed", version=version, values=values)


@transaction.atomic
def check_agreement(agreement: Agreement, *, by: User, version: int, states: Mapping[str, str]) -> Agreement:
    """Say of each topic of the checklist how far it is in place; one with an empty state is open again.

    Raises `Stale`.
    """
    current = change_row(agreement, by=by, action="agreement.checked", version=version, values={})
    before = dict(AgreementPoint.objects.filter(agreement=current).values_list("topic", "state"))
    wanted = {topic: state for topic, state in states.items() if state}
    if before == wanted:
        return current
    AgreementPoint.objects.filter(agreement=current).delete()
    for topic, state in wanted.items():
        point = AgreementPoint(library_id=current.library_id, agreement=current, topic=topic, state=state)
        point.full_clean()
        point.save(force_insert=True)
    changes = {"points": [_points(before, but=wanted), _points(wanted, but=before)]}
    audit.record(by=by, action="agreement.checked", subject=current, changes=changes)
    return _as_moved_on(current, version)


@transaction.atomic
def remove_agreement(agreement: Agreement, *, by: User, version: int, now: datetime) -> Agreement:
    """Take away what nobody has signed; it can be put back. Raises `Stale` and `ValidationError`."""
    if AgreementParty.objects.filter(agreement=agreement).exclude(signed_on=None).exists():
        raise ValidationError(_("Somebody has signed it. End it early, or take back the signature first."))
    values = {"archived_at": agreement.archived_at or now}
    return change_row(agreement, by=by, action="agreement.removed", version=version, values=values)


@transaction.atomic
def restore_agreement(agreement: Agreement, *, by: User) -> Agreement:
    """Put it back. Raises `ValidationError` when another renewal has taken its place."""
    values = {"archived_at": None}
    return change_row(agreement, by=by, action="agreement.restored", version=agreement.version, values=values)


def draft_agreement(
    agreement: Agreement,
    *,
    by: User,
    now: datetime,
    parties: Sequence[Organization],
    action: str,
    files: Sequence[NewFile] = (),
) -> Agreement:
    """Store a new one with its parties, nobody of whom has signed. Must run inside a transaction."""
    _refuse_few(parties)
    add_row(agreement, by=by, action=action)
    _set_parties(agreement, parties)
    add_agreement_files(agreement, by=by, now=now, files=files)
    return agreement


def _refuse_few(parties: Iterable[Organization]) -> None:
    if len({organization.pk for organization in parties}) < FEWEST_PARTIES:
        raise ValidationError({"parties": _("An agreement has two parties or more.")})


def _set_parties(agreement: Agreement, parties: Sequence[Organization]) -> bool:
    """Make the parties these; say whether they differ from those before."""
    held = {row.organization_id: row for row in AgreementParty.objects.filter(agreement=agreement)}
    wanted = {organization.pk: organization for organization in parties}
    gone = [row for pk, row in held.items() if pk not in wanted]
    if any(row.signed_on for row in gone):
        raise ValidationError({"parties": _("Who has signed stays a party. Take back the signature first.")})
    AgreementParty.objects.filter(pk__in=[row.pk for row in gone]).delete()
    new = [organization for pk, organization in wanted.items() if pk not in held]
    for organization in new:
        party = AgreementParty(
            library_id=agreement.library_id, agreement=agreement, organization=organization
        )
        party.full_clean()
        party.save(force_insert=True)
    return bool(gone or new)


def _names(agreement: Agreement) -> list[str]:
    names = AgreementParty.objects.filter(agreement=agreement).order_by("organization__name_key")
    return list(names.values_list("organization__name", flat=True))


def _points(states: Mapping[str, str], *, but: Mapping[str, str]) -> list[str]:
    """What the history says of the points that are different on the other side."""
    return [f"{topic}: {state}" for topic, state in sorted(states.items()) if but.get(topic) != state]


def _as_moved_on(agreement: Agreement, version: int) -> Agreement:
    """Parties and points are what forms show: whoever holds the older page must be told."""
    if agreement.version == version:
        Agreement.objects.filter(pk=agreement.pk).update(version=version + 1)
        agreement.version = version + 1
    return agreement
