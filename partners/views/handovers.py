"""A partnership's handover note. For the library's staff only."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from partners.domain.handovers import write_handover
from partners.forms.handovers import HandoverForm
from partners.models import AuditEvent, HandoverNote, Partnership
from partners.views.editing import ChangeView
from partners.views.pages import LibraryPage


class HandoverView(LibraryPage, TemplateView):
    template_name = "partners/partnerships/handover.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        partnership = self.find(Partnership)
        note = self.visible(HandoverNote).filter(partnership=partnership).first()
        written = self.visible(AuditEvent).filter(
            subject_type="partners.handovernote", subject_id=note.pk if note else None
        )
        return super().get_context_data(
            partnership=partnership,
            note=note,
            last=written.select_related("actor").first(),
            can_edit=self.can_edit,
            crumbs=[
                {"label": _("Partnerships"), "url": self.to("partnerships")},
                {"label": partnership.name, "url": self.to("partnership", partnership.pk)},
                {"label": _("Handover note")},
            ],
            **kwargs,
        )


class HandoverChangeView(ChangeView):
    """Starts from an empty note when there is none."""

    form_class = HandoverForm
    title = gettext_lazy("Write the handover note")
    submit = gettext_lazy("Save")

    @cached_property
    def partnership(self) -> Partnership:
        return self.find_editable(Partnership)

    @cached_property
    def row(self) -> HandoverNote:
        note = self.visible(HandoverNote).filter(partnership=self.partnership).first()
        return note or HandoverNote(library=self.library, partnership=self.partnership, version=0)

    @property
    def lead(self) -> str:  # type: ignore[override]
        return self.library.shown_note_notice

    def carry_out(self, form: HandoverForm) -> HandoverNote:
        text = form.cleaned_data["text"]
        return write_handover(self.partnership, by=self.request.user, version=self.version, text=text)

    def said(self, saved: HandoverNote) -> str:
        return _("The handover note is saved.")

    def way_back(self) -> str:
        return self.to("handover", self.partnership.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": _("Partnerships"), "url": self.to("partnerships")},
            {"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)},
        ]
