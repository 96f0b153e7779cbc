"""The papers of an agreement: added, taken away with a way back."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from partners import audit
from partners.domain.files import MOST_FILES, NewFile, add_file, file_change
from partners.models import Agreement, AgreementFile, User


@transaction.atomic
def add_agreement_files(
    agreement: Agreement, *, by: User, now: datetime, files: Sequence[NewFile]
) -> list[AgreementFile]:
    """Add papers to an agreement. Raises `ValidationError` for more than five."""
    if not files:
        return []
    # The agreement is the lock: two people who add at once must not pass the limit together.
    Agreement.objects.select_for_update().get(pk=agreement.pk)
    held = AgreementFile.objects.filter(agreement=agreement).kept().count()
    if held + len(files) > MOST_FILES:
        raise ValidationError({"files": _full()}, code="most")
    action = "agreement.file_added"
    return [
        add_file(
            AgreementFile(agreement=agreement), subject=agreement, by=by, now=now, file=file, action=action
        )
        for file in files
    ]


@transaction.atomic
def remove_agreement_file(file: AgreementFile, *, by: User, now: datetime) -> None:
    """Take a paper away; it can be put back for 30 days."""
    if AgreementFile.objects.filter(pk=file.pk).kept().update(removed_at=now):
        changes = file_change(file, None)
        audit.record(by=by, action="agreement.file_removed", subject=file.agreement, changes=changes)


@transaction.atomic
def restore_agreement_file(file: AgreementFile, *, by: User) -> None:
    """Put a removed paper back. Raises `ValidationError` when five others have come in the meantime."""
    Agreement.objects.select_for_update().get(pk=file.agreement_id)
    others = AgreementFile.objects.filter(agreement=file.agreement_id).kept().exclude(pk=file.pk)
    if others.count() >= MOST_FILES:
        raise ValidationError(_full())
    if AgreementFile.objects.filter(pk=file.pk).exclude(removed_at=None).update(removed_at=None):
        changes = file_change(None, file)
        audit.record(by=by, action="agreement.file_restored", subject=file.agreement, changes=changes)


def _full() -> str:
    return _("An agreement takes at most %(most)s files.") % {"most": MOST_FILES}
