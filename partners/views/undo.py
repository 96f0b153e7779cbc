"""Undo instead of "are you sure": the message on the next page carries a button that takes the step back."""

from django.contrib import messages
from django.http import HttpRequest


def say_undoable(request: HttpRequest, text: str, *, undo_url: str) -> None:
    """Say what is now true; posting to `undo_url` takes it back."""
    messages.success(request, text, extra_tags=undo_url)
