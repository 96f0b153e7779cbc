"""Which checker reads which kind of rows, and what else a sheet holds."""

from partners.choices import ImportKind
from partners.forms.import_organizations import OrganizationChecker
from partners.forms.import_people import PersonChecker, contact_columns
from partners.forms.import_rows import RowChecker
from partners.models import ImportRun

CHECKERS: dict[str, type[RowChecker]] = {
    ImportKind.ORGANIZATIONS: OrganizationChecker,
    ImportKind.PEOPLE: PersonChecker,
}

LONGEST_HEADING = 40


def contacts_in(run: ImportRun) -> dict[str, int]:
    """The columns of a sheet of organizations that name people; empty for anything else."""
    return contact_columns(run) if run.kind == ImportKind.ORGANIZATIONS else {}


def unused_columns(run: ImportRun) -> list[str]:
    """Headings that nothing is read from."""
    used = {*run.matching.values(), *contacts_in(run).values()}
    return [
        header[:LONGEST_HEADING] for place, header in enumerate(run.headers) if header and place not in used
    ]
