"""What a mail by hand says to one of its readers."""

from partners.models import Mailing, Person
from partners.placeholders import fill, first_name

MAILING = "mailing"


def words_for(mailing: Mailing, person: Person) -> tuple[str, str]:
    """Subject and body as this person reads them."""
    subject, body = mailing.text_in(person.language)
    values = {
        "first_name": first_name(person.name),
        "name": person.name,
        "organization": person.organization.name,
        "library": mailing.library.name,
        "sender": mailing.written_by.get_full_name(),
    }
    if mailing.partnership is not None:
        values["partnership"] = mailing.partnership.name
    return fill(subject, values), fill(body, values)
