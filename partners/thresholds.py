"""Default thresholds and what a library may set them to. Never environment settings."""

from decimal import Decimal

BAND_STRENGTH = "band_strength"
BAND_BORDERLINE = "band_borderline"
# Counts below it, but not 0, are not shown outside the library.
SMALL_COUNT = "small_count"

DEFAULTS = {
    BAND_STRENGTH: Decimal("4.0"),
    BAND_BORDERLINE: Decimal("3.0"),
    SMALL_COUNT: Decimal(5),
}
LIMITS = {
    BAND_STRENGTH: (Decimal("1.0"), Decimal("5.0")),
    BAND_BORDERLINE: (Decimal("1.0"), Decimal("5.0")),
    # With 2 the label "fewer than 2" would say 1.
    SMALL_COUNT: (Decimal(3), Decimal(50)),
}
