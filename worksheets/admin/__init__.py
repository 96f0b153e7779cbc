from worksheets.admin import evaluations, instruments

__all__ = ["evaluations", "instruments"]
