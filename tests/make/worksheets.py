"""Evaluations of possible partners."""

from datetime import UTC, datetime

from tests.make.rows import saved
from worksheets.models import Candidate, Evaluation, InstrumentVersion, Rating


def make_evaluation(library, *organizations, by, title="Two sites for tutoring"):
    evaluation = saved(
        Evaluation(
            library=library,
            instrument_version=InstrumentVersion.objects.get(code="potential_partners"),
            title=title,
            created_by=by,
            created_at=datetime(2017, 1, 10, 18, tzinfo=UTC),
        )
    )
    for position, organization in enumerate(organizations, start=1):
        saved(Candidate(library=library, evaluation=evaluation, organization=organization, position=position))
    return evaluation


def make_rating(candidate, *, by, code="1a", value=4, note=""):
    factor = candidate.evaluation.instrument_version.factors.get(code=code)
    return saved(
        Rating(
            library=candidate.library,
            evaluation=candidate.evaluation,
            candidate=candidate,
            factor=factor,
            rater=by,
            value=value,
            note=note,
        )
    )
