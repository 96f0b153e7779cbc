"""Finding anything of a library by a part of its name, without accents or case."""

from itertools import islice
from typing import Any

from django import forms
from django.db import models
from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from measurements.models import Goal, Measure
from partners.forms.texts import PlainText
from partners.models import Organization, Partnership, Person
from partners.names import name_key
from partners.views.pages import LibraryPage

SHOWN = 10
# Goals are sentences without a key of their own and are compared here, the newest first.
GOALS_READ = 1000


class SearchForm(PlainText, forms.Form):
    q = forms.CharField(label=gettext_lazy("Name or part of it"), max_length=100)


class SearchView(LibraryPage, TemplateView):
    """What the viewer may see of the library, in groups; partners find what they see elsewhere."""

    template_name = "site/search.html"
    staff_role = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = "q" in self.request.GET
        form = SearchForm(self.request.GET if asked else None)
        key = name_key(form.cleaned_data["q"]) if asked and form.is_valid() else ""
        groups = [group for group in self.groups(key) if group["hits"]] if key else []
        return super().get_context_data(
            **kwargs,
            form=form,
            asked=form.cleaned_data["q"] if key else "",
            groups=groups,
            is_staff=self.is_staff,
            crumbs=[],
        )

    def groups(self, key: str) -> list[dict[str, Any]]:
        return [
            _group(_("Organizations"), self.organizations(key), self.more_organizations()),
            _group(_("People"), self.people(key)),
            _group(_("Partnerships"), self.partnerships(key)),
            _group(_("Goals"), self.goals(key)),
            _group(_("Measures"), self.measures(key)),
        ]

    def organizations(self, key: str) -> list[dict[str, Any]]:
        return [
            {"label": row.name, "url": self.organization_url(row.pk)}
            for row in _alike(self.visible(Organization).active(), key)
        ]

    def people(self, key: str) -> list[dict[str, Any]]:
        rows = _alike(self.visible(Person).filter(organization__archived_at=None), key)
        return [
            {
                "label": row.name,
                "url": self.organization_url(row.organization_id),
                "detail": row.organization.name,
            }
            for row in rows.select_related("organization")
        ]

    def partnerships(self, key: str) -> list[dict[str, Any]]:
        return [
            {"label": row.name, "url": self.to("partnership", row.pk)}
            for row in _alike(self.visible(Partnership), key)
        ]

    def goals(self, key: str) -> list[dict[str, Any]]:
        rows = self.visible(Goal).order_by("-pk").values_list("title", "partnership_id", "partnership__name")
        alike = (row for row in rows[:GOALS_READ] if key in name_key(row[0]))
        return [
            {"label": title, "url": self.to("partnership", pk), "detail": partnership}
            for title, pk, partnership in islice(alike, SHOWN + 1)
        ]

    def measures(self, key: str) -> list[dict[str, Any]]:
        rows = _alike(self.visible(Measure), key).select_related("partnership")
        return [
            {"label": row.name, "url": self.to("measure", row.pk), "detail": row.partnership.name}
            for row in rows
        ]

    def organization_url(self, pk: int) -> str:
        """The organization's page, which only staff may open."""
        return self.to("organization", pk) if self.is_staff else ""

    def more_organizations(self) -> str:
        return f"{self.to('organizations')}?{self.request.GET.urlencode()}" if self.is_staff else ""


def _alike(rows: QuerySet[models.Model], key: str) -> Any:
    """Names with the text in them, first those that begin with it; one more than is shown."""
    begins = Case(When(name_key__startswith=key, then=Value(0)), default=Value(1))
    return rows.filter(name_key__contains=key).order_by(begins, "name_key", "pk")[: SHOWN + 1]


def _group(label: str, hits: list[dict[str, Any]], more_url: str = "") -> dict[str, Any]:
    return {"label": label, "hits": hits[:SHOWN], "has_more": len(hits) > SHOWN, "more_url": more_url}
