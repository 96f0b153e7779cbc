class BackupError(Exception):
    """The backup or restore did not happen; the text says why and holds no password."""
