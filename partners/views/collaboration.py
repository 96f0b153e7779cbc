"""The nine collaboration strategies of a partnership: how far each is, and the records that show it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from partners.choices import CollaborationState
from partners.collaboration import (
    CollaborationStrategy,
    Found,
    registry,
    shipped_strategies,
    state_of,
)
from partners.domain.collaboration import say_state, take_back
from partners.domain.versions import Stale
from partners.exporting import Ask
from partners.forms.collaboration import CollaborationForm
from partners.models import CollaborationLine, Partnership
from partners.views.editing import ChangeView
from partners.views.pages import LibraryPage
from partners.views.undo import say_undoable

_SIGNIFICANT = ("state", "note")


class CollaborationPage(LibraryPage):
    """Who asks about how one partnership works together; funders do not."""

    staff_role = None

    @cached_property
    def strategies(self) -> dict[str, CollaborationStrategy]:
        return {strategy.code: strategy for strategy in shipped_strategies()}

    def label_of(self, code: str) -> str:
        return self.strategies[code].label.text(get_language() or "en")

    def check_strategy(self) -> str:
        code = self.kwargs["strategy"]
        if code not in self.strategies:
            raise Http404
        return code


class CollaborationView(CollaborationPage, TemplateView):
    template_name = "partners/collaboration/list.html"

    @cached_property
    def partnership(self) -> Partnership:
        """With what the records show of it, in one query."""
        ask = Ask(self.scope, self.library, self.today)
        rows = self.visible(Partnership).annotate(**registry.expressions(ask, self.kwargs["pk"]))
        partnership = self.find(rows, pk=self.kwargs["pk"])
        if not self.is_staff and partnership.pk not in self.scope.partnership_ids:
            raise Http404
        return partnership

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = {
            line.strategy: line
            for line in self.visible(CollaborationLine)
            .filter(partnership=self.partnership)
            .select_related("said_by")
        }
        found = registry.found(self.partnership, zone=self.library.time_zone)
        rows = [
            self.row(strategy, lines.get(code), found[code]) for code, strategy in self.strategies.items()
        ]
        return super().get_context_data(
            **kwargs,
            partnership=self.partnership,
            rows=rows,
            in_place=sum(row["state"] == CollaborationState.IN_PLACE for row in rows),
            is_empty=not lines and not any(row["evidence"] for row in rows),
            may_change=self.can_edit or self.partnership.pk in self.scope.backbone_ids,
            printed_on=self.today,
            crumbs=[
                {"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)},
                {"label": _("How we work together")},
            ],
        )

    def row(
        self, strategy: CollaborationStrategy, line: CollaborationLine | None, found: list[Found]
    ) -> dict[str, Any]:
        language = get_language() or "en"
        said = line.state if line else ""
        return {
            "code": strategy.code,
            "label": strategy.label.text(language),
            "advice": strategy.advice.text(language),
            "state": state_of(said, found),
            "line": line if line and line.is_said else None,
            "evidence": [{"text": row.text, "url": self.url_of(row)} for row in found if row.count],
            # Of records that only staff read, nobody else can say that there are none.
            "lacks_records": not any(row.count for row in found)
            and (self.is_staff or any(row.evidence.is_open for row in found)),
        }

    def url_of(self, found: Found) -> str:
        kind = found.evidence
        return self.to(kind.page) if kind.is_of_library else self.to(kind.page, self.partnership.pk)


class CollaborationSayView(CollaborationPage, ChangeView):
    """Begins with nothing said when nobody has said anything yet."""

    form_class = CollaborationForm
    submit = gettext_lazy("Save")

    @cached_property
    def partnership(self) -> Partnership:
        return self.find_editable(Partnership)

    @cached_property
    def row(self) -> CollaborationLine:
        code = self.check_strategy()
        line = self.visible(CollaborationLine).filter(partnership=self.partnership, strategy=code).first()
        return line or CollaborationLine(
            library=self.library, partnership=self.partnership, strategy=code, version=0
        )

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.label_of(self.row.strategy)

    @property
    def lead(self) -> str:  # type: ignore[override]
        return self.strategies[self.row.strategy].advice.text(get_language() or "en")

    def form_kwargs(self, row: CollaborationLine) -> dict[str, Any]:
        return {"initial": {name: getattr(row, name) for name in _SIGNIFICANT}}

    def form_valid(self, form: CollaborationForm) -> HttpResponse:
        line = say_state(
            self.partnership,
            strategy=self.row.strategy,
            by=self.request.user,
            version=self.version,
            now=timezone.now(),
            **{name: form.cleaned_data[name] for name in _SIGNIFICANT},
        )
        undo = self.to("collaboration_undo", self.partnership.pk, line.strategy)
        say_undoable(self.request, self.said(line), undo_url=f"{undo}?version={line.version}")
        return redirect(self.way_back())

    def said(self, saved: CollaborationLine) -> str:
        words = {"strategy": self.label_of(saved.strategy), "state": saved.get_state_display()}
        if not saved.state:
            return _("“%(strategy)s”: the records say how far it is.") % words
        return _("“%(strategy)s”: %(state)s.") % words

    def way_back(self) -> str:
        return f"{self.to('collaboration', self.partnership.pk)}#{self.row.strategy}"

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": self.partnership.name, "url": self.to("partnership", self.partnership.pk)},
            {"label": _("How we work together"), "url": self.to("collaboration", self.partnership.pk)},
        ]


class CollaborationUndoView(CollaborationPage, View):
    """Takes back what was said last of a strategy."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        partnership, code = self.find_editable(Partnership), self.check_strategy()
        line = self.find(CollaborationLine, partnership=partnership, strategy=code)
        typed = request.GET.get("version", "")
        version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0  # noqa: PLR2004
        try:
            take_back(line, by=request.user, version=version)
        except Stale:
            messages.info(request, _("Somebody has said something else since. Nothing was taken back."))
        else:
            messages.success(request, _("“%(strategy)s” is as it was.") % {"strategy": self.label_of(code)})
        return redirect(f"{self.to('collaboration', partnership.pk)}#{code}")
