"""What somebody of the library has to do, opened by what happened and closed with one button."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.access import ScopedQuerySet
from partners.choices import TaskKind
from partners.constraints import SameLibrary
from partners.models.base import TenantModel
from partners.models.organizations import Organization
from partners.models.partnerships import Partnership
from partners.models.people import Person


class TaskQuerySet(ScopedQuerySet):
    def open(self) -> "TaskQuerySet":
        return self.filter(done_at=None)


class Task(TenantModel):
    """One thing to do; without an owner it is the managers'. One cause opens it once."""

    owner = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=40, choices=TaskKind.choices)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    # Fills the sentence of its kind, in whichever language it is read.
    data = models.JSONField(default=dict, blank=True)
    cause = models.CharField(max_length=200, editable=False)
    due_on = models.DateField(_("due"))
    opened_at = models.DateTimeField(_("since"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["library", "due_on", "id"], condition=models.Q(done_at=None), name="task_open"
            )
        ]
        constraints = [
            SameLibrary(field="organization", name="task_organization_library"),
            SameLibrary(field="person", also=("organization",), name="task_person_library"),
            SameLibrary(field="partnership", name="task_partnership_library"),
            models.UniqueConstraint(
                fields=["library", "cause"],
                name="task_cause_once",
                violation_error_message=_("This task is open already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on}"
