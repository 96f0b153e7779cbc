"""Several action items at once: ticked, looked over on a page, then done, and taken back."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from partners.choices import ActionsAction
from partners.domain.action_items import (
    close_actions,
    give_actions,
    move_actions,
    reopen_actions,
    restore_actions,
)
from partners.domain.versions import Stale
from partners.forms.action_items import ActionsBulkForm
from partners.forms.takers import Takers
from partners.models import ActionItem, Organization, Partnership, Person
from partners.views.action_items import ActionRights
from partners.views.editing import show_refusal
from partners.views.takers import takers_of
from partners.views.ticked import MOST, ticked
from partners.views.undo import say_undoable

FIRST_YEAR = 1900
# An action, and what it said before: its day, or whose it was.
_WAS = re.compile(r"(\d{1,18})~(?:(\d{4}-\d{2}-\d{2})|o(\d{1,18})(?:p(\d{1,18}))?)", re.ASCII)


class ActionItemsBulkView(ActionRights, TemplateView):
    """The page to look over; nothing changes before its button is pressed."""

    template_name = "partners/action_items/bulk.html"
    staff_role = None

    @cached_property
    def action(self) -> str:
        asked = (self.request.POST or self.request.GET).get("action", "")
        return asked if asked in ActionsAction.values else ActionsAction.CLOSE

    @cached_property
    def chosen(self) -> list[ActionItem]:
        rows = self.editable(ActionItem).filter(pk__in=ticked(self.request))
        return list(rows.select_related("organization", "person", "partnership").order_by("due_on", "pk"))

    @cached_property
    def partnerships(self) -> list[Partnership]:
        return list({row.partnership_id: row.partnership for row in self.chosen}.values())

    def takers(self) -> Takers:
        """Members of the one partnership that all of them belong to."""
        if self.action != ActionsAction.GIVE or len(self.partnerships) != 1:
            return Takers()
        return takers_of(self, self.partnerships[0])

    def form(self, data: Any = None) -> ActionsBulkForm:
        return ActionsBulkForm(data, action=self.action, takers=self.takers())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.action == ActionsAction.EXPORT and self.chosen:
            query = urlencode({"pk": ",".join(str(row.pk) for row in self.chosen)})
            return redirect(f"{self.to('export', 'action-items')}?{query}")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if self.action == ActionsAction.EXPORT or not self.chosen or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            self.carry_out(form)
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return self.render_to_response(self.get_context_data(form=form))
        except Stale:
            messages.error(request, _("Somebody else changed one of them in between. Nothing was done."))
        return redirect(self.way_back())

    def carry_out(self, form: ActionsBulkForm) -> None:
        by, now = self.request.user, timezone.now()
        if self.action == ActionsAction.CLOSE:
            done = close_actions(self.chosen, by=by, now=now, note=form.cleaned_data["note"])
            said = ngettext("%(count)s action is closed.", "%(count)s actions are closed.", len(done))
            self.say(said, [("pk", row.pk) for row in done])
        elif self.action == ActionsAction.MOVE:
            done = move_actions(self.chosen, by=by, due_on=form.cleaned_data["due_on"])
            said = ngettext(
                "%(count)s action has another day.", "%(count)s actions have another day.", len(done)
            )
            self.say(said, [("was", f"{row.pk}~{row.due_on.isoformat()}") for row in done])
        else:
            done = give_actions(self.chosen, by=by, now=now, **form.who())
            said = ngettext(
                "%(count)s action is somebody else’s now.",
                "%(count)s actions are somebody else’s now.",
                len(done),
            )
            self.say(said, [("was", _owner(row)) for row in done])

    def say(self, said: str, query: list[tuple[str, Any]]) -> None:
        words = said % {"count": len(query)}
        if query:
            undo_url = f"{self.to('action_items_put_back')}?{urlencode(query)}"
            say_undoable(self.request, words, undo_url=undo_url)
        else:
            messages.info(self.request, words)

    def way_back(self) -> str:
        if len(self.partnerships) == 1:
            return self.to("partnership_action_items", self.partnerships[0].pk)
        return self.to("action_items")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form())
        label = ActionsAction(self.action).label
        return super().get_context_data(
            **kwargs,
            lines=[self.shown(row) for row in self.chosen],
            action=self.action,
            title=label,
            is_mixed=self.action == ActionsAction.GIVE and len(self.partnerships) > 1,
            cancel_url=self.way_back(),
            crumbs=[{"label": _("Action items"), "url": self.way_back()}, {"label": label}],
        )


class ActionItemsPutBackView(ActionRights, View):
    """Takes back what was done to several actions; the address says which they are and what they were."""

    http_method_names = ["post"]
    staff_role = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            count = self.put_back()
        except (Stale, ValidationError):
            count = 0
        if count:
            said = ngettext("%(count)s action is as it was.", "%(count)s actions are as they were.", count)
            messages.success(request, said % {"count": count})
        else:
            messages.error(request, _("There is nothing to bring back."))
        return redirect(self.to("action_items"))

    def put_back(self) -> int:
        by = self.request.user
        before = self.before()
        rows = {
            row.pk: row for row in self.editable(ActionItem).filter(pk__in=ticked(self.request) | set(before))
        }
        if not before:
            return len(reopen_actions(list(rows.values()), by=by))
        pairs = [(rows[pk], values) for pk, values in before.items() if pk in rows]
        return restore_actions(pairs, by=by)

    def before(self) -> dict[int, dict[str, Any]]:
        found = [_WAS.fullmatch(text) for text in self.request.GET.getlist("was")[:MOST]]
        named = [match for match in found if match]
        organizations = self.visible(Organization).in_bulk({int(match[3]) for match in named if match[3]})
        people = self.visible(Person).in_bulk({int(match[4]) for match in named if match[4]})
        values = {}
        for match in named:
            if match[2]:
                values[int(match[1])] = {"due_on": _day(match[2])}
            elif int(match[3]) in organizations:
                person = people.get(int(match[4])) if match[4] else None
                values[int(match[1])] = {"organization": organizations[int(match[3])], "person": person}
        return {pk: one for pk, one in values.items() if one.get("due_on", True)}


def _owner(row: ActionItem) -> str:
    person = f"p{row.person_id}" if row.person_id else ""
    return f"{row.pk}~o{row.organization_id}{person}"


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year >= FIRST_YEAR else None
