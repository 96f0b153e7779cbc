"""Who can sign in to the demo, and what an invented organization is made of."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partners.names import name_key

PASSWORD = "library-demo"  # noqa: S105 - printed on the screen of whoever starts the demo


@dataclass(frozen=True)
class Account:
    """Somebody to sign in as."""

    name: str
    email: str
    what: str | Promise
    language: str = "en"


ADMINISTRATOR = Account(
    "Ada Lindqvist", "ada@example.org", _("Site administrator: makes libraries under /admin/")
)
MANAGER = Account("Mara Ellison", "mara@example.org", _("Manages Riverton City Library"))
COORDINATOR = Account("Cole Navarro", "cole@example.org", _("Coordinates partnerships there"))
VIEWER = Account("Vera Quist", "vera@example.org", _("May look at everything there"))
PARTNER = Account("Pia Santos", "pia@example.org", _("Reports for Maple Homework Club"))
PARTNER_ES = Account(
    "Rosa Quintero", "rosa@example.org", _("Reports for Oak Hill Adult School, in Spanish"), "es"
)
BACKBONE = Account(
    "Beatriz Molina", "bea@example.org", _("Coordinates Library Nurse for Cedar County Health Department")
)
FUNDER = Account("Fay Underhill", "fay@example.org", _("Reads along for the Cedar Valley Fund"))
TWIN_MANAGER = Account(
    "Otto Brandt", "otto@example.org", _("Manages the other library, which sees none of this")
)

ACCOUNTS = (
    ADMINISTRATOR,
    MANAGER,
    COORDINATOR,
    VIEWER,
    PARTNER,
    PARTNER_ES,
    BACKBONE,
    FUNDER,
    TWIN_MANAGER,
)


@dataclass(frozen=True)
class Neighbor:
    """An organization of the directory: its kinds, the first of them primary, and somebody there."""

    name: str
    categories: tuple[str, ...]
    person: str = ""
    job_title: str = ""
    website: str = ""
    phone: str = ""
    notes: str = ""
    # Who looks after it: the account's e-mail, or nobody.
    owner: str = ""

    @property
    def host(self) -> str:
        return f"{_plain(self.name)}.example.org"

    @property
    def email(self) -> str:
        """The address of its person."""
        return f"{_plain(self.person)}@{self.host}" if self.person else ""


def _plain(name: str) -> str:
    """The first word that can stand in an address: no title, no article, no accents."""
    words = [word for word in name_key(name).split() if not word.endswith(".") and word != "the"]
    return "".join(filter(str.isalnum, words[0]))
