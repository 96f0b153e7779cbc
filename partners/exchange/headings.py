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
        "categories", "category", "kind", "type", "primary category",
        "categorias", "categoria", "tipo", "clase",
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
        "name", "full name", "person", "contact", "contact name", "nombre", "nombre completo", "persona",
        "contacto", "nombre y apellido",
    ),
    "job_title": ("job title", "title", "position", "role", "job", "cargo", "puesto", "titulo", "funcion"),
    "email": ORGANIZATION_WORDS["email"],
    "phone": (*ORGANIZATION_WORDS["phone"], "mobile", "cell", "celular", "movil"),
    "language": ("language", "language of mails", "idioma", "lengua", "idioma de los correos"),
}  # fmt: skip
LANGUAGE_WORDS = {
    "en": "en", "english": "en", "ingles": "en",
    "es": "es", "spanish": "es", "espanol": "es", "castellano": "es",
}  # fmt: skip


def guess_columns(headers: Sequence[str], words: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return for each field the column whose heading fits best; fields without one are left out."""
    keys = [name_key(header).rstrip(":*").strip() for header in headers]
    found: dict[str, int] = {}
    for field, known in words.items():
        column = next((keys.index(word) for word in known if word in keys), None)
        if column is not None and column not in found.values():
            found[field] = column
    return found
