from measurements.admin import reports

__all__ = ["reports"]
