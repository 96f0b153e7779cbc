"""Read before Django's settings are: a plain `pytest` must not touch anybody's data."""

import os
import tempfile

os.environ.setdefault("PARTNERSHIPS_PROFILE", "test")
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="partnerships-test-"))
# The browser tests' driver runs an event loop in this thread; Django then takes every query for an async one.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
