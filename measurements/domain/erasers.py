"""What becomes of the rows of this app when a person is erased."""

from dataclasses import dataclass

from measurements.models import Signature
from partners.domain.erasers import Keeps, scrub_rows
from partners.erasing import Words
from partners.models import Person


@dataclass(frozen=True)
class Signatures:
    """Who signed for the organization: the office stays, the name goes."""

    model: str = Signature._meta.label

    def erase(self, person: Person, words: Words) -> int:
        rows = Signature.objects.filter(organization_id=person.organization_id)
        return scrub_rows(rows, ("name",), words, is_bound=True)


ERASERS = (
    Keeps("measurements.Observation", why="who gave a figure is a former contact now"),
    Keeps("measurements.Revision", why="who gave a figure is a former contact now"),
    Signatures(),
)
