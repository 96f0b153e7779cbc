"""Reads a .po file: as much of the format as the project's own file uses."""

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

KEYWORD = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) (".*")')
# Between context and text in a .mo file.
CONTEXT_GLUE = "\x04"


@dataclass
class Entry:
    flags: str = ""
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        context = self.parts.get("msgctxt")
        return self.parts["msgid"] if context is None else context + CONTEXT_GLUE + self.parts["msgid"]

    @property
    def originals(self) -> list[str]:
        return [self.parts[name] for name in ("msgid", "msgid_plural") if name in self.parts]

    @property
    def translations(self) -> list[str]:
        return [text for name, text in self.parts.items() if name.startswith("msgstr")]


def read_entries(path: Path) -> dict[str, Entry]:
    """Every entry but the header, by the key that a .mo file has for it."""
    found: dict[str, Entry] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        entry, name = Entry(), ""
        for line in block.splitlines():
            if match := KEYWORD.fullmatch(line):
                name = match[1]
                entry.parts[name] = ast.literal_eval(match[2])
            elif line.startswith('"'):
                entry.parts[name] += ast.literal_eval(line)
            elif line.startswith("#,"):
                entry.flags += line
        if entry.parts.get("msgid"):
            found[entry.key] = entry
    return found
