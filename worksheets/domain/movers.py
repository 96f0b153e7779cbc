"""What becomes of worksheets when two records of one organization are merged."""

from partners.domain.movers import Rows
from partners.models import Organization
from worksheets.models import Candidate


class Candidates(Rows):
    """Candidates move; where both were judged in one worksheet, that worksheet stays as it was filled in."""

    def move(self, kept: Organization, gone: Organization) -> int:
        both = self.of(kept).values("evaluation")
        return (
            self.of(gone)
            .exclude(evaluation__in=list(both.values_list("evaluation", flat=True)))
            .update(organization=kept)
        )


MOVERS = (Candidates(Candidate._meta.label),)
