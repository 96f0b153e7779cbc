"""The folder of stored files: written whole or not at all, under keys that say nothing."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

_KEY = re.compile(r"[0-9a-f]{32}")


def path_of(key: str) -> Path:
    """Where the file of this key lies. Raises ValueError for what is no key."""
    if not _KEY.fullmatch(key):
        raise ValueError("not a key")
    return settings.FILES_DIR / key[:2] / key


def write(key: str, data: bytes) -> None:
    """Store a file for its owner's eyes only."""
    path = path_of(key)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    with open(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def stored_keys() -> Iterator[tuple[str, Path]]:
    """Every key in the folder with its path, drafts that were left lying included."""
    if settings.FILES_DIR.exists():
        for path in settings.FILES_DIR.glob("??/*"):
            yield path.stem, path
