"""The letters of the matrix, as people write and read them in their own language."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from measurements.choices import RoleKind

_LETTERS = {
    RoleKind.LEAD: pgettext_lazy("letter for Lead", "L"),
    RoleKind.DELIVER: pgettext_lazy("letter for Deliver", "D"),
    RoleKind.SUPPORT: pgettext_lazy("letter for Support", "S"),
    RoleKind.FUND: pgettext_lazy("letter for Fund", "F"),
    RoleKind.ADVISE: pgettext_lazy("letter for Advise", "A"),
}
# What people put between letters.
_BETWEEN = " ,;.+/&-–"


class LettersError(ValueError):
    """Something that is no letter of a role, with a sentence for people."""


def shown_letters(roles: Iterable[str]) -> str:
    """The letters of some roles, always in the order of the key: "L D"."""
    held = set(roles)
    return " ".join(str(letter) for role, letter in _LETTERS.items() if role in held)


def named_roles(roles: Iterable[str]) -> str:
    """The roles in words, for who cannot see the key."""
    held = set(roles)
    return ", ".join(str(role.label) for role in RoleKind if role in held)


def key_of_letters() -> list[tuple[str, str]]:
    """Each letter with its word."""
    return [(str(letter), str(role.label)) for role, letter in _LETTERS.items()]


def read_letters(text: str) -> frozenset[str]:
    """Return the roles that somebody typed, in any order and case. Raises `LettersError`."""
    by_letter = {str(letter).casefold(): role.value for role, letter in _LETTERS.items()}
    typed = [letter for letter in text.casefold() if letter not in _BETWEEN]
    unknown = [letter for letter in typed if letter not in by_letter]
    if unknown:
        raise LettersError(
            _("“%(text)s” has a letter that is no role. Use %(letters)s.")
            % {"text": text[:20], "letters": ", ".join(letter for letter, _word in key_of_letters())}
        )
    return frozenset(by_letter[letter] for letter in typed)
