"""The library's own words in its reminders."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.domain.reminder_words import FIELDS, preview_words, set_reminder_words
from partners.forms.settings import ReminderWordsForm, words_in_braces
from partners.models import Library
from partners.views.editing import ChangeView
from partners.views.settings import SettingsPage

EXAMPLE = "Maple Homework Club"


class ReminderWordsView(SettingsPage, ChangeView):
    form_class = ReminderWordsForm
    template_name = "partners/settings/words.html"
    title = gettext_lazy("Words of reminders")
    lead = gettext_lazy("What stands around the things that are due, in every reminder of the library.")
    page_name = "settings_words"

    @cached_property
    def row(self) -> Library:
        return self.library

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("step") == "preview":
            form = self.get_form()
            shown = form.instance if form.is_valid() else self.row
            return self.render_to_response(
                self.get_context_data(form=form, version=self.version, shown=shown)
            )
        return super().post(request, *args, **kwargs)

    def get_context_data(self, *, shown: Library | None = None, **kwargs: Any) -> dict[str, Any]:
        previews = preview_words(
            shown or self.row, reader=self.request.user, organization=EXAMPLE, today=self.today
        )
        is_own = any(getattr(self.row, name) for name in FIELDS)
        return super().get_context_data(
            previews=previews, is_own=is_own, is_draft=shown is not None, braces=words_in_braces(), **kwargs
        )

    def form_valid(self, form: ReminderWordsForm) -> HttpResponse:
        if self.request.POST.get("step") != "reset":
            return super().form_valid(form)
        values = dict.fromkeys(FIELDS, "")
        set_reminder_words(self.row, by=self.request.user, version=self.version, values=values)
        messages.success(self.request, _("Reminders say our words again. The history keeps yours."))
        return redirect(self.way_back())

    def carry_out(self, form: ReminderWordsForm) -> Library:
        return set_reminder_words(self.row, by=self.request.user, version=self.version, values=form.given())

    def said(self, saved: Library) -> str:
        return _("The words are saved. Reminders that leave from now on say them.")
