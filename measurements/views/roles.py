"""The matrix: goals down, organizations across, and the letters of what each does."""

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from measurements.choices import RoleKind
from measurements.domain.populations import set_populations
from measurements.domain.roles import NONE, Cell, Letters, RolesMoved, set_roles
from measurements.forms.populations import PopulationsForm
from measurements.letters import LettersError, key_of_letters, named_roles, read_letters, shown_letters
from measurements.models import Goal, GoalPopulation, Population
from measurements.plan import Plan, read_plan
from measurements.views.grids import GridRow, matrix_body
from measurements.views.planning import PlanPage
from partners.models import Partnership
from partners.views.editing import RowFormView

# One page of the form stays well below the number of fields that the server takes.
MOST_CELLS = 600
# From here on paper shows letters only, so that 40 organizations fit beside each other.
DENSE_ROWS, DENSE_COLUMNS = 15, 12
_SEEN = re.compile(r"(\d{1,18})-(\d{1,18}):([A-Za-z_.]*)")


class MatrixPage(PlanPage):
    @cached_property
    def plan(self) -> Plan:
        return read_plan(self.partnership, on=self.today)

    @property
    def goal_shown(self) -> int | None:
        """On a narrow screen one goal is shown at a time: the one asked for, else the first."""
        asked = self.request.GET.get("goal", "")
        ids = [goal.pk for goal in self.plan.goals]
        chosen = [pk for pk in ids if str(pk) == asked]
        return (chosen or ids or [None])[0]

    def goal_links(self) -> list[dict[str, Any]]:
        return [
            {"pk": str(goal.pk), "title": goal.title, "is_current": goal.pk == self.goal_shown}
            for goal in self.plan.goals
        ]

    def findings(self, goal: Goal) -> list[dict[str, str]]:
        """What a goal lacks, and what is done twice: a sign, words and a tone."""
        plan, found = self.plan, []
        leads = plan.holders(goal, RoleKind.LEAD)
        if not leads:
            found.append({"tone": "off", "words": _("Nobody leads")})
        if len(leads) > 1:
            words = _("%(count)d organizations lead") % {"count": len(leads)}
            found.append({"tone": "watch", "words": words})
        if not plan.holders(goal, RoleKind.DELIVER):
            found.append({"tone": "off", "words": _("Nobody delivers")})
        for link in plan.unserved(goal):
            words = _("Nothing yet for %(group)s") % {"group": link.name}
            found.append({"tone": "off", "words": words})
        if len(plan.carriers(goal)) == 1:
            found.append({"tone": "watch", "words": _("Carried by one organization alone")})
        count = len(plan.duplicates_of(goal))
        if count:
            words = ngettext("%(n)d activity twice", "%(n)d activities twice", count) % {"n": count}
            found.append({"tone": "watch", "words": words})
        return found

    def groups(self, goal: Goal) -> str:
        names = [link.name for link in self.plan.populations if link.goal_id == goal.pk]
        return ", ".join(names)

    def rows(self, goals: list[Goal]) -> list[GridRow]:
        return [
            GridRow(
                goal=goal,
                groups=self.groups(goal),
                findings=self.findings(goal),
                is_shown=goal.pk == self.goal_shown,
            )
            for goal in goals
        ]


class MatrixView(MatrixPage, TemplateView):
    template_name = "measurements/roles/matrix.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = self.plan
        change_url = self.to("goal_populations", 0).replace("/0/", "/{}/") if self.may_change else ""
        return super().get_context_data(
            **kwargs,
            plan=plan,
            columns=plan.columns,
            body=matrix_body(self.rows(plan.goals), plan.columns, self.letter_cell, groups_url=change_url),
            key=key_of_letters(),
            goal_links=self.goal_links(),
            is_dense=len(plan.goals) > DENSE_ROWS or len(plan.columns) > DENSE_COLUMNS,
        )

    def letter_cell(self, goal: Goal, organization_id: int) -> tuple[str, str]:
        roles = self.plan.letters.get((goal.pk, organization_id), NONE)
        return shown_letters(roles), named_roles(roles)


