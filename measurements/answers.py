"""What one member gave for a measure: which numbers that takes, and how it reads."""

from typing import Any

from measurements.choices import Aggregation, Content
from measurements.models import Measure
from measurements.wording import answer_in_words

# What a figure is made of. The last one is the count that parts by category add up to as well.
_FIELDS: dict[str, tuple[str, ...]] = {
    Aggregation.PERCENT: ("numerator", "denominator"),
    Aggregation.MEAN: ("value", "n"),
    Aggregation.NONE: ("text",),
}


def fields_of(measure: Measure) -> tuple[str, ...]:
    """Return the names of what is typed for a measure, in the order of the sheet."""
    return _FIELDS.get(measure.aggregation, ("value",))


def counts_of(measure: Measure) -> tuple[str, ...]:
    """Return those of them that categories add up to: of an average only how many people it is from."""
    if measure.aggregation == Aggregation.MEAN:
        return ("n",)
    return () if measure.is_words else fields_of(measure)


def answer_text(line: Any, measure: Measure) -> str | None:
    """Return the answer of an observation or a revision for reading; None without one."""
    if line is None:
        return None
    if line.content == Content.NUMBER:
        return answer_in_words(measure, line, text=line.text)
    return f"{Content(line.content).label}: {line.reason}"


def kept_answer(line: Any) -> Any:
    """Return the answer as history keeps it: in no language, and with both numbers behind a share."""
    if line.content != Content.NUMBER:
        return line.reason
    if line.numerator is not None or line.denominator is not None:
        return f"{line.numerator} / {line.denominator}"
    if line.n is not None:
        return f"{line.value} (n = {line.n})"
    return line.text or line.value
