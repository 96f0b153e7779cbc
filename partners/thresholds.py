"""Default thresholds and what a library may set them to. Never environment settings."""

from decimal import Decimal

BAND_STRENGTH = "band_strength"
BAND_BORDERLINE = "band_borderline"

DEFAULTS = {
    BAND_STRENGTH: Decimal("4.0"),
    BAND_BORDERLINE: Decimal("3.0"),
}
LIMITS = {
    BAND_STRENGTH: (Decimal("1.0"), Decimal("5.0")),
    BAND_BORDERLINE: (Decimal("1.0"), Decimal("5.0")),
}
