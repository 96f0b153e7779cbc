"""The parts of a figure by category. The line they belong to is the entry in history."""

from collections.abc import Mapping
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from measurements.breakdowns import Breakdown, breakdowns_for, line_problems, parts_of
from measurements.choices import Aggregation
from measurements.models import Measure, Observation, Report, Slice
from measurements.parts import Part


def changed_parts(line: Observation | None, typed: Mapping[int, Part]) -> dict[int, Part]:
    """Return what differs from what is stored; a part without numbers takes the stored one away."""
    stored = parts_of([line.pk]).get(line.pk, {}) if line else {}
    return {pk: part for pk, part in typed.items() if part != stored.get(pk, Part())}


def store_parts(line: Observation, changed: Mapping[int, Part], *, report: Report) -> None:
    """Store what differs. Raises `ValidationError` for a category that is not asked for."""
    if not changed:
        return
    offered = {row.pk for breakdown in asked_for(report, line.measure) for row in breakdown.categories}
    if not changed.keys() <= offered:
        raise ValidationError(
            _("%(measure)s: this category is not asked for.") % {"measure": line.measure.name}
        )
    Slice.objects.filter(observation=line, category_id__in=changed).delete()
    for category_id, part in changed.items():
        if part.is_given:
            _add(line, category_id, part)


def asked_for(report: Report, measure: Measure) -> list[Breakdown]:
    return breakdowns_for([measure.pk], day=report.period.starts_on).get(measure.pk, [])


def drop_parts(line: Observation) -> None:
    """Take all parts away: the line has no figure any more."""
    Slice.objects.filter(observation=line).delete()


def check_lines(report: Report, lines: list[Observation]) -> None:
    """Refuse figures that do not fit their parts. Raises `ValidationError` with every reason."""
    asked = breakdowns_for([line.measure_id for line in lines], day=report.period.starts_on)
    stored = parts_of([line.pk for line in lines]) if asked else {}
    problems = [
        f"{line.measure.name}: {text}"
        for line in lines
        for text in _halves(line)
        + line_problems(line.measure, line, stored.get(line.pk, {}), asked.get(line.measure_id, []))
    ]
    if problems:
        raise ValidationError(problems)


def parts_kept(line: Observation) -> list[list[str | None]]:
    """Return the parts as a revision keeps them: breakdown, category and numbers, in words."""
    rows = Slice.objects.filter(observation=line).select_related("category__category_list__dimension")
    ordered = sorted(rows, key=lambda row: (row.category.category_list_id, row.category.position))
    return [
        [
            row.category.category_list.dimension.name,
            row.category.name,
            *(None if number is None else str(number) for number in asdict(Part.of(row)).values()),
        ]
        for row in ordered
    ]


def _halves(line: Observation) -> list[str]:
    """Say what an unfinished draft lacks."""
    if not line.is_number:
        return []
    if line.numerator is not None or line.denominator is not None:
        if line.numerator is None or line.denominator is None:
            return [_("Give both numbers.")]
        if line.numerator > line.denominator and not line.measure.may_exceed_whole:
            return [_("The part is more than the whole.")]
    elif line.value is None and not line.text:
        return [_("Give the total, or say why there is none.")]
    elif line.measure.aggregation == Aggregation.MEAN and line.n is None:
        return [_("Say how many people the average is from.")]
    return []


def _add(line: Observation, category_id: int, part: Part) -> None:
    row = Slice(
        library_id=line.library_id,
        partnership_id=line.partnership_id,
        organization_id=line.organization_id,
        observation=line,
        category_id=category_id,
        **asdict(part),
    )
    row.full_clean()
    row.save(force_insert=True)
