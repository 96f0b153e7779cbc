"""Several lines of the contact log at once: ticked, looked over on a page, then done."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from partners.choices import ContactsAction, LibraryRole
from partners.domain.contacts import close_contacts, remove_contacts, restore_contacts
from partners.domain.versions import Stale
from partners.models import ContactEntry
from partners.views.pages import LibraryPage
from partners.views.ticked import ticked
from partners.views.undo import say_undoable


class ContactsBulkView(LibraryPage, TemplateView):
    """The page to look over; nothing changes before its button is pressed."""

    template_name = "partners/contacts/bulk.html"
    staff_role = LibraryRole.COORDINATOR

    @cached_property
    def action(self) -> str:
        asked = (self.request.POST or self.request.GET).get("action", "")
        return asked if asked in ContactsAction.values else ContactsAction.STAFF_ONLY

    @cached_property
    def chosen(self) -> list[ContactEntry]:
        rows = self.editable(ContactEntry).kept().filter(pk__in=ticked(self.request))
        return list(rows.select_related("organization").order_by("-at", "-pk"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.action == ContactsAction.EXPORT and self.chosen:
            query = urlencode({"pk": ",".join(str(entry.pk) for entry in self.chosen)})
            return redirect(f"{self.to('export', 'contacts')}?{query}")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.chosen or self.action == ContactsAction.EXPORT:
            return self.render_to_response(self.get_context_data())
        try:
            self.carry_out()
        except Stale:
            messages.error(request, _("Somebody else changed one of them in between. Nothing was done."))
        return redirect(self.to("contacts"))

    def carry_out(self) -> None:
        by = self.request.user
        if self.action == ContactsAction.REMOVE:
            gone = remove_contacts(self.chosen, by=by, now=timezone.now())
            said = ngettext(
                "%(count)s line is out of the log.", "%(count)s lines are out of the log.", len(gone)
            )
            query = urlencode({"pk": [entry.pk for entry in gone]}, doseq=True)
            undo_url = f"{self.to('contacts_put_back')}?{query}"
            say_undoable(self.request, said % {"count": len(gone)}, undo_url=undo_url)
            return
        count = close_contacts(self.chosen, by=by)
        said = ngettext(
            "%(count)s line is for staff only now.", "%(count)s lines are for staff only now.", count
        )
        messages.success(self.request, said % {"count": count})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        label = ContactsAction(self.action).label
        crumbs = [{"label": _("Contact log"), "url": self.to("contacts")}, {"label": label}]
        return super().get_context_data(
            **kwargs,
            entries=self.chosen,
            action=self.action,
            title=label,
            cancel_url=self.to("contacts"),
            crumbs=crumbs,
        )


class ContactsPutBackView(LibraryPage, View):
    """Puts back what was taken out of the log together; the lines are named by the address."""

    http_method_names = ["post"]
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        entries = self.editable(ContactEntry).filter(pk__in=ticked(request)).order_by("pk")
        try:
            back = restore_contacts(entries, by=request.user)
        except Stale:
            back = []
        if back:
            said = ngettext(
                "%(count)s line is in the log again.", "%(count)s lines are in the log again.", len(back)
            )
            messages.success(request, said % {"count": len(back)})
        else:
            messages.error(request, _("There is nothing to bring back."))
        return redirect(self.to("contacts"))
