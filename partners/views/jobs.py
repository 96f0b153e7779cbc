"""Long work of one's own: how far it is, and what came of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from partners.choices import LibraryRole
from partners.domain.jobs import may_take, note_taken
from partners.exporting import registry
from partners.models import Job, JobPart
from partners.views.exports import file_headers
from partners.views.newest import page_by_moment
from partners.views.pages import LibraryPage


class JobPage(LibraryPage):
    staff_role = None

    @cached_property
    def job(self) -> Job:
        job = self.find(self.visible(Job).select_related("asked_by"), pk=self.kwargs["pk"])
        job.library = self.library
        return job

    @property
    def is_mine(self) -> bool:
        return self.job.asked_by_id == self.request.user.pk


class JobsView(LibraryPage, TemplateView):
    """My exports and imports; a manager sees everybody's, without what is in them."""

    template_name = "partners/jobs/list.html"
    staff_role = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.visible(Job).select_related("asked_by")
        is_manager = self.scope.is_staff_of(self.library.pk, LibraryRole.MANAGER)
        return super().get_context_data(
            **kwargs,
            page=page_by_moment(rows, self.request.GET, field="asked_at"),
            is_manager=is_manager,
            lists=[
                {"label": table.label, "url": self.to("export", table.noun)}
                for table in registry
                if not table.needs and table.is_for(self.scope, self.library)
            ],
            can_edit=self.can_edit,
        )


class JobView(JobPage, TemplateView):
    """How far one job is; while it runs the page looks again by itself, and can be left."""

    template_name = "partners/jobs/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_have = self.is_mine and bool(self.job.file_name) and may_take(self.job, scope=self.scope)
        return super().get_context_data(
            **kwargs,
            job=self.job,
            may_have=may_have,
            is_mine=self.is_mine,
            crumbs=[
                {"label": _("My exports and imports"), "url": self.to("jobs")},
                {"label": self.job.title},
            ],
        )


class JobFileView(JobPage, View):
    """The file, for whoever asked for it and still may see what is in it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | StreamingHttpResponse:
        if not self.is_mine:
            raise PermissionDenied(
                _("Only whoever asked for a file can take it: it holds what they may see.")
            )
        if not may_take(self.job, scope=self.scope):
            raise PermissionDenied(_("Your rights in this library no longer reach this far."))
        if not self.job.file_name:
            raise Http404
        note_taken(self.job, by=request.user)
        parts = self.visible_parts()
        headers = file_headers(self.job.file_name, self.job.content_type)
        headers["Content-Length"] = str(self.job.byte_count)
        return StreamingHttpResponse(parts, headers=headers)

    def visible_parts(self) -> Any:
        rows = JobPart.objects.visible_to(self.scope, library=self.library).filter(job=self.job)
        return (bytes(part) for part in rows.values_list("content", flat=True).iterator(chunk_size=1))
