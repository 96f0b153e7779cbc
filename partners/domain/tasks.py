"""Tasks of the staff: opened once for each cause, done with one button, and taken back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.choices import TaskKind
from partners.domain.versions import add_row
from partners.models import Library, Organization, Partnership, Person, Task, User

WORDS = {
    TaskKind.CALL: _("Call %(person)s at %(organization)s about “%(title)s”"),
    TaskKind.NOT_ME: _(
        "%(person)s at %(organization)s says the reminders are not for them. Ask: “%(title)s”"
    ),
    TaskKind.PAUSE: _("%(person)s at %(organization)s asks for a pause of the reminders: “%(title)s”"),
    TaskKind.BOUNCE: _("Find an address of %(person)s at %(organization)s to which mail does not bounce"),
    TaskKind.RECORD: _("Correct the record of %(organization)s. %(person)s says: “%(title)s”"),
    TaskKind.ATTENDANCE: _(
        "Settle whether %(person)s of %(organization)s was at “%(title)s”. They say: “%(words)s”"
    ),
    TaskKind.NOBODY: _("Find somebody at %(organization)s who can be reminded of “%(title)s”"),
}


@transaction.atomic
def open_task(
    library: Library,
    *,
    kind: TaskKind,
    cause: str,
    due_on: date,
    now: datetime,
    owner: User | None = None,
    organization: Organization | None = None,
    person: Person | None = None,
    partnership: Partnership | None = None,
    data: dict[str, Any] | None = None,
) -> Task:
    """Open the task of a cause; one that was done opens again, one that is open stays as it is."""
    Library.objects.select_for_update().get(pk=library.pk)
    task = Task.objects.filter(library=library, cause=cause).first()
    if task is None:
        task = Task(
            library=library,
            kind=kind,
            cause=cause,
            due_on=due_on,
            opened_at=now,
            owner=owner,
            organization=organization,
            person=person,
            partnership=partnership,
            data=data or {},
        )
        return add_row(task, by=None, action="task.opened")
    if task.done_at is not None:
        _set_done(task, at=None, by=None)
        Task.objects.filter(pk=task.pk).update(
            due_on=due_on, owner=owner, person=person, data=data or task.data
        )
        audit.record(by=None, action="task.reopened", subject=task)
    return task


@transaction.atomic
def finish_task(task: Task, *, by: User, now: datetime) -> Task:
    """Mark a task as done; doing it twice changes nothing."""
    return _mark(task, at=now, by=by, actor=by, action="task.finished")


@transaction.atomic
def reopen_task(task: Task, *, by: User) -> Task:
    """Take back that a task is done."""
    return _mark(task, at=None, by=None, actor=by, action="task.reopened")


def task_words(task: Task) -> str:
    """What to do, in the active language."""
    names = {
        "person": task.person.name if task.person else _("somebody"),
        "organization": task.organization.name if task.organization else "",
        "title": task.data.get("title", ""),
        "words": task.data.get("words", ""),
    }
    return str(WORDS[TaskKind(task.kind)]) % names


def _mark(task: Task, *, at: datetime | None, by: User | None, actor: User, action: str) -> Task:
    current = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if (current.done_at is None) != (at is None):
        _set_done(current, at=at, by=by)
        audit.record(by=actor, action=action, subject=current)
    return current


def _set_done(task: Task, *, at: datetime | None, by: User | None) -> None:
    task.done_at, task.done_by = at, by
    Task.objects.filter(pk=task.pk).update(done_at=at, done_by=by)
