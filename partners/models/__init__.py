from partners.models.action_items import ActionItem
from partners.models.agreements import Agreement, AgreementFile, AgreementParty, AgreementPoint
from partners.models.audit import AuditEvent
from partners.models.bounces import Bounce
from partners.models.closures import ClosureDay
from partners.models.collaboration import CollaborationLine
from partners.models.contacts import ContactEntry, ContactPerson, ContactStaff, KeepInTouch
from partners.models.decisions import Decision, DecisionTelling
from partners.models.deliveries import Delivery
from partners.models.email_changes import EmailChange
from partners.models.feeds import CalendarFeed, CalendarFeedPartnership
from partners.models.files import ContactFile
from partners.models.groups import Group, GroupPerson
from partners.models.handovers import HandoverNote
from partners.models.holds import MailHold
from partners.models.imports import ImportRun
from partners.models.invitations import Invitation
from partners.models.jobs import Job, JobPart
from partners.models.libraries import Library, LibraryMembership
from partners.models.links import MailLink
from partners.models.logos import LibraryLogo
from partners.models.mailings import Mailing
from partners.models.meetings import Attendance, Meeting, MeetingInvitation, MeetingSeries
from partners.models.minutes import MinutesReceipt, MinutesVersion
from partners.models.notices import Notice
from partners.models.organizations import Category, Organization, OrganizationCategory
from partners.models.partnerships import HandBack, Member, MemberPause, Partnership
from partners.models.people import Access, Person
from partners.models.reminders import Reminder, ReminderRule, TickLease
from partners.models.saved_filters import SavedFilter
from partners.models.stops import ReminderStop
from partners.models.successions import Succession
from partners.models.tags import OrganizationTag, Tag
from partners.models.tasks import Task
from partners.models.thresholds import Threshold
from partners.models.tokens import Token
from partners.models.users import User

__all__ = [
    "Access",
    "ActionItem",
    "Agreement",
    "AgreementFile",
    "AgreementParty",
    "AgreementPoint",
    "Attendance",
    "AuditEvent",
    "Bounce",
    "CalendarFeed",
    "CalendarFeedPartnership",
    "Category",
    "ClosureDay",
    "CollaborationLine",
    "ContactEntry",
    "ContactFile",
    "ContactPerson",
    "ContactStaff",
    "Decision",
    "DecisionTelling",
    "Delivery",
    "EmailChange",
    "Group",
    "GroupPerson",
    "HandBack",
    "HandoverNote",
    "ImportRun",
    "Invitation",
    "Job",
    "JobPart",
    "KeepInTouch",
    "Library",
    "LibraryLogo",
    "LibraryMembership",
    "MailHold",
    "MailLink",
    "Mailing",
    "Meeting",
    "MeetingInvitation",
    "MeetingSeries",
    "Member",
    "MemberPause",
    "MinutesReceipt",
    "MinutesVersion",
    "Notice",
    "Organization",
    "OrganizationCategory",
    "OrganizationTag",
    "Partnership",
    "Person",
    "Reminder",
    "ReminderRule",
    "ReminderStop",
    "SavedFilter",
    "Succession",
    "Tag",
    "Task",
    "Threshold",
    "TickLease",
    "Token",
    "User",
]
