"""Changing one action item: by those who lead the partnership, and by whoever owes it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from partners.domain.action_items import (
    change_action,
    close_action,
    drop_action,
    note_action,
    reopen_action,
    say_standing,
)
from partners.domain.versions import Stale
from partners.forms.action_items import ActionForm, ClosingForm, DroppingForm, StandingForm
from partners.models import ActionItem, Decision, Meeting, Organization, Partnership
from partners.views.editing import ChangeView, RowFormView
from partners.views.pages import LibraryPage
from partners.views.takers import takers_of
from partners.views.undo import say_undoable

MOST_DECISIONS = 50
LONGEST_NUMBER = 18


class OwedAction(LibraryPage):
    """Finds an action that the viewer may close: as who leads the partnership, or as who owes it."""

    def find_owed(self, **lookup: Any) -> ActionItem:
        lookup = lookup or {"pk": self.kwargs["pk"]}
        rows = self.visible(ActionItem)
        own = rows.owed_by(self.scope).filter(**lookup).select_related("organization").first()
        return own or self.find_editable(ActionItem, **lookup)

    def acting_for(self, action: ActionItem) -> Organization | None:
        """The organization for which a partner speaks; who leads the partnership speaks for themselves."""
        leads = self.can_edit or action.partnership_id in self.scope.backbone_ids
        return None if leads else action.organization

    @cached_property
    def table(self) -> Meeting | None:
        """The meeting at whose table the button was pressed, to lead back there."""
        asked = self.request.GET.get("table", "")
        if not (asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER):
            return None
        return self.visible(Meeting).filter(pk=int(asked)).first()

    def back_to(self, action: ActionItem) -> str:
        if self.table is not None:
            return f"{self.to('meeting_table', self.table.pk)}#carried"
        return self.to("action_item", action.pk)


class ActionPage(RowFormView):
    # Open to the backbone as well; what may be changed is for the queryset to say.
    staff_role = None

    @property
    def partnership(self) -> Partnership:
        raise NotImplementedError

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)},
            {
                "label": _("Action items"),
                "url": self.to("partnership_action_items", self.partnership.pk),
            },
        ]

    def decisions(self) -> list[Decision]:
        rows = self.visible(Decision).filter(partnership=self.partnership)
        return list(rows.order_by("-decided_on", "-pk")[:MOST_DECISIONS])


class ActionAddView(ActionPage):
    form_class = ActionForm
    title = gettext_lazy("Write down an action")
    submit = gettext_lazy("Write it down")

    @cached_property
    def partnership(self) -> Partnership:  # type: ignore[override]
        return self.find_editable(Partnership)

    def get_form_kwargs(self) -> dict[str, Any]:
        own = {"takers": takers_of(self, self.partnership), "decisions": self.decisions()}
        return super().get_form_kwargs() | own

    def get_initial(self) -> dict[str, Any]:
        return {"decision": self.request.GET.get("decision", "")}

    def carry_out(self, form: ActionForm) -> ActionItem:
        return note_action(self.partnership, by=self.request.user, now=timezone.now(), values=form.given())

    def said(self, saved: ActionItem) -> str:
        return _("%(name)s sees to it: %(what)s") % {"name": saved.organization.name, "what": saved.what}

    def way_back(self) -> str:
        return self.to("partnership_action_items", self.partnership.pk)


class AboutAction(ActionPage, ChangeView):
    """A form about one action."""

    model = ActionItem

    @property
    def partnership(self) -> Partnership:  # type: ignore[override]
        return self.row.partnership

    @property
    def lead(self) -> str:
        return self.row.what

    def way_back(self) -> str:
        return self.to("action_item", self.row.pk)


class ActionChangeView(AboutAction):
    form_class = ActionForm
    title = gettext_lazy("Change the action")
    submit = gettext_lazy("Save")

    def form_kwargs(self, row: ActionItem) -> dict[str, Any]:
        # Whoever has it stays on the form, also after leaving.
        also = [row.person] if row.person else []
        takers = takers_of(self, row.partnership, also=also, former=[row.organization])
        known = {decision.pk: decision for decision in self.decisions()}
        if row.decision is not None:
            known.setdefault(row.decision.pk, row.decision)
        return {"initial": ActionForm.initial_of(row), "takers": takers, "decisions": known.values()}

    def carry_out(self, form: ActionForm) -> ActionItem:
        return change_action(
            self.row,
            by=self.request.user,
            now=timezone.now(),
            version=self.version,
            values=form.given(),
        )

    def said(self, saved: ActionItem) -> str:
        return _("The action is saved.")


class ActionDropView(AboutAction):
    form_class = DroppingForm
    title = gettext_lazy("Drop the action")
    submit = gettext_lazy("Drop it")

    def form_kwargs(self, row: ActionItem) -> dict[str, Any]:
        return {}

    def form_valid(self, form: DroppingForm) -> HttpResponse:
        return _ended(self, form)

    def carry_out(self, form: DroppingForm) -> ActionItem:
        return drop_action(
            self.row, by=self.request.user, now=timezone.now(), version=self.version, **form.cleaned_data
        )

    def said(self, saved: ActionItem) -> str:
        return _("Dropped: %(what)s") % {"what": saved.what}


class OwnAction(OwedAction, AboutAction):
    """Forms that whoever owes the action may fill in as well."""

    @cached_property
    def row(self) -> ActionItem:
        return self.find_owed()

    def way_back(self) -> str:
        return self.back_to(self.row)


class ActionStandingView(OwnAction):
    form_class = StandingForm
    title = gettext_lazy("Say how it stands")
    submit = gettext_lazy("Save")

    def form_kwargs(self, row: ActionItem) -> dict[str, Any]:
        return {"initial": {"standing": row.standing}}

    def carry_out(self, form: StandingForm) -> ActionItem:
        return say_standing(
            self.row,
            by=self.request.user,
            version=self.version,
            acting_for=self.acting_for(self.row),
            **form.cleaned_data,
        )

    def said(self, saved: ActionItem) -> str:
        return _("How it stands is saved.")


class ActionCloseView(OwnAction):
    """With a note from its form, or without from the button in a list."""

    form_class = ClosingForm
    title = gettext_lazy("Close the action")
    submit = gettext_lazy("It is done")

    def form_kwargs(self, row: ActionItem) -> dict[str, Any]:
        return {}

    def form_valid(self, form: ClosingForm) -> HttpResponse:
        return _ended(self, form)

    def carry_out(self, form: ClosingForm) -> ActionItem:
        return close_action(
            self.row,
            by=self.request.user,
            now=timezone.now(),
            version=self.version,
            acting_for=self.acting_for(self.row),
            **form.cleaned_data,
        )

    def said(self, saved: ActionItem) -> str:
        return _("Done: %(what)s") % {"what": saved.what}


class ActionReopenView(OwedAction, View):
    http_method_names = ["post"]
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        action = self.find_owed()
        try:
            reopen_action(action, by=request.user, version=action.version, acting_for=self.acting_for(action))
        except Stale:
            messages.error(request, _("Somebody else changed this action in between. Look at it again."))
        else:
            messages.success(request, _("Open again: %(what)s") % {"what": action.what})
        return redirect(self.back_to(action))


def _ended(page: Any, form: Any) -> HttpResponse:
    """Close or drop, and offer to take it back."""
    try:
        saved = page.carry_out(form)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return page.form_invalid(form)
    table = page.request.GET.get("table", "")
    query = f"?table={table}" if getattr(page, "table", None) is not None else ""
    say_undoable(page.request, page.said(saved), undo_url=page.to("action_item_reopen", saved.pk) + query)
    return redirect(page.way_back())
