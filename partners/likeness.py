"""Which records may be the same organization: by name, website, e-mail or phone."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import combinations
from urllib.parse import urlsplit

from partners.names import name_key

# Words that two spellings of one name often differ by.
FILLERS = frozenset(
    {"a", "an", "and", "at", "de", "del", "el", "for", "in", "inc", "incorporated"}
    | {"la", "las", "llc", "los", "ltd", "of", "on", "the", "y"}
)
PHONE_DIGITS = 10
SHORTEST_PHONE = 7
CLOSE = 0.88
# A word that so many names hold says nothing, and looking at every pair would take too long.
LARGEST_GROUP = 25
# Sites where many organizations have a page each.
SHARED_HOSTS = frozenset(
    {"facebook.com", "instagram.com", "linkedin.com", "linktr.ee", "meetup.com", "sites.google.com"}
    | {"twitter.com", "x.com", "youtube.com"}
)
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Card:
    """What is known about one record."""

    pk: int
    name: str
    website: str = ""
    email: str = ""
    phone: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        found = _WORD.findall(name_key(self.name))
        return tuple(word for word in found if word not in FILLERS) or tuple(found)

    @cached_property
    def contacts(self) -> set[tuple[str, str]]:
        """Kind and value of each way to reach it: host, e-mail, phone."""
        ways = {
            ("website", _host(self.website)),
            ("email", self.email.casefold()),
            ("phone", _phone(self.phone)),
        }
        return {(kind, value) for kind, value in ways if value}


def alike(one: Card, other: Card) -> set[str]:
    """What the two share: website, email, phone, name; empty when nothing."""
    shared = {kind for kind, _value in one.contacts & other.contacts}
    return shared | {"name"} if _same_name(one.words, other.words) else shared


def pairs(cards: Iterable[Card], *, limit: int) -> list[tuple[Card, Card, set[str]]]:
    """Likely duplicates, those that share most first; only records that share a key are compared."""
    groups: dict[tuple[str, str], list[Card]] = defaultdict(list)
    for card in cards:
        for key in _keys(card):
            groups[key].append(card)
    seen: dict[tuple[int, int], tuple[Card, Card, set[str]]] = {}
    for group in groups.values():
        for one, other in combinations(group if len(group) <= LARGEST_GROUP else (), 2):
            if (one.pk, other.pk) not in seen:
                seen[one.pk, other.pk] = one, other, alike(one, other)
    found = [pair for pair in seen.values() if pair[2]]
    return sorted(found, key=lambda pair: (-len(pair[2]), name_key(pair[0].name)))[:limit]


def _keys(card: Card) -> Iterator[tuple[str, str]]:
    yield from sorted(card.contacts)
    yield "name", " ".join(sorted(card.words))
    for word in sorted(set(card.words)):
        yield "word", word


def _same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not one or not other:
        return False
    first, second = " ".join(sorted(one)), " ".join(sorted(other))
    if _DIGITS.findall(first) != _DIGITS.findall(second):
        return False
    if first == second:
        return True
    matcher = SequenceMatcher(None, " ".join(one), " ".join(other))
    # The quick ones are never below the real one.
    return min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= CLOSE and matcher.ratio() >= CLOSE


def _host(website: str) -> str:
    try:
        parts = urlsplit(website)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""
    return host + parts.path.rstrip("/").casefold() if host in SHARED_HOSTS else host


def _phone(phone: str) -> str:
    digits = "".join(_DIGITS.findall(phone))[-PHONE_DIGITS:]
    return digits if len(digits) >= SHORTEST_PHONE else ""
