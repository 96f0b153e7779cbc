"""Faults that are told to the log without what the records hold: an error's text may name a person."""

import logging
import traceback

from django.db import InterfaceError, OperationalError

# The database is away: nothing is wrong with the row at hand, and it must stay as it is.
DATABASE_AWAY = (OperationalError, InterfaceError)


def log_failure(logger: logging.Logger, what: str, error: BaseException) -> None:
    """Log the kind of an error and where it arose."""
    trace = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s: %s\n%s", what, type(error).__name__, trace)
