"""Versions of the agenda, and their signatures."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from measurements.agenda_content import LABELS, compose
from measurements.domain.drafts import lock
from measurements.models import AgendaDraft, AgendaVersion, Goal, Signature
from measurements.signing import is_asked
from partners import audit
from partners.domain.versions import add_row
from partners.models import Member, Organization, User


@transaction.atomic
def publish_agenda(draft: AgendaDraft, *, by: User, version: int, on: date) -> AgendaVersion:
    """Freeze the draft and the open goals as the next version and send it for signature.

    Raises `ValidationError` when something that every agenda needs is missing, or nothing has changed.
    """
    lock(draft.partnership)
    if not AgendaDraft.objects.filter(pk=draft.pk, version=version).exists():
        raise ValidationError(_("The draft was changed meanwhile. Read it again before you send it."))
    goals = Goal.objects.filter(partnership=draft.partnership).open().with_plan()
    content = compose({key: getattr(draft, key) for key in LABELS}, goals)
    _refuse_incomplete(content)
    latest = AgendaVersion.objects.filter(partnership=draft.partnership).first()
    if latest is not None and latest.content == content:
        raise ValidationError(
            _("The draft reads exactly like version %(number)s.") % {"number": latest.number}
        )
    published = AgendaVersion(
        library_id=draft.library_id,
        partnership=draft.partnership,
        number=latest.number + 1 if latest else 1,
        content=content,
        published_on=on,
        published_by=by,
    )
    add_row(published, by=by, action="agenda.published")
    draft.delete()
    return published


@transaction.atomic
def sign_agenda(
    version: AgendaVersion,
    *,
    by: User,
    organization: Organization,
    name: str,
    on: date,
    signed_on: date | None = None,
    is_on_paper: bool = False,
) -> Signature:
    """Put an organization's signature under the latest version; on paper it may be of an earlier day.

    Raises `ValidationError` for an older version, for who is not asked, and for a second signature.
    """
    lock(version.partnership)
    _refuse_old(version)
    spells = Member.objects.filter(partnership=version.partnership, organization=organization)
    if not any(is_asked(member, on=on) for member in spells):
        raise ValidationError(
            _("%(name)s is not asked to sign: only current members are, and funders read along.")
            % {"name": organization.name}
        )
    signed_on = signed_on or on
    if signed_on > on:
        raise ValidationError({"signed_on": _("This day has not come yet.")})
    signature = Signature(
        library_id=version.library_id,
        partnership=version.partnership,
        organization=organization,
        agenda_version=version,
        name=name,
        signed_on=signed_on,
        is_on_paper=is_on_paper,
        recorded_by=by,
    )
    acting_for = None if is_on_paper else organization
    return add_row(signature, by=by, action="agenda.signed", acting_for=acting_for)


@transaction.atomic
def undo_signature(signature: Signature, *, by: User, reason: str) -> None:
    """Take a signature back; the history keeps why. Raises `ValidationError` for an older version."""
    lock(signature.partnership)
    _refuse_old(signature.agenda_version)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    audit.record(
        by=by,
        action="agenda.signature_undone",
        subject=signature,
        changes={
            "name": [signature.name, None],
            "signed_on": [signature.signed_on, None],
            "reason": [None, reason],
        },
    )
    signature.delete()


def _refuse_old(version: AgendaVersion) -> None:
    if AgendaVersion.objects.filter(
        partnership_id=version.partnership_id, number__gt=version.number
    ).exists():
        raise ValidationError(_("There is a newer version of the agenda. This one stays as it is."))


def _refuse_incomplete(content: dict) -> None:
    missing = [str(LABELS[key]) for key in ("problem", "vision") if not content["sections"][key]]
    if missing:
        raise ValidationError(_("Still empty: %(sections)s.") % {"sections": ", ".join(missing)})
    if not content["goals"]:
        raise ValidationError(_("The agenda has no goal yet. Add one first."))
