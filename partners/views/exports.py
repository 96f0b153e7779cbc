"""Lists as files to take away."""

from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partners.choices import LibraryRole
from partners.domain.jobs import ask_job
from partners.exchange.writers import CSV, FORMATS, Format
from partners.exporting import Ask, ExportTable, registry
from partners.tables.reading import count_rows, headings, read_cells
from partners.tables.work import file_name
from partners.views.pages import LibraryPage

# Longer lists are written by a worker.
MOST_AT_ONCE = 5_000


class ExportView(LibraryPage, TemplateView):
    """One list as it is filtered, with what the asker may see; a long one is asked for with a button."""

    template_name = "partners/jobs/long_list.html"

    @property
    def staff_role(self) -> str | None:
        return self.table.staff_role

    @cached_property
    def table(self) -> ExportTable:
        table = registry.find(self.kwargs["noun"])
        if table is None:
            raise Http404
        return table

    @cached_property
    def ask(self) -> Ask:
        return Ask(self.scope, self.library, self.today, self.table.asked(self.request.GET.dict()))

    @property
    def format(self) -> Format:
        return FORMATS.get(self.request.GET.get("format", ""), CSV)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if count_rows(self.table, self.ask, most=MOST_AT_ONCE) > MOST_AT_ONCE:
            return super().get(request, *args, **kwargs)
        out = BytesIO()
        self.format.write(out, headings(self.table, self.ask), read_cells(self.table, self.ask))
        name = file_name(self.table, self.library, today=self.today, suffix=self.format.suffix)
        return HttpResponse(out.getvalue(), headers=file_headers(name, self.format.content_type))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        given = {
            "noun": self.table.noun,
            "format": self.format.suffix,
            "filters": dict(self.ask.given),
        }
        title = f"{self.table.label} ({self.format.suffix.upper()})"
        return ask_and_go(self, kind="export", title=title, given=given)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = urlencode(dict(self.ask.given) | {"format": self.format.suffix})
        return super().get_context_data(**kwargs, table=self.table, most=MOST_AT_ONCE, action=f"?{query}")


@method_decorator(reauthentication_required, name="get")
@method_decorator(reauthentication_required, name="post")
class ArchiveView(LibraryPage, TemplateView):
    """All data of the library, for a manager who has just said again who they are."""

    template_name = "partners/jobs/archive.html"
    staff_role = LibraryRole.MANAGER

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return ask_and_go(self, kind="archive", title=_("Everything of the library"), given={})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [
            {"label": _("Exports and imports"), "url": self.to("jobs")},
            {"label": _("Everything of the library")},
        ]
        return super().get_context_data(**kwargs, crumbs=crumbs)


def ask_and_go(page: LibraryPage, *, kind: str, title: str, given: dict[str, Any]) -> HttpResponse:
    """Ask for long work and lead to its page; to the list of it when too much is under way."""
    by = page.request.user
    try:
        job = ask_job(page.library, by=by, now=timezone.now(), kind=kind, title=title, given=given)
    except ValidationError as refusal:
        messages.error(page.request, " ".join(refusal.messages))
        return redirect(page.to("jobs"))
    return redirect(page.to("job", job.pk))


def file_headers(name: str, content_type: str) -> dict[str, str]:
    """What a browser is told about a file that is the asker's alone."""
    return {
        "Content-Type": content_type,
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store, private",
        "X-Content-Type-Options": "nosniff",
    }
