"""Who can sign in to the demo, and the invented organizations around them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
FUNDER = Account("Fay Underhill", "fay@example.org", _("Reads along for the Cedar Valley Fund"))
TWIN_MANAGER = Account(
    "Otto Brandt", "otto@example.org", _("Manages the other library, which sees none of this")
)

ACCOUNTS = (ADMINISTRATOR, MANAGER, COORDINATOR, VIEWER, PARTNER, PARTNER_ES, FUNDER, TWIN_MANAGER)


@dataclass(frozen=True)
class Neighbor:
    """An organization of the directory: its kinds, the first of them primary, and somebody there."""

    name: str
    categories: tuple[str, ...]
    person: str = ""
    website: str = ""


MAPLE = Neighbor("Maple Homework Club", ("education", "youth"), "Pia Santos", "https://maple.example.org")
OAK_HILL = Neighbor("Oak Hill Adult School", ("education",), "Rosa Quintero", "https://oakhill.example.org")
PARISH = Neighbor("Saint Brigid Parish Hall", ("religious",), "Tom Okafor")
WORKFORCE = Neighbor("Riverton Workforce Center", ("jobs",), "Lena Fischer")
FUND = Neighbor("Cedar Valley Fund", ("finance",), "Fay Underhill")
MEMBERS = (MAPLE, OAK_HILL, PARISH, WORKFORCE)

ELM = Neighbor("Elm Street Community Center", ("community_services", "seniors"), "Grace Mbeki")
JUNIPER = Neighbor("Juniper Court Residents’ Association", ("miscellaneous",), "Sam Delgado")
CANDIDATES = (ELM, JUNIPER)
HARBOR = Neighbor("Harbor Family Services", ("family_services",), "Dana Whitfield")
OTHERS = (
    Neighbor("Riverton Chamber of Commerce", ("businesses",), "Nora Blum"),
    Neighbor("North County Legal Aid Clinic", ("legal",)),
    Neighbor("KRVT Community Radio", ("media",), "Ines Carvalho"),
    HARBOR,
    Neighbor("Valley Refugee Welcome Network", ("immigrants", "ethnic"), "Amir Haddad"),
    Neighbor("Second Start Reentry Project", ("ex_offenders",)),
    Neighbor("Riverton Computer Club", ("technology",), "Wes Tanaka"),
)
