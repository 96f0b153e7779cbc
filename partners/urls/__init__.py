"""Addresses of this app, by noun."""

from partners.urls import (
    account,
    agreements,
    directory,
    library,
    lists,
    mail,
    mailbox,
    meetings,
    members,
    partnerships,
)

MODULES = (account, agreements, directory, library, lists, mail, mailbox, meetings, members, partnerships)
urlpatterns = [pattern for module in MODULES for pattern in module.urlpatterns]