class RolesChangeView(MatrixPage, TemplateView):
    """The matrix as one form; two people may fill different cells at once."""

    template_name = "measurements/roles/change.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.typed: dict[Cell, str] = {}
        self.errors: list[dict[str, str]] = []
        self.wrong: set[Cell] = set()
        self.moved: dict[Cell, Letters] = {}
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def partnership(self) -> Partnership:
        return self.find_editable(Partnership)

    @cached_property
    def page_of_goals(self) -> list[Goal]:
        """All goals, or in a very large plan as many as one form can hold."""
        size = self.page_size
        start = (self.page_number - 1) * size
        return self.plan.goals[start : start + size]

    @property
    def page_size(self) -> int:
        return max(1, MOST_CELLS // max(1, len(self.plan.columns)))

    @property
    def page_count(self) -> int:
        return max(1, -(-len(self.plan.goals) // self.page_size))

    @property
    def page_number(self) -> int:
        asked = self.request.GET.get("page", "1")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1  # noqa: PLR2004
        return min(max(number, 1), self.page_count)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        cells = self.read_cells()
        if self.errors:
            return self.render_to_response(self.get_context_data())
        try:
            count = set_roles(
                self.partnership, by=request.user, cells=cells, seen=self.read_seen(), on=self.today
            )
        except RolesMoved as moved:
            self.moved = moved.current
            return self.render_to_response(self.get_context_data(), status=409)
        except ValidationError as refusal:
            self.errors = [{"text": text} for text in refusal.messages]
            return self.render_to_response(self.get_context_data())
        messages.success(request, _said(count))
        if self.page_number < self.page_count:
            return redirect(f"{request.path}?page={self.page_number + 1}")
        return redirect(self.to("roles", self.partnership.pk))

    def read_cells(self) -> dict[Cell, Letters]:
        cells: dict[Cell, Letters] = {}
        for goal in self.page_of_goals:
            for column in self.plan.columns:
                cell = (goal.pk, column.pk)
                typed = self.request.POST.get(_name(cell))
                if typed is None:
                    continue
                self.typed[cell] = typed[:40]
                try:
                    cells[cell] = read_letters(typed)
                except LettersError as error:
                    self.wrong.add(cell)
                    text = f"{goal.title}, {column.name}: {error}"
                    self.errors.append({"text": text, "href": f"#{_name(cell)}"})
        return cells

    def read_seen(self) -> dict[Cell, Letters]:
        found = _SEEN.findall(self.request.POST.get("seen", "")[:100_000])
        return {
            (int(goal), int(who)): frozenset(filter(None, roles.split("."))) for goal, who, roles in found
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = self.plan
        rows = self.rows(self.page_of_goals)
        return super().get_context_data(
            **kwargs,
            plan=plan,
            columns=plan.columns,
            body=matrix_body(rows, plan.columns, self.input_cell),
            key=key_of_letters(),
            seen=self.seen_now(),
            errors=self.errors,
            has_errors=bool(self.errors),
            conflicts=self.conflicts(),
            page_number=self.page_number,
            page_count=self.page_count,
            goal_links=self.goal_links(),
        )

    def crumbs(self) -> list[dict[str, Any]]:
        url = self.to("roles", self.partnership.pk)
        return [*super().crumbs(), {"label": _("Who does what"), "url": url}]

    def input_cell(self, goal: Goal, organization_id: int) -> tuple[str, str, bool]:
        cell = (goal.pk, organization_id)
        stored = shown_letters(self.plan.letters.get(cell, NONE))
        is_marked = cell in self.wrong or cell in self.moved
        return _name(cell), self.typed.get(cell, stored), is_marked

    def seen_now(self) -> str:
        """What the cells say now, or said when the page with the errors was made."""
        if self.errors:
            return self.request.POST.get("seen", "")[:100_000]
        ids = {goal.pk for goal in self.page_of_goals}
        return " ".join(
            f"{goal}-{organization}:{'.'.join(sorted(letters))}"
            for (goal, organization), letters in self.plan.letters.items()
            if goal in ids
        )

    def conflicts(self) -> list[dict[str, str]]:
        goals = {goal.pk: goal.title for goal in self.plan.goals}
        names = {column.pk: column.name for column in self.plan.columns}
        return [
            {
                "label": f"{goals.get(cell[0], '')}, {names.get(cell[1], '')}",
                "theirs": shown_letters(now) or "–",
                "yours": self.typed.get(cell, ""),
            }
            for cell, now in self.moved.items()
        ]


class PopulationsView(RowFormView):
    """Whom one goal is for."""

    staff_role = None
    form_class = PopulationsForm
    title = gettext_lazy("Whom is this goal for?")
    submit = gettext_lazy("Save")

    @cached_property
    def goal(self) -> Goal:
        return self.find_editable(Goal)

    @property
    def lead(self) -> str:
        return self.goal.title

    def get_initial(self) -> dict[str, Any]:
        links = self.visible(GoalPopulation).filter(goal=self.goal).select_related("population")
        return {"names": "\n".join(link.population.name for link in links)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"known": known_populations(self, self.goal)}

    def carry_out(self, form: PopulationsForm) -> Any:
        names = form.cleaned_data["names"].splitlines()
        return set_populations(self.goal, by=self.request.user, names=names)

    def said(self, saved: list[Population]) -> str:
        if not saved:
            return _("The goal names no group of people.")
        return _("The goal is for %(names)s.") % {"names": ", ".join(row.name for row in saved)}

    def way_back(self) -> str:
        return self.to("roles", self.goal.partnership_id)

    def crumbs(self) -> list[dict[str, Any]]:
        partnership = self.goal.partnership
        return [
            {"label": partnership.name, "url": self.to("partnership", partnership.pk)},
            {"label": _("Who does what"), "url": self.way_back()},
        ]


def known_populations(page: Any, row: Model) -> list[str]:
    """The names that a partnership's goals use; the library's staff see all of the library's."""
    if page.is_staff:
        return list(page.visible(Population).values_list("name", flat=True)[:100])
    links = page.visible(GoalPopulation).filter(partnership_id=getattr(row, "partnership_id", row.pk))
    return list(dict.fromkeys(links.values_list("population__name", flat=True)))


def _name(cell: Cell) -> str:
    return f"c-{cell[0]}-{cell[1]}"


def _said(count: int) -> str:
    if not count:
        return _("Nothing was different; the matrix stays as it was.")
    return ngettext("%(n)d cell of the matrix changed.", "%(n)d cells of the matrix changed.", count) % {
        "n": count
    }
