"""A staff member's day in one library: what waits for them, as a list of tasks."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from measurements.choices import ObservationState
from measurements.models import Claim, Extension, Goal, Observation
from partners.choices import DeliveryState, LibraryRole, TaskKind
from partners.domain.tasks import task_words
from partners.models import ActionItem, Agreement, AgreementParty, Delivery, Invitation, Task
from partners.terms import ENDS_SOON, RUNNING
from partners.views.pages import LibraryPage

PATIENCE = timedelta(days=7)
# What failed longer ago is history: the list of mails still has it.
FAILED_SHOWN = timedelta(days=30)
LINES = 10


class LibraryHomeView(LibraryPage, TemplateView):
    """Who may change things finds what to do; everybody else goes on to the partnerships."""

    template_name = "site/desk.html"
    staff_role = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.can_edit:
            return redirect(self.to("partnerships"))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tasks = [
            *self.requests(),
            *self.reviews(),
            *self.actions(),
            *self.invitations(),
            *self.agreements(),
            *self.mails(),
            *self.goals(),
        ]
        return super().get_context_data(tasks=tasks, own_tasks=list(self.own_tasks()), **kwargs)

    def own_tasks(self) -> Iterable[dict[str, Any]]:
        """What was opened for this person; what nobody owns is for the managers."""
        is_manager = self.scope.is_staff_of(self.library.pk, LibraryRole.MANAGER)
        mine = Q(owner=self.request.user) | (Q(owner=None) if is_manager else Q(pk=None))
        rows = self.visible(Task).open().filter(mine).select_related("organization", "person")
        for task in rows[:LINES]:
            organization_id = task.organization_id
            yield {
                "words": task_words(task),
                "due_on": task.due_on,
                "phone": task.person.phone if task.person else "",
                "done_url": self.to("task_done", task.pk),
                "page_url": self.to("succession", task.data["succession"])
                if task.kind == TaskKind.RE_ONBOARD
                else "",
                "log_url": self.to("contact_add", organization_id) if organization_id else "",
            }

    def requests(self) -> Iterable[dict[str, Any]]:
        """What partners ask for, which nobody but staff can decide."""
        asked = self.visible(Extension).waiting().order_by()
        asked = asked.values_list("report_id", "organization__name", Value(""))
        said = self.visible(Claim).open().order_by().values_list("pk", "organization__name", "kind")
        for pk, name, kind in asked.union(said, all=True)[: 2 * LINES]:
            if kind:
                words, page = _("Settle what %(name)s says about a figure"), "claim_settle"
            else:
                words, page = _("Answer %(name)s, which asks for more time"), "report_review"
            yield _task(words % {"name": name}, self.to(page, pk), _("Waiting for an answer"))

    def reviews(self) -> Iterable[dict[str, Any]]:
        """Reports that wait for approval; whoever gave a figure does not approve it."""
        waiting = (
            self.visible(Observation)
            .filter(state=ObservationState.SUBMITTED)
            .exclude(given_by=self.request.user)
            .order_by()
            .values("partnership_id", "partnership__name")
            .annotate(n=Count("report", distinct=True), one=Min("report_id"), since=Min("submitted_at"))
            .order_by("since", "partnership_id")
        )
        for row in waiting[:LINES]:
            words = ngettext("Review %(n)d report of %(name)s", "Review %(n)d reports of %(name)s", row["n"])
            one_url = self.to("report_review", row["one"])
            yield _task(
                words % {"n": row["n"], "name": row["partnership__name"]},
                one_url if row["n"] == 1 else self.to("partnership", row["partnership_id"]),
                _("For approval"),
            )

    def actions(self) -> Iterable[dict[str, Any]]:
        """What the library itself took on and is due within a week, and what is late at others."""
        rows = self.visible(ActionItem).open().filter(due_on__lte=self.today + PATIENCE)
        late = Q(due_on__lt=self.today)
        found = rows.aggregate(
            own=Count("pk", filter=Q(organization__is_own=True)),
            others=Count("pk", filter=late & Q(organization__is_own=False)),
            organization=Min("organization", filter=Q(organization__is_own=True)),
        )
        if found["own"]:
            words = ngettext(
                "Do %(n)d thing the library took on", "Do %(n)d things the library took on", found["own"]
            )
            url = f"{self.to('action_items')}?organization={found['organization']}"
            yield _task(words % {"n": found["own"]}, url, _("Due within a week"))
        if found["others"]:
            words = ngettext(
                "Ask about %(n)d action that is late",
                "Ask about %(n)d actions that are late",
                found["others"],
            )
            url = f"{self.to('action_items')}?status=overdue"
            yield _task(words % {"n": found["others"]}, url, _("Overdue"), "off")

    def invitations(self) -> Iterable[dict[str, Any]]:
        """Invitations nobody has answered for a week; those to the staff are for managers."""
        waiting = (
            self.visible(Invitation)
            .filter(created_at__lte=timezone.now() - PATIENCE)
            .filter(token__used_at=None, token__revoked_at=None)
            .order_by()
            .values("person__organization_id", "person__organization__name")
            .annotate(n=Count("pk"), newest=Max("created_at"))
            .order_by("-newest")
        )
        if not self.scope.is_staff_of(self.library.pk, LibraryRole.MANAGER):
            waiting = waiting.exclude(person=None)
        for row in waiting[:LINES]:
            organization_id = row["person__organization_id"]
            name = row["person__organization__name"] or _("the staff")
            words = ngettext(
                "Follow up on %(n)d invitation to %(name)s",
                "Follow up on %(n)d invitations to %(name)s",
                row["n"],
            )
            url = self.to("organization", organization_id) if organization_id else self.to("staff")
            yield _task(words % {"n": row["n"], "name": name}, url, _("No answer for 7 days"))

    def agreements(self) -> Iterable[dict[str, Any]]:
        """Agreements that end soon and nothing signed follows, and those whose signer has left."""
        rows = self.visible(Agreement).kept().with_term()
        ending = rows.ending_within(ENDS_SOON.days, on=self.today).undecided()
        orphaned = self.visible(AgreementParty).filter(
            agreement=OuterRef("pk"), signer__left_on__isnull=False
        )
        rows = rows.with_status(on=self.today).filter(status_now__in=RUNNING)
        rows = rows.annotate(ends_soon=Exists(ending.filter(pk=OuterRef("pk"))), is_orphaned=Exists(orphaned))
        for row in rows.filter(Q(ends_soon=True) | Q(is_orphaned=True)).order_by("sorted_by", "pk")[:LINES]:
            url, title = self.to("agreement", row.pk), {"title": row.name}
            if row.ends_soon:
                yield _task(_("Decide whether to renew “%(title)s”") % title, url, _("Ends soon")) | {
                    "detail": _("ends on %(day)s") % {"day": date_format(row.ends_on)}
                }
            if row.is_orphaned:
                yield _task(_("Find who answers for “%(title)s”") % title, url, _("Signer has left"))

    def mails(self) -> Iterable[dict[str, Any]]:
        since = timezone.now() - FAILED_SHOWN
        count = self.visible(Delivery).filter(state=DeliveryState.FAILED, created_at__gte=since).count()
        if count:
            words = ngettext("Look at %(n)d mail that failed", "Look at %(n)d mails that failed", count)
            yield _task(words % {"n": count}, f"{self.to('deliveries')}?state=failed", _("Not sent"), "off")

    def goals(self) -> Iterable[dict[str, Any]]:
        bare = (
            self.visible(Goal)
            .filter(measures=None, partnership__ended_on=None)
            .order_by()
            .values("partnership_id", "partnership__name")
            .annotate(n=Count("pk"), one=Min("pk"))
            .order_by("partnership__name_key", "partnership_id")
        )
        for row in bare[:LINES]:
            words = ngettext(
                "Add a measure to %(n)d goal of %(name)s",
                "Add measures to %(n)d goals of %(name)s",
                row["n"],
            )
            one_url = self.to("measure_add", row["one"])
            yield _task(
                words % {"n": row["n"], "name": row["partnership__name"]},
                one_url if row["n"] == 1 else self.to("partnership", row["partnership_id"]),
                _("Not counted yet"),
                "none",
            )


def _task(label: str, url: str, state: str, tone: str = "watch") -> dict[str, Any]:
    return {"label": label, "url": url, "state": "open", "state_label": state, "state_tone": tone}
