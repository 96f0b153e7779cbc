"""What a line of the table says: an address, and what it answers each of the cast."""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps

from tests.architecture.world import EVERYBODY, World

Answers = dict[str, int]


def answers(default: int, nobody: int = 302, **others: int) -> Answers:
    return {**dict.fromkeys(EVERYBODY, default), "nobody": nobody, **others}


def only(*names: str, ok: int = 200, **others: int) -> Answers:
    """The named ones are let in, strangers are sent to sign in, and for the rest there is no such page."""
    return answers(404, **dict.fromkeys(names, ok), **others)


# Library staff by role: what a colleague may see but not change is refused openly.
STAFF = only("mara", "cole", "vera")


EDITORS = only("mara", "cole", vera=403)


MANAGERS = only("mara", cole=403, vera=403)


# Staff and the organizations of the partnership; Nick's is in another one.
MEMBERS = only("mara", "cole", "vera", "pia", "bea", "fay")


# Who leads the partnership: coordinators and the backbone. The other members look on.
LEADERS = only("mara", "cole", "bea", vera=403, pia=403, fay=403)


# A report is its organization's, the backbone's and the staff's to read.
READERS = only("mara", "cole", "vera", "pia", "bea")


REPORTERS = only("pia", mara=403, cole=403, vera=403, bea=403)


REVIEWERS = only("mara", "cole", "bea", vera=403, pia=403)


# Everybody who has a seat in the library.
INSIDERS = MEMBERS | {"nick": 200}


# The world at large.
PUBLIC = answers(200, nobody=200)


SIGNED_IN = answers(200)


STRANGERS = answers(302, nobody=200)


ON_THE_WAY = answers(302)


NO_FACTOR = answers(404)


NOT_HERE = answers(404, nobody=404)


def done(answers: Answers) -> Answers:
    """What a change that succeeds answers: on to the next page."""
    return {name: 302 if status == 200 else status for name, status in answers.items()}


@dataclass(frozen=True)
class Page:
    """An address. `of` names the row of the world that its pk is; without `get` it is for changes only."""

    name: str
    get: Answers | None = None
    of: str = ""
    post: Answers | None = None
    data: dict[str, str] = field(default_factory=dict)
    kwargs: dict[str, str] = field(default_factory=dict)
    # Other states of the page that look different, as queries.
    states: tuple[str, ...] = ("",)
    # A page without a person's own words: its text comes from the framework.
    is_admin: bool = False
    # What a path names that is no row: a key or a number as it is.
    fixed: dict[str, Any] = field(default_factory=dict)
    # The model whose list or first row an administration page shows.
    model: str = ""

    def typed(self, world: World) -> dict[str, str]:
        """What is posted; braces name rows of the world and their columns."""
        return {key: value.format(**world.here) for key, value in self.data.items()}

    def arguments(self, world: World, *, rows: dict[str, Any] | None = None) -> dict[str, Any]:
        """The parts of its path, for Riverton's rows unless others are given."""
        rows = rows or world.here
        found: dict[str, Any] = dict(self.fixed)
        if self.of:
            found["pk"] = rows[self.of].pk
        for key, noun in self.kwargs.items():
            row = rows[noun]
            found[key] = row if isinstance(row, str) else row.pk
        if self.model and not self.name.endswith(("_changelist", "_add")):
            found["object_id"] = apps.get_model(self.model)._base_manager.order_by("pk").first().pk
        return found
