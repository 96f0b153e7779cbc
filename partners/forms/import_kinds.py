"""Which checker reads which kind of rows."""

from partners.choices import ImportKind
from partners.forms.import_organizations import OrganizationChecker
from partners.forms.import_people import PersonChecker
from partners.forms.import_rows import RowChecker

CHECKERS: dict[str, type[RowChecker]] = {
    ImportKind.ORGANIZATIONS: OrganizationChecker,
    ImportKind.PEOPLE: PersonChecker,
}
