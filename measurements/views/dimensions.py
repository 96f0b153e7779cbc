"""The library's breakdowns and their categories, and by which of them a measure is asked."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from measurements.domain.dimensions import (
    add_dimension,
    ask_by_category,
    begin_list,
    change_dimension,
    drop_list,
    stop_asking,
)
from measurements.forms.dimensions import AskForm, DimensionChangeForm, DimensionForm, ListForm
from measurements.forms.measures import EndForm
from measurements.models import (
    CategoryList,
    Dimension,
    Measure,
    MeasureDimension,
    Period,
    Slice,
    SliceCategory,
)
from measurements.views.measures import MeasurePages
from partners.choices import LibraryRole
from partners.domain.versions import Stale
from partners.templatetags.ui import day
from partners.views.editing import ChangeView, RowFormView, read_version
from partners.views.pages import LibraryPage


class DimensionsView(LibraryPage, TemplateView):
    """Every breakdown of the library with the categories that are asked for now."""

    template_name = "measurements/dimensions/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lists = Prefetch("lists", queryset=self.visible(CategoryList).order_by("starts_on", "pk"))
        categories = Prefetch(
            "lists__categories", queryset=self.visible(SliceCategory).order_by("position", "pk")
        )
        rows = self.visible(Dimension).order_by("name_key", "pk").prefetch_related(lists, categories)
        return super().get_context_data(
            columns=[
                {"label": _("Breakdown")},
                {"label": _("Categories")},
                {"label": _("Who is in which category?")},
                {"label": _("Change")},
            ],
            rows=[self.row(row) for row in rows],
            may_edit=self.can_edit,
            crumbs=[{"label": _("Breakdowns")}],
            **kwargs,
        )

    def row(self, dimension: Dimension) -> list[Any]:
        url = self.to("dimension_change", dimension.pk)
        link = '<a href="{}">{}<span class="visually-hidden">: {}</span></a>'
        change = format_html(link, url, _("Change"), dimension.name) if self.can_edit else None
        return [dimension.name, self.lists(dimension), dimension.get_kind_display(), change]

    def lists(self, dimension: Dimension) -> SafeString:
        """Every list with the days it holds for, the newest first."""
        lists = list(dimension.lists.all())
        texts = []
        for listed, days in zip(lists, days_of(lists), strict=True):
            names = " · ".join(
                category.name
                for category in listed.categories.all()
                if category.retired_on is None or category.retired_on > self.today
            )
            texts.append(format_html("<b>{}:</b> {}", days, names) if days else names)
        # One piece: beside its label on a phone each part would be a column of its own.
        lines = format_html_join(
            "", '<span class="category-list">{}</span>', [(text,) for text in texts[::-1]]
        )
        return format_html("<span>{}</span>", lines)


class DimensionAddView(RowFormView):
    form_class = DimensionForm
    title = gettext_lazy("Add a breakdown")
    submit = gettext_lazy("Add the breakdown")

    def carry_out(self, form: DimensionForm) -> Dimension:
        return add_dimension(self.library, by=self.request.user, **form.cleaned_data)

    def said(self, saved: Dimension) -> str:
        return _("“%(name)s” is a breakdown now. Choose it at a measure to ask for it.") % {
            "name": saved.name
        }

    def way_back(self) -> str:
        return self.to("dimensions")

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Breakdowns"), "url": self.way_back()}]


class DimensionChangeView(ChangeView):
    template_name = "measurements/dimensions/change.html"
    model = Dimension
    form_class = DimensionChangeForm
    title = gettext_lazy("Change the breakdown")
    lead = gettext_lazy(
        "A new name holds for all periods. A category that is no longer asked for keeps the figures that"
        " were given for it."
    )
    submit = gettext_lazy("Save")

    @cached_property
    def lists(self) -> list[CategoryList]:
        return list(self.visible(CategoryList).filter(dimension=self.row).order_by("starts_on", "pk"))

    @cached_property
    def listed(self) -> CategoryList:
        """The list that the address names, else the newest."""
        asked = self.request.GET.get("list", "")
        found = [row for row in self.lists if str(row.pk) == asked] if asked else self.lists[-1:]
        if not found:
            raise Http404
        return found[0]

    @cached_property
    def categories(self) -> list[SliceCategory]:
        rows = self.visible(SliceCategory).filter(category_list=self.listed)
        return list(rows.order_by("position", "pk"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_drop = len(self.lists) > 1 and self.listed.pk == self.lists[-1].pk
        return super().get_context_data(
            row=self.row,
            listed=self.listed,
            lists=[
                {"days": days, "is_current": row.pk == self.listed.pk, "pk": row.pk}
                for row, days in reversed(list(zip(self.lists, days_of(self.lists), strict=True)))
            ],
            may_drop=may_drop
            and not self.visible(Slice).filter(category__category_list=self.listed).exists(),
            **kwargs,
        )

    def form_kwargs(self, row: Dimension) -> dict[str, Any]:
        return {"dimension": row, "rows": self.categories}

    def carry_out(self, form: DimensionChangeForm) -> Dimension:
        return change_dimension(
            self.row,
            by=self.request.user,
            version=self.version,
            name=form.cleaned_data["name"],
            changes=form.category_changes,
            added=form.cleaned_data["added"],
            listed=self.listed,
        )

    def said(self, saved: Dimension) -> str:
        return _("“%(name)s” is saved.") % {"name": saved.name}

    def way_back(self) -> str:
        return self.to("dimensions")

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"label": _("Breakdowns"), "url": self.way_back()}]


class ListBeginView(ChangeView):
    """Other categories from a day on."""

    model = Dimension
    form_class = ListForm
    title = gettext_lazy("Other categories from a day on")
    submit = gettext_lazy("Begin the list")

    @property
    def lead(self) -> str:
        return self.row.name

    def form_kwargs(self, row: Dimension) -> dict[str, Any]:
        newest = self.visible(CategoryList).filter(dimension=row).order_by("-starts_on", "-pk").values("pk")
        rows = self.visible(SliceCategory).filter(category_list__in=newest[:1])
        return {"initial": ListForm.initial_of(list(rows.order_by("position", "pk")))}

    def carry_out(self, form: ListForm) -> CategoryList:
        return begin_list(self.row, by=self.request.user, version=self.version, **form.cleaned_data)

    def said(self, saved: CategoryList) -> str:
        words = _("Periods that begin on or after %(day)s are asked by the new categories.")
        return words % {"day": date_format(saved.starts_on)}

    def way_back(self) -> str:
        return self.to("dimension_change", self.row.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"label": _("Breakdowns"), "url": self.to("dimensions")},
            {"label": self.row.name, "url": self.way_back()},
        ]


class ListDropView(LibraryPage, View):
    """A list that no figure was given by goes; the one before holds again."""

    http_method_names = ["post"]
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        listed = self.find_editable(CategoryList)
        try:
            drop_list(listed, by=request.user, version=read_version(request))
        except Stale:
            messages.warning(request, _("This changed since you opened the page. Look at it again."))
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The list is gone; the one before holds again."))
        return redirect(self.to("dimension_change", listed.dimension_id))


def days_of(lists: Sequence[CategoryList]) -> list[str]:
    """Say for which days each of several lists holds, in their order; nothing where there is one only."""
    if len(lists) < 2:  # noqa: PLR2004 - the first one has no beginning to tell
        return [""] * len(lists)
    ends = [row.starts_on - timedelta(days=1) for row in lists[1:]]
    first = _("Until %(day)s") % {"day": date_format(ends[0])}
    between = [
        _("%(first)s to %(last)s") % {"first": date_format(row.starts_on), "last": date_format(end)}
        for row, end in zip(lists[1:-1], ends[1:], strict=True)
    ]
    return [first, *between, _("From %(day)s") % {"day": date_format(lists[-1].starts_on)}]


class MeasureBreakdownsView(MeasurePages, RowFormView):
    """By what a measure is asked, and a further breakdown from a day on."""

    staff_role = None
    template_name = "measurements/dimensions/measure.html"
    form_class = AskForm
    title = gettext_lazy("Ask by category")
    lead = gettext_lazy("Members then give the parts of their figure too, for example by age.")
    submit = gettext_lazy("Ask for it")

    @cached_property
    def measure(self) -> Measure:
        measure = self.find_editable(Measure)
        if measure.is_derived or measure.is_words:
            raise Http404
        return measure

    def get_form_kwargs(self) -> dict[str, Any]:
        dimensions = self.visible(Dimension).order_by("name_key", "pk")
        return super().get_form_kwargs() | {"dimensions": dimensions}

    def get_initial(self) -> dict[str, Any]:
        begun = self.visible(Period).filter(calendar=self.measure.calendar_id, starts_on__lte=self.today)
        present = begun.order_by("-starts_on").first()
        return {"starts_on": present.starts_on if present else self.today}

    def carry_out(self, form: AskForm) -> MeasureDimension:
        return ask_by_category(self.measure, by=self.request.user, **form.cleaned_data)

    def said(self, saved: MeasureDimension) -> str:
        words = _("Periods that begin on or after %(day)s are asked by “%(name)s”.")
        return words % {"day": date_format(saved.starts_on), "name": saved.dimension.name}

    def destination(self, saved: MeasureDimension) -> str:
        return self.to("measure_breakdowns", self.measure.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.visible(MeasureDimension).filter(measure=self.measure).select_related("dimension")
        columns = [_("Breakdown"), _("From"), _("Until")]
        return super().get_context_data(
            columns=[{"label": label} for label in columns],
            rows=[self.row(row) for row in asked.order_by("-starts_on", "-pk")],
            is_staff=self.is_staff,
            **kwargs,
        )

    def row(self, row: MeasureDimension) -> list[Any]:
        link = '<a href="{}">{}<span class="visually-hidden">: {}</span></a>'
        url = self.to("breakdown_end", row.pk)
        until = day(row.ends_on) if row.ends_on else format_html(link, url, _("End"), row.dimension.name)
        return [row.dimension.name, day(row.starts_on), until]


class BreakdownEndView(MeasurePages, RowFormView):
    staff_role = None
    form_class = EndForm
    title = gettext_lazy("No longer ask by category")
    lead = gettext_lazy("Periods that begin after this day are not asked; what was given stays.")
    submit = gettext_lazy("Save")

    @cached_property
    def row(self) -> MeasureDimension:
        return self.find_editable(MeasureDimension)

    @property
    def measure(self) -> Measure:
        return self.row.measure

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"starts_on": self.row.starts_on}

    def get_initial(self) -> dict[str, Any]:
        return {"ends_on": self.row.ends_on or max(self.today, self.row.starts_on)}

    def carry_out(self, form: EndForm) -> MeasureDimension:
        return stop_asking(self.row, by=self.request.user, ends_on=form.cleaned_data["ends_on"])

    def said(self, saved: MeasureDimension) -> str:
        return _("The measure is asked by “%(name)s” until %(day)s.") % {
            "name": self.row.dimension.name,
            "day": date_format(saved.ends_on),
        }

    def way_back(self) -> str:
        return self.to("measure_breakdowns", self.measure.pk)
