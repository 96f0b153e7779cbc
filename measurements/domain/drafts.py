"""The draft of the agenda. What was sent for signature never changes: a draft of the next version opens."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from measurements.agenda_content import LABELS, compose
from measurements.models import AgendaDraft, AgendaVersion, Goal
from partners import audit
from partners.domain.versions import add_row, change_row
from partners.models import Partnership, User


@transaction.atomic
def start_agenda(partnership: Partnership, *, by: User, values: dict[str, str]) -> AgendaDraft:
    """Begin the first draft. Raises `ValidationError` when there is a draft or a version already."""
    lock(partnership)
    if AgendaVersion.objects.filter(partnership=partnership).exists():
        raise ValidationError(_("This partnership has an agenda already. Change that one."))
    _refuse_second(partnership)
    return _add(partnership, by=by, values=values)


@transaction.atomic
def open_draft(partnership: Partnership, *, by: User) -> AgendaDraft:
    """Copy the latest version into a draft of the next. Raises `ValidationError` when one is open."""
    lock(partnership)
    _refuse_second(partnership)
    return _copy_latest(partnership, by=by)


@transaction.atomic
def keep_draft_open(partnership: Partnership, *, by: User) -> None:
    """What is about to change belongs to the next version: open its draft unless it is open.

    Before the first version there is nothing to protect.
    """
    lock(partnership)
    is_open = AgendaDraft.objects.filter(partnership=partnership).exists()
    if not is_open and AgendaVersion.objects.filter(partnership=partnership).exists():
        _copy_latest(partnership, by=by)


@transaction.atomic
def change_draft(draft: AgendaDraft, *, by: User, version: int, values: dict[str, str]) -> AgendaDraft:
    """Reword sections of the draft. Raises `Stale` and `ValidationError`."""
    return change_row(draft, by=by, action="agenda.changed", version=version, values=values)


@transaction.atomic
def discard_draft(draft: AgendaDraft, *, by: User) -> None:
    """Drop the draft; the version before it stands. Its words stay in the history.

    Raises `ValidationError` while goals differ from that version: they would have changed silently.
    """
    lock(draft.partnership)
    latest = AgendaVersion.objects.filter(partnership=draft.partnership).first()
    goals = Goal.objects.filter(partnership=draft.partnership).open().with_plan()
    if latest is not None and compose({}, goals)["goals"] != latest.content["goals"]:
        raise ValidationError(
            _(
                "The goals have changed since version %(number)s. "
                "Change them back, or send the draft for signature."
            )
            % {"number": latest.number}
        )
    words = {key: [getattr(draft, key), ""] for key in LABELS if getattr(draft, key)}
    audit.record(by=by, action="agenda.discarded", subject=draft, changes=words)
    draft.delete()


def lock(partnership: Partnership) -> None:
    """Keep other writers of this agenda waiting until the transaction ends."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)


def _refuse_second(partnership: Partnership) -> None:
    if AgendaDraft.objects.filter(partnership=partnership).exists():
        raise ValidationError(_("A draft of the next version is open already."))


def _copy_latest(partnership: Partnership, *, by: User) -> AgendaDraft:
    latest = AgendaVersion.objects.filter(partnership=partnership).first()
    return _add(partnership, by=by, values=dict(latest.content["sections"]) if latest else {})


def _add(partnership: Partnership, *, by: User, values: dict[str, Any]) -> AgendaDraft:
    draft = AgendaDraft(library_id=partnership.library_id, partnership=partnership, **values)
    return add_row(draft, by=by, action="agenda.started")
