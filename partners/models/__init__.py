from partners.models.audit import AuditEvent
from partners.models.closures import ClosureDay
from partners.models.contacts import ContactEntry, ContactPerson, ContactStaff, KeepInTouch
from partners.models.deliveries import Delivery
from partners.models.handovers import HandoverNote
from partners.models.holds import MailHold
from partners.models.imports import ImportRun
from partners.models.invitations import Invitation
from partners.models.libraries import Library, LibraryMembership
from partners.models.organizations import Category, Organization, OrganizationCategory
from partners.models.partnerships import Member, Partnership
from partners.models.people import Access, Person
from partners.models.reminders import Reminder, ReminderRule, TickLease
from partners.models.tags import OrganizationTag, Tag
from partners.models.thresholds import Threshold
from partners.models.tokens import Token
from partners.models.users import User

__all__ = [
    "Access",
    "AuditEvent",
    "Category",
    "ClosureDay",
    "ContactEntry",
    "ContactPerson",
    "ContactStaff",
    "Delivery",
    "HandoverNote",
    "ImportRun",
    "Invitation",
    "KeepInTouch",
    "Library",
    "LibraryMembership",
    "MailHold",
    "Member",
    "Organization",
    "OrganizationCategory",
    "OrganizationTag",
    "Partnership",
    "Person",
    "Reminder",
    "ReminderRule",
    "Tag",
    "Threshold",
    "TickLease",
    "Token",
    "User",
]
