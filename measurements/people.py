"""Whether a measure counts people, so that its small totals are hidden. Pure: no ORM, no clock."""

from measurements.aggregation import Aggregation

# First words of units that are certainly no person. What is not here is taken for one: what is hidden hurts
# nobody.
_WORDS = """
$ bags books boxes cards classes courses days dollars events flyers hours items kits loans materials
meals meetings miles minutes organizations points programs rooms sessions sites usd weeks workshops
bolsas cajas clases comidas cursos días dólares eventos folletos horas libros materiales millas
minutos organizaciones programas puntos reuniones salas semanas sesiones sitios talleres tarjetas
"""
THINGS = frozenset(_WORDS.split())
_ALWAYS = frozenset({Aggregation.UNIQUE, Aggregation.MEAN, Aggregation.PERCENT})


def counts_people(*, aggregation: str, unit: str) -> bool:
    """Tell what to assume of a measure; only sums and stocks of things are known to count no people."""
    first = unit.casefold().split(maxsplit=1)[:1]
    return aggregation in _ALWAYS or not THINGS.intersection(first)
