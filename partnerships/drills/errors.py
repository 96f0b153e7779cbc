class DrillError(Exception):
    """The drill cannot be held, or came to a stop; the text says why."""
