"""Every address of the project, and what it answers each of the cast. Read a line as: who gets what where."""

from tests.architecture.urls_table.accounts import ACCOUNTS, SITE
from tests.architecture.urls_table.administration import administration
from tests.architecture.urls_table.directory import CONTACTS, DIRECTORY, EXCHANGE, NOTICES, SETTINGS
from tests.architecture.urls_table.measuring import AGENDAS, MEASURES, PLAN
from tests.architecture.urls_table.minutes import ACTION_ITEMS, MINUTES
from tests.architecture.urls_table.page import Page
from tests.architecture.urls_table.partnerships import MAIL, MEETINGS, PARTNERSHIPS, WORKSHEETS

__all__ = ["PAGES", "Page"]

PAGES = [
    *SITE,
    *ACCOUNTS,
    *DIRECTORY,
    *SETTINGS,
    *CONTACTS,
    *NOTICES,
    *EXCHANGE,
    *PARTNERSHIPS,
    *MEETINGS,
    *WORKSHEETS,
    *AGENDAS,
    *MEASURES,
    *PLAN,
    *ACTION_ITEMS,
    *MINUTES,
    *MAIL,
    *administration(),
]
