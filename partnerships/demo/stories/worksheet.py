"""A worksheet about two possible partners, three quarters filled by one rater and begun by another."""

from datetime import datetime

from partners.models import Library, Organization, User
from partnerships.demo.stories.people import ELM, JUNIPER
from worksheets.cells import Cell
from worksheets.domain.evaluations import save_ratings, start_evaluation

# By candidate, in the order of the factors; None is "don't know".
Sheet = dict[str, tuple[int | None, ...]]
FIRST_RATER: Sheet = {
    ELM.name: (5, 4, 3, 4, 3, 5, 4, 4, 3, 4, None, 4, 3, 5, 4),
    JUNIPER.name: (2, 2, 4, 3, 4, 4, 3, 3, 2, 4, 2, 3, None, 4, 5),
}
SECOND_RATER: Sheet = {ELM.name: (4, 4, 4, 2, 3, 5, 4), JUNIPER.name: (3, 2, 4, 5, 4, 4, 3)}
NOTES = {
    (ELM.name, 0): "Ran the food drive with us for six years.",
    (JUNIPER.name, 0): "New board since spring; nobody has worked with them yet.",
}


def fill_worksheet(library: Library, *, raters: list[User], now: datetime) -> None:
    candidates = [Organization.objects.get(library=library, name=one.name) for one in (ELM, JUNIPER)]
    evaluation = start_evaluation(
        library, by=raters[0], title="Where could the evening groups meet?", organizations=candidates, now=now
    )
    factors = list(evaluation.instrument_version.factors.order_by("position"))
    by_name = {candidate.organization.name: candidate for candidate in evaluation.candidates.all()}
    for rater, answers in zip(raters, (FIRST_RATER, SECOND_RATER), strict=True):
        cells = [
            Cell(
                candidate_id=by_name[name].pk,
                factor_id=factor.pk,
                value=value,
                note=NOTES.get((name, position), "") if rater == raters[0] else "",
            )
            for name, values in answers.items()
            for position, (factor, value) in enumerate(zip(factors, values, strict=False))
        ]
        save_ratings(evaluation, by=rater, cells=cells)
