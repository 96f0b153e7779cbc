"""The papers of an agreement: handed to whoever may open it, removed with a way back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from partners.domain.agreement_files import remove_agreement_file, restore_agreement_file
from partners.models import Agreement, AgreementFile
from partners.views.agreements import find_kept
from partners.views.files import download
from partners.views.pages import LibraryPage
from partners.views.undo import say_undoable


class AgreementFileView(LibraryPage, View):
    staff_role = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        agreement = self.find(self.visible(Agreement).kept(), pk=kwargs["pk"])
        return download(get_object_or_404(agreement.files.kept(), pk=kwargs["file"]))


class AgreementFileRemoveView(LibraryPage, View):
    http_method_names = ["post"]
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        file = _file(self)
        remove_agreement_file(file, by=request.user, now=timezone.now())
        said = _("%(name)s is removed.") % {"name": file.name}
        undo_url = self.to("agreement_file_restore", file.agreement_id, file.pk)
        say_undoable(request, said, undo_url=undo_url)
        return redirect(self.to("agreement", file.agreement_id))


class AgreementFileRestoreView(LibraryPage, View):
    http_method_names = ["post"]
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        file = _file(self)
        try:
            restore_agreement_file(file, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("%(name)s is back.") % {"name": file.name})
        return redirect(self.to("agreement", file.agreement_id))


def _file(page: LibraryPage) -> AgreementFile:
    agreement = find_kept(page)
    return get_object_or_404(agreement.files.all(), pk=page.kwargs["file"])
