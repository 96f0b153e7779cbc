"""Names and free text as people type them: what is stored, and the key they are found by."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


class TextError(ValueError):
    """Text that cannot be stored, with a sentence for people and a code: nul or surrogate."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return str(
            _("This text holds a character that cannot be stored. Type it again instead of pasting it.")
        )


def name_key(text: str) -> str:
    """Return what two spellings of one name share: no case, no accents, single spaces."""
    # Case folding can bring back a combined letter, hence the second pass.
    return " ".join(_without_accents(_without_accents(text).casefold()).split())


def clean_text(text: str, *, keep_lines: bool = False) -> str:
    """Return the text with control characters and outer spaces gone, as one line unless keep_lines is set.

    Raises TextError for NUL, which PostgreSQL refuses, and for a lone surrogate, which UTF-8 cannot hold.
    """
    if "\0" in text:
        raise TextError("nul")
    if _SURROGATES.search(text):
        raise TextError("surrogate")
    visible = _CONTROLS.sub(" ", _BREAKS.sub("\n", text))
    if not keep_lines:
        return " ".join(visible.split())
    return "\n".join(line.rstrip() for line in visible.split("\n")).strip()


def _without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def masked(text: str) -> str:
    """A name or an address that only its owner recognizes: the first letter of each word, and the domain."""
    local, at, domain = text.rpartition("@")
    words = (local if at else text).split()
    return " ".join(f"{word[0]}•••" for word in words) + at + (domain if at else "")
