"""Writing the agenda: the first draft, the next one, and sending it for signature."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from measurements.agenda_content import LABELS
from measurements.domain.agendas import publish_agenda
from measurements.domain.drafts import change_draft, discard_draft, open_draft, start_agenda
from measurements.forms.agendas import AgendaForm, PublishForm, StartForm
from measurements.models import AgendaDraft, AgendaVersion
from partners.models import Partnership
from partners.views.editing import ChangeView, RowFormView
from partners.views.pages import LibraryPage


class AgendaForms(RowFormView):
    """Forms about a partnership's agenda. The backbone's people may use them too."""

    staff_role = None

    @cached_property
    def partnership(self) -> Partnership:
        return self.find_editable(Partnership)

    def way_back(self) -> str:
        return self.to("agenda_draft", self.partnership.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)},
            {"label": _("Agenda"), "url": self.to("agenda", self.partnership.pk)},
        ]


class AgendaStartView(AgendaForms):
    form_class = StartForm
    title = gettext_lazy("Begin the agenda")
    lead = gettext_lazy(
        "Four questions to answer together. A few words are enough; you can change them later."
    )
    submit = gettext_lazy("Begin with these answers")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.visible(AgendaVersion).filter(partnership=self.partnership).exists():
            return redirect(self.to("agenda", self.partnership.pk))
        return super().get(request, *args, **kwargs)

    def carry_out(self, form: StartForm) -> AgendaDraft:
        return start_agenda(self.partnership, by=self.request.user, values=form.cleaned_data)

    def said(self, saved: AgendaDraft) -> str:
        return _("The first draft is open. Add goals, and send it for signature when all of you agree.")

    def way_back(self) -> str:
        return self.to("agenda", self.partnership.pk)

    def destination(self, saved: AgendaDraft) -> str:
        return self.to("agenda_draft", self.partnership.pk)


class AgendaOpenView(LibraryPage, View):
    """Opens the draft of the next version."""

    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        partnership = self.find_editable(Partnership)
        try:
            open_draft(partnership, by=request.user)
        except ValidationError as refusal:
            messages.info(request, refusal.messages[0])
        else:
            messages.success(
                request, _("A draft of the next version is open. What was signed stays as it is.")
            )
        return redirect(self.to("agenda_draft", partnership.pk))


class DraftForms(AgendaForms, ChangeView):
    @cached_property
    def row(self) -> AgendaDraft:
        draft = self.editable(AgendaDraft).filter(partnership=self.partnership).first()
        if draft is None:
            raise Http404
        return draft


class AgendaChangeView(DraftForms):
    form_class = AgendaForm
    title = gettext_lazy("Change the draft")
    lead = gettext_lazy("Goals, strategies and roles have pages of their own.")
    submit = gettext_lazy("Save")

    def form_kwargs(self, row: AgendaDraft) -> dict[str, Any]:
        return {"initial": {key: getattr(row, key) for key in LABELS}}

    def carry_out(self, form: AgendaForm) -> AgendaDraft:
        return change_draft(self.row, by=self.request.user, version=self.version, values=form.cleaned_data)

    def said(self, saved: AgendaDraft) -> str:
        return _("The draft is saved.")


class AgendaPublishView(DraftForms):
    form_class = PublishForm
    title = gettext_lazy("Send the agenda for signature")
    lead = gettext_lazy(
        "From then on nobody can change these words, you neither. "
        "Every member is asked to sign; a later change opens the next version."
    )
    submit = gettext_lazy("Send for signature")

    def form_kwargs(self, row: AgendaDraft) -> dict[str, Any]:
        return {}

    def carry_out(self, form: PublishForm) -> AgendaVersion:
        return publish_agenda(self.row, by=self.request.user, version=self.version, on=self.today)

    def said(self, saved: AgendaVersion) -> str:
        return _("Version %(number)s is out for signature.") % {"number": saved.number}

    def destination(self, saved: AgendaVersion) -> str:
        return self.to("agenda", self.partnership.pk)


class AgendaDiscardView(DraftForms):
    form_class = PublishForm
    title = gettext_lazy("Drop the draft")
    lead = gettext_lazy("The last version stays in force. The words of the draft stay in the history.")
    submit = gettext_lazy("Drop the draft")

    def form_kwargs(self, row: AgendaDraft) -> dict[str, Any]:
        return {}

    def carry_out(self, form: PublishForm) -> None:
        discard_draft(self.row, by=self.request.user)

    def said(self, saved: None) -> str:
        return _("The draft is gone.")

    def destination(self, saved: None) -> str:
        return self.to("agenda", self.partnership.pk)
