"""The people every access test asks: each at a real desk, in two libraries that hold the same names."""

from dataclasses import dataclass
from types import SimpleNamespace

from partners.access import Scope
from partners.choices import AccessRole, LibraryRole, MemberRole
from partners.models import Library, Organization, Partnership, User
from tests import make

PERSONAS = ("mara", "cole", "vera", "otto", "pia", "bea", "nick", "fay", "nobody")


@dataclass(frozen=True)
class Persona:
    name: str
    user: User

    @property
    def scope(self) -> Scope:
        return Scope.of(self.user)


@dataclass(frozen=True)
class Setting:
    """One library with its partnership and organizations."""

    library: Library
    partnership: Partnership
    maple: Organization
    oak: Organization
    backbone: Organization
    funder: Organization


def build_cast() -> SimpleNamespace:
    """Riverton with its whole cast, and a twin library of the same names that Otto manages."""
    riverton, twin = _setting("riverton"), _setting("twin")
    other = make.make_partnership(riverton.library, name="Ready for Work")
    elm = make.make_organization(riverton.library, name="Elm Street Center")
    make.make_member(other, elm)
    people = {
        "mara": _staff(riverton.library, "mara", LibraryRole.MANAGER),
        "cole": _staff(riverton.library, "cole", LibraryRole.COORDINATOR),
        "vera": _staff(riverton.library, "vera", LibraryRole.VIEWER),
        "otto": _staff(twin.library, "otto", LibraryRole.MANAGER),
        "pia": _partner(riverton.maple, "pia", AccessRole.REPORTER),
        "bea": _partner(riverton.backbone, "bea", AccessRole.REPORTER),
        "nick": _partner(elm, "nick", AccessRole.REPORTER),
        "fay": _partner(riverton.funder, "fay", AccessRole.CONTACT),
    }
    cast = SimpleNamespace(**{name: Persona(name, user) for name, user in people.items()})
    cast.riverton, cast.twin, cast.other_partnership, cast.elm = riverton, twin, other, elm
    return cast


def _setting(slug: str) -> Setting:
    library = make.make_library(slug=slug)
    partnership = make.make_partnership(library)
    maple = make.make_organization(library, name="Maple Homework Club")
    oak = make.make_organization(library, name="Oak Hill Adult School")
    backbone = make.make_organization(library, name="Valley Learning Network")
    funder = make.make_organization(library, name="Cedar Valley Fund")
    make.make_member(partnership, maple)
    make.make_member(partnership, oak)
    make.make_member(partnership, backbone, role=MemberRole.BACKBONE)
    make.make_member(partnership, funder, role=MemberRole.FUNDER)
    return Setting(library, partnership, maple, oak, backbone, funder)


def _staff(library: Library, name: str, role: str) -> User:
    user = make.make_user(f"{name}@example.org", name=name.title())
    make.make_staff(library, user, role=role)
    return user


def _partner(organization: Organization, name: str, role: str) -> User:
    user = make.make_user(f"{name}@example.org", name=name.title())
    person = make.make_person(organization, name=name.title(), email=user.email, user=user)
    make.make_access(person, role=role)
    return user
