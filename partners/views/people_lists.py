"""The people of all organizations in one list, and what is done with several of them."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from partners.choices import LibraryRole, PeopleAction, StopKind
from partners.domain.leaving import bring_people_back, mark_left
from partners.domain.versions import Stale
from partners.forms.people_lists import LeavingForm, PeopleFilter
from partners.models import Access, LibraryMembership, Person, ReminderStop, Tag
from partners.tables.people import PEOPLE, choose_people
from partners.views.editing import show_refusal
from partners.views.pages import LibraryPage
from partners.views.paging import counted, letters, page_by_name
from partners.views.saved_filters import filters_of
from partners.views.sorting import words_of_library
from partners.views.ticked import ticked
from partners.views.undo import say_undoable


def directory_tabs(page: LibraryPage, current: str) -> list[dict[str, Any]]:
    words = {"organizations": _("Organizations"), "people": _("People")}
    return [
        {"label": label, "url": page.to(name), "is_current": name == current} for name, label in words.items()
    ]


class PeopleView(LibraryPage, TemplateView):
    """Everybody at any organization: searched without accents, paged by name."""

    template_name = "partners/people/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = words_of_library(self.visible(Tag), self.visible(LibraryMembership))
        form = PeopleFilter(self.request.GET or None, words=words)
        rows = self.chosen(form)
        access = self.visible(Access).current(on=self.today).filter(person=OuterRef("pk"))
        told = rows.select_related("organization").annotate(may_sign_in=Exists(access))
        return super().get_context_data(
            **kwargs,
            page=page_by_name(told, self.request.GET),
            count=counted(rows),
            letters=letters(self.request.GET),
            filter_form=form,
            is_filtered=any(self.request.GET.values()),
            can_edit=self.can_edit,
            bulk_actions=[choice for choice in PeopleAction.choices if self.may(choice[0])],
            export_query=urlencode(PEOPLE.asked(form.data)),
            saved_filters=filters_of(self, PEOPLE.noun),
            tabs=directory_tabs(self, "people"),
        )

    def may(self, action: str) -> bool:
        return self.can_edit or action != PeopleAction.LEFT

    def chosen(self, form: PeopleFilter) -> QuerySet[Person]:
        if form.is_bound and not form.is_valid():
            return self.visible(Person).none()
        return choose_people(self.visible, form.cleaned_data if form.is_bound else {}, today=self.today)


class PeopleBulkView(LibraryPage, TemplateView):
    """The page to look over; nothing changes before its button is pressed."""

    template_name = "partners/people/bulk.html"

    @cached_property
    def action(self) -> str:
        asked = (self.request.POST or self.request.GET).get("action", "")
        return asked if asked in PeopleAction.values else PeopleAction.ADDRESSES

    @cached_property
    def chosen(self) -> list[Person]:
        rows = self.visible(Person).filter(pk__in=ticked(self.request)).select_related("organization")
        stops = self.visible(ReminderStop).filter(person=OuterRef("pk"), kind=StopKind.OPT_OUT)
        return list(rows.annotate(wants_none=Exists(stops)).order_by("name_key", "pk"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.refuse_viewers()
        if self.action == PeopleAction.EXPORT and self.chosen:
            query = urlencode({"pk": ",".join(str(person.pk) for person in self.chosen)})
            return redirect(f"{self.to('export', PEOPLE.noun)}?{query}")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.refuse_viewers()
        form = LeavingForm(request.POST)
        if self.action != PeopleAction.LEFT or not self.chosen or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            self.mark_left(form)
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return self.render_to_response(self.get_context_data(form=form))
        except Stale:
            messages.error(request, _("Somebody else changed one of them in between. Nothing was done."))
        return redirect(self.way_back())

    def refuse_viewers(self) -> None:
        if self.action == PeopleAction.LEFT and not self.can_edit:
            raise PermissionDenied(_("Your role in this library does not allow that."))

    def mark_left(self, form: forms.Form) -> None:
        by, on = self.request.user, form.cleaned_data["left_on"]
        gone = mark_left(self.chosen, by=by, on=on, today=self.today, now=timezone.now())
        if not gone:
            return
        said = ngettext("%(count)s person has left.", "%(count)s people have left.", len(gone))
        query = urlencode({"pk": [person.pk for person in gone]}, doseq=True)
        undo_url = f"{self.to('people_bring_back')}?{query}"
        say_undoable(self.request, said % {"count": len(gone)}, undo_url=undo_url)

    def way_back(self) -> str:
        places = {person.organization_id for person in self.chosen}
        return self.to("organization", *places) if len(self.chosen) == 1 else self.to("people")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", LeavingForm(initial={"left_on": self.today}))
        label = PeopleAction(self.action).label
        crumbs = [
            {"label": _("Directory"), "url": self.to("organizations")},
            {"label": _("People"), "url": self.to("people")},
            {"label": label},
        ]
        return super().get_context_data(
            **kwargs,
            people=self.chosen,
            action=self.action,
            title=label,
            cancel_url=self.way_back(),
            crumbs=crumbs,
            addresses=", ".join(_address(person) for person in self.chosen if not _why_no_mail(person)),
            left_out=[(person, why) for person in self.chosen if (why := _why_no_mail(person))],
        )


def _address(person: Person) -> str:
    name = person.name.replace('"', "'")
    return f'"{name}" <{person.email}>'


def _why_no_mail(person: Person) -> str:
    if person.left_on is not None:
        return _("has left")
    if not person.email:
        return _("has no e-mail address")
    if person.is_bouncing:
        return _("mail comes back")
    return _("does not want mails with news") if person.wants_none else ""  # type: ignore[attr-defined]


class PeopleBringBackView(LibraryPage, View):
    """Takes back that people left; they are named by the address."""

    http_method_names = ["post"]
    staff_role = LibraryRole.COORDINATOR

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        people = self.editable(Person).filter(pk__in=ticked(request)).order_by("pk")
        try:
            back = bring_people_back(people, by=request.user)
        except Stale:
            back = []
        if back:
            said = ngettext(
                "%(count)s person is there again.", "%(count)s people are there again.", len(back)
            )
            messages.success(request, said % {"count": len(back)})
        else:
            messages.error(request, _("There is nothing to bring back."))
        if len(back) == 1:
            return redirect(self.to("organization", back[0].organization_id))
        return redirect(self.to("people"))
