"""The forty organizations of Riverton's directory; all are invented."""

from partnerships.demo.stories.people import COORDINATOR, MANAGER, Neighbor

_MARA, _COLE = MANAGER.email, COORDINATOR.email

# Learning English
MAPLE = Neighbor(
    "Maple Homework Club",
    ("education", "youth"),
    "Pia Santos",
    "Director",
    "https://maple.example.org",
    "(626) 555-0141",
    owner=_MARA,
)
OAK_HILL = Neighbor(
    "Oak Hill Adult School",
    ("education",),
    "Rosa Quintero",
    "Head of English classes",
    "https://oakhill.example.org",
    "(626) 555-0162",
    owner=_MARA,
)
PARISH = Neighbor("Saint Brigid Parish Hall", ("religious",), "Tom Okafor", "Sexton", owner=_MARA)
WORKFORCE = Neighbor(
    "Riverton Workforce Center",
    ("jobs",),
    "Lena Fischer",
    "Career advisor",
    phone="(626) 555-0118",
    owner=_COLE,
)
FUND = Neighbor("Cedar Valley Fund", ("finance",), "Fay Underhill", "Program officer", owner=_MARA)
REFUGEE = Neighbor(
    "Valley Refugee Welcome Network", ("immigrants", "ethnic"), "Amir Haddad", "Volunteer lead", owner=_COLE
)
SUNRISE = Neighbor("Sunrise Senior Center", ("seniors",), "Ruth Baptiste", owner=_COLE)

# Groceries at the branch
FAIRLANE = Neighbor(
    "Fairlane Market",
    ("businesses",),
    "Hank Pruitt",
    "Store manager",
    "https://fairlane.example.org",
    "(626) 555-0177",
    owner=_COLE,
)
NORTH_SIDE = Neighbor(
    "North Side Neighbors’ Council", ("community_services",), "Yolanda Reyes", "Chair", owner=_COLE
)
PANTRY = Neighbor("Open Pantry of Riverton", ("homeless", "family_services"), "Gil Aronson", owner=_COLE)

# Help for new businesses
SMALL_BUSINESS = Neighbor(
    "City of Riverton Office of Small Business",
    ("economic_development", "government"),
    "Marcus Webb",
    "Business liaison",
    "https://business.example.org",
    owner=_MARA,
)
VENTURE_LAB = Neighbor(
    "Sandhill State University Venture Lab",
    ("education", "economic_development"),
    "Dr. Anjali Rao",
    "Outreach director",
    owner=_MARA,
)
CHAMBER = Neighbor("Riverton Chamber of Commerce", ("businesses",), "Nora Blum", "President", owner=_MARA)
ENTERPRISE = Neighbor("Women’s Enterprise Circle", ("women", "businesses"), "Teresa Vance", owner=_MARA)
CREDIT_UNION = Neighbor("First Orchard Credit Union", ("finance",), "Doug Lindgren", "Branch manager")

# Library nurse
HEALTH = Neighbor(
    "Cedar County Health Department",
    ("health", "government"),
    "Beatriz Molina",
    "Public health nurse supervisor",
    "https://health.example.org",
    "(626) 555-0190",
    owner=_MARA,
)
HARBOR = Neighbor("Harbor Family Services", ("family_services",), "Dana Whitfield", owner=_COLE)
SHELTER = Neighbor("Lantern Street Shelter", ("homeless",), "Curtis Boyd", "Night manager", owner=_COLE)
FIRE = Neighbor("Riverton Fire Department", ("government",), "Capt. Joan Ibarra", "Paramedic program")

# Technology task force
COMPUTER_CLUB = Neighbor("Riverton Computer Club", ("technology",), "Wes Tanaka", "Treasurer", owner=_COLE)
MAKERS = Neighbor("Makers of Mill Street", ("technology", "youth"), "Robin Achterberg", owner=_COLE)
PARENTS = Neighbor("Riverton Schools Parents’ Council", ("education",), "Simone Duval")
BRIGHTWIRE = Neighbor("Brightwire Internet Cooperative", ("technology", "businesses"), "Paul Nakamura")

# Possible partners, looked at with the worksheet
ELM = Neighbor(
    "Elm Street Community Center",
    ("community_services", "seniors"),
    "Grace Mbeki",
    "Center manager",
    phone="(626) 555-0103",
    owner=_MARA,
)
JUNIPER = Neighbor(
    "Juniper Court Residents’ Association",
    ("miscellaneous",),
    "Sam Delgado",
    notes="The courtyard room holds 20 people. No kitchen.",
    owner=_COLE,
)
BARROW = Neighbor("Basket & Barrow Grocers", ("businesses",), "Olive Trent", "Owner")

NEIGHBORS = (
    MAPLE,
    OAK_HILL,
    PARISH,
    WORKFORCE,
    FUND,
    REFUGEE,
    SUNRISE,
    FAIRLANE,
    NORTH_SIDE,
    PANTRY,
    SMALL_BUSINESS,
    VENTURE_LAB,
    CHAMBER,
    ENTERPRISE,
    CREDIT_UNION,
    HEALTH,
    HARBOR,
    SHELTER,
    FIRE,
    COMPUTER_CLUB,
    MAKERS,
    PARENTS,
    BRIGHTWIRE,
    ELM,
    JUNIPER,
    BARROW,
    Neighbor("North County Legal Aid Clinic", ("legal",), "Priya Menon", "Staff attorney", owner=_COLE),
    Neighbor("KRVT Community Radio", ("media",), "Ines Carvalho", "Program host"),
    Neighbor("Second Start Reentry Project", ("ex_offenders", "jobs")),
    Neighbor("Harmony Interfaith Council", ("religious",), "Rev. Alma Whitaker"),
    Neighbor("Pathways Independent Living Center", ("disabilities",), "Noel Garrity", owner=_COLE),
    Neighbor("Centro Cultural El Sol", ("ethnic",), "Martín Echeverría", website="https://elsol.example.org"),
    Neighbor("Eastside Youth League", ("youth",), "Jamal Porter", "Coach"),
    Neighbor("New Roots Immigrant Services", ("immigrants", "legal"), "Wei-Lin Chao"),
    Neighbor("Riverton Garden Society", ("miscellaneous",)),
    Neighbor("Blue Door Women’s Center", ("women", "family_services"), "Shauna O’Leary"),
    Neighbor("Mill Street Clinic", ("health",), "Dr. Peter Novak"),
    Neighbor("Apprentice House", ("jobs", "youth"), "Keisha Barnes"),
    Neighbor("The Riverton Courier", ("media",), "Lou Castellano", "City desk"),
    Neighbor("Retired Teachers’ Association of the Cedar Valley", ("seniors", "education"), "Edith Marsh"),
)

# The library's own words for sorting them.
TAGS = {
    "evening rooms": (PARISH, ELM, JUNIPER, NORTH_SIDE),
    "sends learners": (WORKFORCE, OAK_HILL, HARBOR, REFUGEE),
    "has tutors": (MAPLE, OAK_HILL, ENTERPRISE),
    "tech help": (COMPUTER_CLUB, MAKERS, BRIGHTWIRE),
    "board contact": (CHAMBER, FUND, SMALL_BUSINESS),
}
