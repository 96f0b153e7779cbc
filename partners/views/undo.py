"""Undo instead of "are you sure": the message on the next page carries a button that takes the step back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest


def say_undoable(request: HttpRequest, text: str, *, undo_url: str) -> None:
    """Say what is now true; posting to `undo_url` takes it back."""
    messages.success(request, text, extra_tags=undo_url)


class Undoable:
    """For a form whose step can be taken back; `undo_url` is where that is posted."""

    request: HttpRequest

    def undo_url(self, saved: Any) -> str:
        raise NotImplementedError

    def tell(self, saved: Any) -> None:
        said = self.said(saved)  # type: ignore[attr-defined]  # of the form it is mixed into
        say_undoable(self.request, said, undo_url=self.undo_url(saved))
