"""Text that ships as data in both languages of the site."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Bilingual:
    en: str
    es: str

    def text(self, language: str) -> str:
        """Return the Spanish text for any Spanish ("es", "es-us"), else the English one."""
        return self.es if language.partition("-")[0].lower() == "es" else self.en


def read_bilingual(entry: Mapping[str, str]) -> Bilingual:
    """Read {"en": …, "es": …}; raise KeyError when a language is missing."""
    return Bilingual(en=entry["en"], es=entry["es"])
