from partners.models.audit import AuditEvent
from partners.models.deliveries import Delivery
from partners.models.imports import ImportRun
from partners.models.invitations import Invitation
from partners.models.libraries import Library, LibraryMembership
from partners.models.organizations import Category, Organization, OrganizationCategory
from partners.models.partnerships import Member, Partnership
from partners.models.people import Access, Person
from partners.models.reminders import Reminder, ReminderRule, TickLease
from partners.models.thresholds import Threshold
from partners.models.tokens import Token
from partners.models.users import User

__all__ = [
    "Access",
    "AuditEvent",
    "Category",
    "Delivery",
    "ImportRun",
    "Invitation",
    "Library",
    "LibraryMembership",
    "Member",
    "Organization",
    "OrganizationCategory",
    "Partnership",
    "Person",
    "Reminder",
    "ReminderRule",
    "Threshold",
    "TickLease",
    "Token",
    "User",
]
