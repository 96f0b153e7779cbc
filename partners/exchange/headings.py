"""What the headings of a sheet probably mean, in English and Spanish."""

from collections.abc import Mapping, Sequence

from partners.names import name_key

ORGANIZATION_WORDS: dict[str, tuple[str, ...]] = {
    "name": (
        "organization", "organization name", "name of the organization", "organisation", "name", "org",
        "agency", "partner", "company", "group", "organizacion", "nombre", "nombre de la organizacion",
        "entidad", "socio", "institucion", "agencia", "grupo",
    ),
    "categories": (
        "categories", "category", "kind", "type", "sector", "field", "primary category",
        "categorias", "categoria", "tipo", "clase", "ramo",
    ),
    "website": ("website", "web site", "web", "url", "site", "sitio web", "pagina web", "sitio", "pagina"),
    "email": ("e-mail", "email", "mail", "e-mail address", "email address", "correo electronico", "correo"),
    "phone": ("phone", "telephone", "phone number", "tel", "tel.", "telefono", "numero de telefono"),
    "notes": (
        "notes", "note", "comments", "comment", "remarks", "notas", "nota", "comentarios", "observaciones",
    ),
}  # fmt: skip
PERSON_WORDS: dict[str, tuple[str, ...]] = {
    "organization": (
        "organization", "organization name", "organisation", "org", "agency", "partner", "company",
        "organizacion", "nombre de la organizacion", "entidad", "socio", "institucion", "agencia",
    ),
    "name": (
        "name", "full name", "person", "contact", "contact name", "contact person", "nombre",
        "nombre completo", "persona", "contacto", "persona de contacto", "nombre y apellido",
    ),
    "job_title": ("job title", "title", "position", "role", "job", "cargo", "puesto", "titulo", "funcion"),
    "email": ORGANIZATION_WORDS["email"],
    "phone": (*ORGANIZATION_WORDS["phone"], "mobile", "cell", "celular", "movil"),
    "language": ("language", "language of mails", "idioma", "lengua", "idioma de los correos"),
}  # fmt: skip
# Who is to be asked at an organization, in a sheet of organizations.
CONTACT_WORDS = {field: words for field, words in PERSON_WORDS.items() if field != "organization"}
LANGUAGE_WORDS = {
    "en": "en", "english": "en", "ingles": "en",
    "es": "es", "spanish": "es", "espanol": "es", "castellano": "es",
}  # fmt: skip


WHOSE = ("organization", "name")
# Shorter words stand in too many headings by chance.
LEAST_LETTERS = 4


def guess_columns(headers: Sequence[str], words: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return for each field the column whose heading fits best; fields without one are left out.

    A heading that is one of the words goes before one that only has it among others ("Kind of organization").
    """
    keys = [name_key(header).rstrip(":*").strip() for header in headers]
    # "Contact e-mail" is an address and no name: whose something is says less than what it is.
    loosely = sorted(words, key=WHOSE.__contains__)
    found: dict[str, int] = {}
    for fits, fields in ((_is_word, list(words)), (_has_word, loosely)):
        for field in fields:
            places = (place for word in words[field] for place, key in enumerate(keys) if fits(key, word))
            free = [place for place in places if place not in found.values()]
            if field not in found and free:
                found[field] = free[0]
    return found


def _is_word(key: str, word: str) -> bool:
    return key == word


def _has_word(key: str, word: str) -> bool:
    return len(word) >= LEAST_LETTERS and f" {word} " in f" {key} "
