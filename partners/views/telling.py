"""Telling people of a decision, each of them once."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.choices import LibraryRole
from partners.domain.decision_letters import write_decision
from partners.domain.letters import Letter
from partners.domain.telling import tell_decision
from partners.models import Decision, DecisionTelling, Member, Person
from partners.views.letters_sending import SendPage


class DecisionTellView(SendPage):
    """For the staff: only they know everybody's people."""

    staff_role = LibraryRole.COORDINATOR
    title = gettext_lazy("Tell people of the decision")

    @cached_property
    def decision(self) -> Decision:
        found = self.find_editable(Decision)
        rows = self.visible(Decision).select_related("library", "partnership", "meeting")
        return self.find(rows, pk=found.pk)

    def candidates(self) -> QuerySet[Person]:
        members = self.visible(Member).filter(partnership=self.decision.partnership_id).current(on=self.today)
        rows = (
            self.visible(Person).present().filter(organization__in=members.order_by().values("organization"))
        )
        return rows.select_related("organization__owner", "user").order_by(
            "organization__name_key", "organization_id", "name_key", "pk"
        )

    def known(self) -> dict[int, str]:
        rows = self.visible(DecisionTelling).filter(decision=self.decision)
        return dict(rows.values_list("person_id", "told_at"))

    def letter(self, person: Person) -> Letter:
        return write_decision(self.decision, person)

    def send(self, people: list[Person]) -> int:
        return len(tell_decision(self.decision, by=self.request.user, now=timezone.now(), people=people))

    def way_back(self) -> str:
        return self.to("decisions", self.decision.partnership_id)

    def frame(self) -> dict[str, Any]:
        decision = self.decision
        partnership = decision.partnership
        return {
            "lead": decision.text,
            "wanted": decision.told,
            "crumbs": [
                {"label": partnership.name, "url": self.to("partnership", partnership.pk)},
                {"label": _("Decisions"), "url": self.way_back()},
                {"label": self.title},
            ],
        }
