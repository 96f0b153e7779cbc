"""Texts to begin a mail by hand with, in both languages."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from partners.bilingual import Bilingual, read_bilingual

_FILE = Path(__file__).parent / "data" / "mail_texts.json"


@dataclass(frozen=True)
class MailText:
    """One text that ships; its words are the library's to change before they leave."""

    code: str
    label: Bilingual
    subject: Bilingual
    body: Bilingual


@cache
def shipped_texts() -> tuple[MailText, ...]:
    """Return all of them in the order in which they are offered."""
    return tuple(
        MailText(
            code=entry["code"],
            label=read_bilingual(entry["label"]),
            subject=read_bilingual(entry["subject"]),
            body=Bilingual(**{key: "\n\n".join(parts) for key, parts in entry["body"].items()}),
        )
        for entry in json.loads(_FILE.read_text(encoding="utf-8"))
    )


def find_text(code: str) -> MailText | None:
    return next((text for text in shipped_texts() if text.code == code), None)
