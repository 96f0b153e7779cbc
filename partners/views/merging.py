"""Likely duplicates, and two records of one organization becoming one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partners.choices import LibraryRole
from partners.domain.merging import merge_organizations, obstacles, open_choices
from partners.domain.versions import Stale
from partners.forms.organizations import MergeForm
from partners.likeness import Card, alike, pairs
from partners.merging import GONE
from partners.models import Category, Organization, OrganizationCategory, OrganizationTag
from partners.names import name_key
from partners.views.editing import show_refusal
from partners.views.organizations import CARD_FIELDS, MOST_COMPARED
from partners.views.pages import LibraryPage
from partners.views.sorting import words_of_organization

SHOWN_PAIRS = 50
SHOWN_RECORDS = 20


class DirectoryPage(LibraryPage, TemplateView):
    def cards(self) -> list[Card]:
        """All records in use, in the order of their names."""
        rows = self.visible(Organization).active().order_by("name_key", "pk")
        return [Card(*row) for row in rows.values_list("pk", *CARD_FIELDS)[:MOST_COMPARED]]

    def crumbs(self, *more: dict[str, Any]) -> list[dict[str, Any]]:
        return [{"label": _("Directory"), "url": self.to("organizations")}, *more]


class DuplicatesView(DirectoryPage):
    """Pairs of records that look like one organization."""

    template_name = "partners/organizations/duplicates.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shared = {"name": _("name"), "website": _("website"), "email": _("e-mail"), "phone": _("phone")}
        found = [
            {
                "one": one,
                "other": other,
                "shared": ", ".join(label for kind, label in shared.items() if kind in kinds),
                "url": self.to("organization_merge", one.pk, other.pk),
            }
            for one, other, kinds in pairs(self.cards(), limit=SHOWN_PAIRS)
        ]
        return super().get_context_data(
            **kwargs,
            pairs=found,
            can_edit=self.can_edit,
            crumbs=self.crumbs({"label": _("Likely duplicates")}),
        )


class MergeChoiceView(DirectoryPage):
    """Which other record is the same organization: searched by name, or one that looks like it."""

    template_name = "partners/organizations/merge_choice.html"
    staff_role = LibraryRole.COORDINATOR

    @cached_property
    def row(self) -> Organization:
        return self.find_editable(Organization)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = name_key(self.request.GET.get("q", ""))[:200]
        own = Card(self.row.pk, *(getattr(self.row, name) for name in CARD_FIELDS))
        fitting = [
            card
            for card in self.cards()
            if card.pk != own.pk and (asked in name_key(card.name) if asked else alike(own, card))
        ]
        back = {"label": self.row.name, "url": self.to("organization", self.row.pk)}
        return super().get_context_data(
            **kwargs,
            organization=self.row,
            records=fitting[:SHOWN_RECORDS],
            asked=self.request.GET.get("q", ""),
            crumbs=self.crumbs(back, {"label": _("Merge")}),
        )


class MergeView(DirectoryPage):
    """Differences chosen side by side, then a page to look over, then done."""

    template_name = "partners/organizations/merge.html"
    staff_role = LibraryRole.COORDINATOR

    @cached_property
    def kept(self) -> Organization:
        return self.find_editable(Organization)

    @cached_property
    def gone(self) -> Organization:
        return self.find_editable(Organization, pk=self.kwargs["other"])

    def form(self, data: Any = None) -> MergeForm:
        both = [self.kept.pk, self.gone.pk]
        words = words_of_organization(
            self.visible(OrganizationCategory).filter(organization__in=both),
            self.visible(OrganizationTag).filter(organization__in=both),
        )
        return MergeForm(
            data, kept=self.kept, gone=self.gone, words=words, choices=open_choices(self.kept, self.gone)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("refusals", obstacles(self.kept, self.gone))
        return super().get_context_data(
            kept=self.kept,
            gone=self.gone,
            versions=f"{self.kept.version}-{self.gone.version}",
            turned_url=self.to("organization_merge", self.gone.pk, self.kept.pk),
            cancel_url=self.to("organization", self.kept.pk),
            crumbs=self.crumbs(
                {"label": self.kept.name, "url": self.to("organization", self.kept.pk)},
                {"label": _("Merge")},
            ),
            **{"form": None, **kwargs},
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=self.form()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid() or obstacles(self.kept, self.gone):
            return self.render_to_response(self.get_context_data(form=form))
        if request.POST.get("step") != "merge":
            return self.render_to_response(self.get_context_data(form=form, facts=self.facts(form)))
        try:
            merged = self.carry_out(form)
        except Stale:
            messages.error(request, _("Somebody changed one of the two in between. Look again."))
            return redirect(self.to("organization_merge", self.kept.pk, self.gone.pk))
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return self.render_to_response(self.get_context_data(form=form, refusals=refusal.messages))
        said = _("%(other)s is merged into %(name)s.") % {"name": merged.name, "other": self.gone.name}
        messages.success(request, said)
        return redirect(self.to("organization", merged.pk))

    def carry_out(self, form: MergeForm) -> Organization:
        seen = self.request.POST.get("versions", "")
        if seen != f"{self.kept.version}-{self.gone.version}":
            raise Stale(self.kept)
        return merge_organizations(
            self.kept,
            self.gone,
            by=self.request.user,
            versions=(self.kept.version, self.gone.version),
            values=form.values(),
            primary=Category.objects.filter(code=form.cleaned_data.get("primary", "")).first(),
            now=timezone.now(),
            chosen=form.chosen,
        )

    def facts(self, form: MergeForm) -> list[dict[str, Any]]:
        """What the record holds afterwards."""
        facts = [
            {"label": str(Organization._meta.get_field(name).verbose_name).capitalize(), "value": value}
            for name, value in form.values().items()
            if value
        ]
        if code := form.cleaned_data.get("primary"):
            label = dict(form.fields["primary"].choices)[code]
            facts.append({"label": _("Primary category"), "value": label})
        facts += [
            {"label": one.label, "value": one.gone if form.chosen[one.key] == GONE else one.kept}
            for one in form.choices
        ]
        return facts
