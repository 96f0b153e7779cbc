"""What of this app goes to a successor, and the line that says so for any app."""

from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Q

from partners.models import Person


@dataclass(frozen=True)
class Passes:
    """Open rows addressed to a person: their key goes to whoever comes after."""

    model: str
    key: str = "person"
    # Which rows are open; what is done stays with whoever did it.
    where: Q = field(default_factory=Q)

    def hand_over(self, person: Person, successor: Person) -> int:
        rows = apps.get_model(self.model)._base_manager.filter(self.where, library_id=person.library_id)
        return rows.filter(**{self.key: person}).update(**{self.key: successor})


PASSES = (
    Passes("partners.Task", where=Q(done_at=None)),
    Passes("partners.ActionItem", where=Q(ended_at=None)),
)
