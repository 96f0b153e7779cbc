"""A template rendered once with holes in it, and filled for each reader. Pure.

For templates that print their words as they are, and ask of them only whether they are empty: what is
told apart by more than that, or goes through a filter, is no word but part of the shape.
"""

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.translation import get_language

# Nobody can guess the name of a hole, so none stands in anybody's words.
_NONCE = secrets.token_hex(8)
_HOLE = re.compile(rf"\[{_NONCE}:(\d+)\]")


def fill_template(name: str, context: Mapping[str, Any]) -> str:
    """Return what `render_to_string` would; the context holds strings, booleans, lists and mappings."""
    words = list(_words(context))
    pieces = _stencil(name, get_language(), _shape(context))
    fill = conditional_escape if name.endswith(".html") else str
    return "".join(fill(words[piece]) if isinstance(piece, int) else piece for piece in pieces)


# A shape for each language, number of things, and what is left out.
@lru_cache(maxsize=500)
def _stencil(name: str, _language: str | None, shape: Any) -> tuple[str | int, ...]:
    texts = _HOLE.split(render_to_string(name, _with_holes(shape, count())))
    return tuple(int(text) if position % 2 else text for position, text in enumerate(texts))


def _shape(value: Any) -> Any:
    """What the template may tell apart: a word is there or empty, a list has so many."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Mapping):
        return "mapping", tuple((key, _shape(one)) for key, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "list", tuple(_shape(one) for one in value)
    return "word" if str(value) else ""


def _words(value: Any) -> Iterator[str]:
    """The words, in the order of the shape."""
    if isinstance(value, bool):
        return
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _words(one)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            yield from _words(one)
    else:
        yield str(value)


def _with_holes(shape: Any, numbers: Iterator[int]) -> Any:
    if isinstance(shape, bool):
        return shape
    if isinstance(shape, str):
        number = next(numbers)
        return f"[{_NONCE}:{number}]" if shape else ""
    kind, parts = shape
    if kind == "mapping":
        return {key: _with_holes(part, numbers) for key, part in parts}
    return [_with_holes(part, numbers) for part in parts]
