"""Kinds of long work: every app says what it can do for somebody who does not wait in front of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

# Says how many are done, of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Outcome:
    """What came of it: a sentence, and a file or the page where it is seen."""

    sentence: str = ""
    next_path: str = ""
    file: BinaryIO | None = None
    file_name: str = ""
    content_type: str = ""


class Work(Protocol):
    """One kind of long work. A worker that dies anywhere does it again from the beginning."""

    name: str
    # The least role in the library, looked at again when it runs; None lets partners in.
    staff_role: str | None

    def prepare(self, job: Any, scope: Any, progress: Progress) -> Any:
        """Do what writes nothing. Raises ValidationError with a sentence for people."""

    def finish(self, job: Any, prepared: Any) -> Outcome:
        """Write; it is one transaction with the mark that the job is done."""


class WorkRegistry:
    def __init__(self) -> None:
        self._kinds: dict[str, Work] = {}

    def register(self, work: Work) -> None:
        """Raises ValueError for a second kind of one name."""
        if work.name in self._kinds:
            raise ValueError(f"{work.name} is registered")
        self._kinds[work.name] = work

    def __getitem__(self, name: str) -> Work:
        return self._kinds[name]

    def __contains__(self, name: str) -> bool:
        return name in self._kinds


registry = WorkRegistry()
