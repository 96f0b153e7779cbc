"""The staff's tasks: done, and taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from partners.choices import LibraryRole
from partners.domain.tasks import finish_task, reopen_task, task_words
from partners.models import Task
from partners.views.pages import LibraryPage
from partners.views.undo import say_undoable


class TaskDoneView(LibraryPage, View):
    http_method_names = ["post"]
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        task = self.find_editable(Task)
        finish_task(task, by=request.user, now=timezone.now())
        said = _("Done: %(words)s.") % {"words": task_words(task)}
        say_undoable(request, said, undo_url=self.to("task_reopen", task.pk))
        return redirect(self.to("library_home"))


class TaskReopenView(LibraryPage, View):
    http_method_names = ["post"]
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        task = self.find_editable(Task)
        reopen_task(task, by=request.user)
        messages.success(
            request, _("The task stands on the list again: %(words)s") % {"words": task_words(task)}
        )
        return redirect(self.to("library_home"))
