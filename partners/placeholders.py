"""Words in braces that a text by hand holds for each reader's own: {first name}, {organization}. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

_BRACES = re.compile(r"\{([^{}\n]{1,40})\}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What stands for one thing; staff may write either language, whatever the text's own is."""

    key: str
    en: str
    es: str

    def shown(self, language: str) -> str:
        return f"{{{self.es if language == 'es' else self.en}}}"


PLACEHOLDERS = (
    Placeholder("first_name", "first name", "nombre"),
    Placeholder("name", "name", "nombre completo"),
    Placeholder("organization", "organization", "organización"),
    Placeholder("partnership", "partnership", "alianza"),
    Placeholder("library", "library", "biblioteca"),
    Placeholder("sender", "sender", "remitente"),
)
_KEYS = {word: one.key for one in PLACEHOLDERS for word in (one.en, one.es)}


def used_in(text: str) -> set[str]:
    """The keys of the placeholders that a text holds."""
    return {key for word in _BRACES.findall(text) if (key := _key(word)) is not None}


def unknown_in(text: str) -> list[str]:
    """What stands in braces and means nothing, in the order in which it is met."""
    return [f"{{{word}}}" for word in dict.fromkeys(_BRACES.findall(text)) if _key(word) is None]


def unusable_in(text: str, usable: Collection[str]) -> list[str]:
    """What stands in braces and is not among the keys, in the order in which it is met."""
    words = dict.fromkeys(_BRACES.findall(text))
    return [f"{{{word}}}" for word in words if _key(word) not in usable]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put each reader's own words in; what has no value stays as it was typed."""
    return _BRACES.sub(lambda found: values.get(_key(found[1]) or "", found[0]), text)


def first_name(name: str) -> str:
    """The first word of a name; good enough for a greeting, and staff see it before it leaves."""
    return name.split(maxsplit=1)[0] if name.split() else name


def _key(word: str) -> str | None:
    return _KEYS.get(" ".join(word.casefold().split()))
