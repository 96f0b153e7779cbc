"""A library's logo: set, removed and shown."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from partners import storage
from partners.choices import LibraryRole
from partners.domain.logos import remove_logo, restore_logo, set_logo
from partners.forms.logos import LogoForm
from partners.models import LibraryLogo
from partners.views.files import SANDBOX
from partners.views.pages import LibraryPage
from partners.views.settings import SettingsPage
from partners.views.undo import say_undoable

# Its address changes with the picture.
A_YEAR = "private, max-age=31536000, immutable"


class LogoView(SettingsPage):
    form_class = LogoForm
    template_name = "partners/settings/logo.html"
    title = gettext_lazy("Logo")
    lead = gettext_lazy("Shown at the top of the library's pages, to staff and partners.")
    submit = gettext_lazy("Show this picture")
    page_name = "settings_logo"

    def carry_out(self, form: LogoForm) -> LibraryLogo:
        file = form.cleaned_data["logo"]
        return set_logo(self.library, by=self.request.user, now=timezone.now(), file=file)

    def said(self, saved: LibraryLogo) -> str:
        return _("The logo is %(name)s now.") % {"name": saved.name}


class LogoRemoveView(LibraryPage, View):
    http_method_names = ["post"]
    staff_role = LibraryRole.MANAGER

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        former = remove_logo(self.library, by=request.user, now=timezone.now())
        if former is not None:
            undo = self.to("settings_logo_restore", former.pk)
            say_undoable(request, _("The logo is removed."), undo_url=undo)
        return redirect(self.to("settings_logo"))


class LogoRestoreView(LibraryPage, View):
    http_method_names = ["post"]
    staff_role = LibraryRole.MANAGER

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        logo = self.find_editable(LibraryLogo)
        try:
            restore_logo(logo, by=request.user, now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The logo is back."))
        return redirect(self.to("settings_logo"))


class LogoPictureView(LibraryPage, View):
    """The picture itself, for whoever may open a page of the library."""

    staff_role = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        logo = get_object_or_404(self.visible(LibraryLogo).kept())
        try:
            data = storage.path_of(logo.key).read_bytes()
        except FileNotFoundError as error:
            raise Http404 from error
        answer = HttpResponse(data, content_type=logo.content_type)
        answer.headers["Content-Security-Policy"] = SANDBOX
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Cache-Control"] = A_YEAR
        return answer
