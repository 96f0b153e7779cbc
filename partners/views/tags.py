"""Owner and tags of an organization, and the library's list of tags."""

from typing import Any

from django import forms
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from partners.domain.tags import label_organization, merge_tags, remove_tag, rename_tag
from partners.forms.organizations import LabelsForm, TagForm, TagMergeForm
from partners.models import LibraryMembership, Organization, OrganizationTag, Tag, User
from partners.views.editing import ChangeView, RowFormView
from partners.views.pages import LibraryPage
from partners.views.sorting import Words, words_of_library

MOST_TAGS = 500


class LabelsView(ChangeView):
    """Who looks after an organization, and its tags."""

    model = Organization
    form_class = LabelsForm
    submit = gettext_lazy("Save")

    @cached_property
    def title(self) -> str:
        return _("Owner and tags of %(name)s") % {"name": self.row.name}

    @cached_property
    def words(self) -> Words:
        return words_of_library(self.visible(Tag), self.visible(LibraryMembership))

    def form_kwargs(self, row: Organization) -> dict[str, Any]:
        links = self.visible(OrganizationTag).filter(organization=row)
        names = list(links.order_by("tag__name_key").values_list("tag__name", flat=True))
        owner = str(row.owner_id or "")
        return {"words": self.words, "initial": {"owner": owner, "tags": ", ".join(names)}}

    def carry_out(self, form: LabelsForm) -> Organization:
        return label_organization(
            self.row,
            by=self.request.user,
            version=self.version,
            owner=owner_of(self, form.cleaned_data["owner"]),
            tags=[name for name in form.cleaned_data["tags"].split(", ") if name],
            now=timezone.now(),
        )

    def said(self, saved: Organization) -> str:
        return _("%(name)s is saved.") % {"name": saved.name}

    def way_back(self) -> str:
        return self.to("organization", self.row.pk)

    def crumbs(self) -> list[dict[str, Any]]:
        directory = {"label": _("Directory"), "url": self.to("organizations")}
        return [directory, {"label": self.row.name, "url": self.way_back()}]


def owner_of(page: LibraryPage, pk: str) -> User | None:
    """Somebody of the staff, or nobody."""
    if not pk:
        return None
    return page.find(page.visible(LibraryMembership).select_related("user"), user_id=pk).user


class TagsView(LibraryPage, TemplateView):
    template_name = "partners/tags/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tags = self.visible(Tag).annotate(uses=Count("links")).order_by("name_key", "pk")
        return super().get_context_data(
            **kwargs,
            tags=list(tags[:MOST_TAGS]),
            can_edit=self.can_edit,
            crumbs=[{"label": _("Directory"), "url": self.to("organizations")}, {"label": _("Tags")}],
        )


class TagPage(LibraryPage):
    def way_back(self) -> str:
        return self.to("tags")

    def crumbs(self) -> list[dict[str, Any]]:
        directory = {"label": _("Directory"), "url": self.to("organizations")}
        return [directory, {"label": _("Tags"), "url": self.to("tags")}]


class TagChangeView(TagPage, ChangeView):
    model = Tag
    form_class = TagForm
    submit = gettext_lazy("Save")

    @cached_property
    def title(self) -> str:
        return _("Rename the tag %(name)s") % {"name": self.row.name}

    def form_kwargs(self, row: Tag) -> dict[str, Any]:
        return {"initial": {"name": row.name}}

    def carry_out(self, form: TagForm) -> Tag:
        name = form.cleaned_data["name"]
        return rename_tag(self.row, by=self.request.user, version=self.version, name=name)

    def said(self, saved: Tag) -> str:
        return _("%(name)s is saved.") % {"name": saved.name}


class TagMergeView(TagPage, RowFormView):
    """One tag instead of two."""

    form_class = TagMergeForm
    submit = gettext_lazy("Merge the tags")

    @cached_property
    def row(self) -> Tag:
        return self.find_editable(Tag)

    @cached_property
    def title(self) -> str:
        return _("Merge the tag %(name)s") % {"name": self.row.name}

    @property
    def lead(self) -> str:
        return _("What has this tag gets the other one; this one goes.")

    @property
    def others(self) -> QuerySet[Tag]:
        return self.editable(Tag).exclude(pk=self.row.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"tags": self.others}

    def carry_out(self, form: TagMergeForm) -> Tag:
        into = self.find(self.others, pk=form.cleaned_data["into"])
        return merge_tags(self.row, by=self.request.user, into=into)

    def said(self, saved: Tag) -> str:
        return _("The two tags are one: %(name)s.") % {"name": saved.name}


class TagRemoveView(TagPage, RowFormView):
    """Says how many organizations lose the tag; that cannot be undone."""

    form_class = forms.Form
    submit = gettext_lazy("Remove the tag")

    @cached_property
    def row(self) -> Tag:
        return self.find_editable(Tag)

    @cached_property
    def title(self) -> str:
        return _("Remove the tag %(name)s") % {"name": self.row.name}

    @property
    def lead(self) -> str:
        uses = self.row.links.count()
        said = ngettext(
            "%(count)s organization has it. It stays in the directory; only the tag goes, for good.",
            "%(count)s organizations have it. They stay in the directory; only the tag goes, for good.",
            uses,
        )
        return said % {"count": uses}

    def carry_out(self, form: forms.Form) -> str:
        name = self.row.name
        remove_tag(self.row, by=self.request.user)
        return name

    def said(self, saved: str) -> str:
        return _("The tag %(name)s is gone.") % {"name": saved}
