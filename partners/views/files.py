"""Files on lines of the contact log: opened by whoever may read the line, removed with a way back."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.generic import View

from partners import storage
from partners.choices import LibraryRole
from partners.domain.files import remove_contact_file, restore_contact_file
from partners.models import ContactEntry, ContactFile
from partners.models.files import StoredFile
from partners.views.pages import LibraryPage
from partners.views.paging import Page
from partners.views.undo import say_undoable

# Should a browser show it in spite of all: no script, no form, nothing from elsewhere.
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


def download(file: StoredFile) -> HttpResponse:
    """The file to be saved, never to be shown in the site's name."""
    try:
        data = storage.path_of(file.key).read_bytes()
    except FileNotFoundError as error:
        raise Http404 from error
    answer = HttpResponse(data, content_type=file.content_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


def with_files(page: LibraryPage, entries: Page) -> Page:
    """Lines of the log, read with their files, as the page shows their files."""
    for entry in entries.rows:
        entry.shown_files = shown_files(page, entry.pk, entry.files.all())
    return entries


def shown_files(
    page: LibraryPage, entry_id: int, files: Iterable[ContactFile], *, is_changed: bool = False
) -> list[dict[str, Any]]:
    return [
        {
            "name": file.name,
            "size": file.size,
            "url": page.to("contact_file", entry_id, file.pk),
            "remove_url": page.to("contact_file_remove", entry_id, file.pk) if is_changed else "",
        }
        for file in files
        if file.removed_at is None
    ]


class ContactFileView(LibraryPage, View):
    staff_role = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        entry = self.find(self.visible(ContactEntry).kept(), pk=kwargs["pk"])
        return download(get_object_or_404(entry.files.kept(), pk=kwargs["file"]))


class ContactFileRemoveView(LibraryPage, View):
    http_method_names = ["post"]
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        file = _file(self, kwargs)
        remove_contact_file(file, by=request.user, now=timezone.now())
        said = _("%(name)s is removed.") % {"name": file.name}
        say_undoable(request, said, undo_url=self.to("contact_file_restore", file.entry_id, file.pk))
        return redirect(self.to("contact_change", file.entry_id))


class ContactFileRestoreView(LibraryPage, View):
    http_method_names = ["post"]
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        file = _file(self, kwargs)
        try:
            restore_contact_file(file, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("%(name)s is back.") % {"name": file.name})
        return redirect(self.to("contact_change", file.entry_id))


def _file(page: LibraryPage, kwargs: dict[str, Any]) -> ContactFile:
    entry = page.find_editable(ContactEntry, pk=kwargs["pk"])
    return get_object_or_404(entry.files.all(), pk=kwargs["file"])
