"""How a total falls to the members that counted it."""

from collections.abc import Sequence
from decimal import Decimal

WHOLE = 100


def parts_of(total: int, *, share: int | None, weights: Sequence[int]) -> list[Decimal]:
    """Split a total; the parts add up to it exactly.

    With a share in hundredths the first part is the library's; the rest goes by the weights of the others.
    Without one everything goes by weights.
    """
    if share is not None and not weights:
        return [Decimal(total)]
    own = [total * share // WHOLE] if share is not None else []
    rest = total - sum(own)
    parts = [rest * weight // sum(weights) for weight in weights]
    parts[0] += rest - sum(parts)
    return [Decimal(part) for part in (*own, *parts)]
