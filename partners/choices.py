"""Fixed lists of words. Values are stored; labels are shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Language(TextChoices):
    ENGLISH = "en", "English"
    SPANISH = "es", "Español"


class LibraryRole(TextChoices):
    VIEWER = "viewer", _("Viewer")
    COORDINATOR = "coordinator", _("Coordinator")
    MANAGER = "manager", _("Manager")


class AccessRole(TextChoices):
    CONTACT = "contact", _("Contact")
    REPORTER = "reporter", _("Reporter")
    APPROVER = "approver", _("Approver")
    BACKUP = "backup", _("Backup")


class MemberRole(TextChoices):
    PARTNER = "partner", _("Partner")
    CONVENOR = "convenor", _("Convenor")
    BACKBONE = "backbone", _("Backbone")
    STEERING = "steering", _("Steering team")
    FUNDER = "funder", _("Funder")
    SUPPORTER = "supporter", _("Supporter")


class CollaborationState(TextChoices):
    """How far a collaboration strategy is, by the word of whoever leads the partnership."""

    NOT_YET = "not_yet", _("Not yet")
    BEGUN = "begun", _("Begun")
    IN_PLACE = "in_place", _("In place")


class DirectoryStatus(TextChoices):
    """Which part of the directory is shown."""

    MEMBERS = "members", _("In a partnership")
    POSSIBLE = "possible", _("Possible partners")
    ARCHIVED = "archived", _("Archived")


class FilteredList(TextChoices):
    """Lists whose filters can be kept under a name; the value is the name of the list's address."""

    ORGANIZATIONS = "organizations", _("Directory")
    PEOPLE = "people", _("People")
    CONTACTS = "contacts", _("Contact log")
    AGREEMENTS = "agreements", _("Agreements")


class AgreementStatus(TextChoices):
    """What an agreement is on a day; it follows from its dates and is stored nowhere."""

    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent for signature")
    SIGNED = "signed", _("Signed, not begun yet")
    ACTIVE = "active", _("Active")
    EXPIRING = "expiring", _("Ends soon")
    EXPIRED = "expired", _("Expired")
    ENDED = "ended", _("Ended early")


class AgreementTopic(TextChoices):
    """What a good agreement speaks about."""

    OBJECTIVES = "objectives", _("What we want to reach, and how we measure it")
    EXCLUSIVITY = "exclusivity", _("Whether either side may do the same with others")
    RESOURCES = "resources", _("What each side gives: people, rooms, money")
    RESPONSIBILITIES = "responsibilities", _("Who answers for what")
    COMMUNICATION = "communication", _("How we keep each other informed")
    DECISIONS = "decisions", _("How we decide together")
    DISPUTES = "disputes", _("What we do when we disagree")
    DATA_SHARING = "data_sharing", _("Which data we share, and how we protect them")
    ENDING = "ending", _("How it ends, and what is handed back")


class TopicState(TextChoices):
    """How far an agreement speaks about a topic; what nobody has looked at yet has none."""

    NOT_RELEVANT = "not_relevant", _("Not relevant")
    ABSENT = "absent", _("Not in place")
    PARTIAL = "partial", _("Partially in place")
    FULL = "full", _("Fully in place")


class PersonStatus(TextChoices):
    """Which of the people are shown."""

    SIGNS_IN = "signs_in", _("May sign in")
    NO_ADDRESS = "no_address", _("Without an e-mail address")
    BOUNCES = "bounces", _("Mail comes back")
    LEFT = "left", _("Have left")


class PeopleAction(TextChoices):
    """What is done with several people at once; the last ones change them."""

    ADDRESSES = "addresses", _("Show their e-mail addresses")
    EXPORT = "export", _("Take away as a list")
    LEFT = "left", _("Mark as left")


class ContactsAction(TextChoices):
    """What is done with several lines of the contact log at once."""

    EXPORT = "export", _("Take away as a list")
    STAFF_ONLY = "staff_only", _("Let only staff read them")
    REMOVE = "remove", _("Take out of the log")


class BulkAction(TextChoices):
    """What is done to several organizations at once."""

    ADD_TAG = "add_tag", _("Add a tag")
    REMOVE_TAG = "remove_tag", _("Remove a tag")
    SET_OWNER = "set_owner", _("Set the owner")
    EXPORT = "export", _("Take away as a list")
    ARCHIVE = "archive", _("Archive")


class TokenKind(TextChoices):
    INVITATION = "invitation", _("Invitation")
    ACTION = "action", _("Action link")
    UNSUBSCRIBE = "unsubscribe", _("Unsubscribe link")
    FEED = "feed", _("Feed")


class ReminderState(TextChoices):
    PLANNED = "planned", _("Planned")
    QUEUED = "queued", _("Queued")
    SENT = "sent", _("Sent")
    SKIPPED = "skipped", _("Skipped")
    FAILED = "failed", _("Failed")
    MISSED = "missed", _("Missed")


class DeliveryState(TextChoices):
    QUEUED = "queued", _("Queued")
    SENT = "sent", _("Sent")
    SKIPPED = "skipped", _("Skipped")
    FAILED = "failed", _("Failed")


class SkipReason(TextChoices):
    """Why a planned mail did not leave; each is a sentence that staff can pass on."""

    ALREADY_REPORTED = "already_reported", _("Already reported")
    NOT_EXPECTED = "not_expected", _("Nothing is expected any more")
    NO_RECIPIENT = "no_recipient", _("Nobody at the organization has access")
    NO_ADDRESS = "no_address", _("The person has no e-mail address")
    BOUNCED = "bounced", _("Mail to the person's address bounces")
    ACCESS_ENDED = "access_ended", _("The person's access has ended")
    RULE_OFF = "rule_off", _("The rule was switched off")
    OTHER_RULE = "other_rule", _("Another rule holds here now")
    SOMEBODY_ELSE = "somebody_else", _("Somebody else is reminded of it now")
    OPTED_OUT = "opted_out", _("The person does not want mails of this kind")
    PAUSED = "paused", _("Staff paused these reminders for the person")
    MEMBER_PAUSED = "member_paused", _("The organization pauses its membership")
    CALL_INSTEAD = "call_instead", _("A call takes the place of this mail")
    DUE_DAY_CHANGED = "due_day_changed", _("The due day was changed")
    TALKED_SINCE = "talked_since", _("Somebody has talked with them since")
    CONFIRMED_SINCE = "confirmed_since", _("Somebody there has looked at the record since")
    DECIDED_SINCE = "decided_since", _("Somebody has approved or returned it since")
    AGREEMENT_SETTLED = "agreement_settled", _("The agreement was renewed, extended or ended")
    INVITATION_OVER = "invitation_over", _("The invitation was used, replaced or withdrawn")
    TOO_LATE = "too_late", _("It would have come too late")
    MEETING_CANCELLED = "meeting_cancelled", _("The meeting was cancelled")
    MEETING_OVER = "meeting_over", _("The meeting has begun")
    ANSWERED = "answered", _("They have answered")
    NOT_INVITED = "not_invited", _("The person is not invited any more")
    WEEK_FULL = "week_full", _("Waits: the person has had enough mails of this kind this week")


class StopKind(TextChoices):
    """Why mails do not reach a person: their own wish, or a pause that staff made."""

    OPT_OUT = "opt_out", _("Does not want them")
    PAUSE = "pause", _("Paused by staff")


class TaskKind(TextChoices):
    CALL = "call", _("Call somebody")
    NOBODY = "nobody", _("Find somebody to remind")
    NOT_ME = "not_me", _("Find who it is for")
    PAUSE = "pause", _("Decide about a pause")
    BOUNCE = "bounce", _("Find an address that works")
    RECORD = "record", _("Correct a record")
    ATTENDANCE = "attendance", _("Settle who was at a meeting")
    RE_ONBOARD = "re_onboard", _("Welcome a successor")


class BounceKind(TextChoices):
    """What came back instead of an answer."""

    HARD = "hard", _("The address does not exist")
    COMPLAINT = "complaint", _("The person marked it as spam")
    SOFT = "soft", _("Could not be delivered for now")
    NOTED = "noted", _("Noted by staff")


class ContactKind(TextChoices):
    CALL = "call", pgettext_lazy("kind of contact", "Call")
    VISIT = "visit", pgettext_lazy("kind of contact", "Visit")
    MAIL = "mail", pgettext_lazy("kind of contact", "E-mail or letter")
    MEETING = "meeting", pgettext_lazy("kind of contact", "Meeting")
    OTHER = "other", pgettext_lazy("kind of contact", "Something else")


class ContactDirection(TextChoices):
    """Only what went both ways counts as being in touch."""

    TWO_WAY = "two_way", _("Both ways: we talked")
    OUT = "out", _("Only from us to them")
    IN = "in", _("Only from them to us")


class ContactVisibility(TextChoices):
    STAFF = "staff", _("Library staff only")
    PARTNER = "partner", _("Staff and this organization")
    PARTNERS = "partners", _("Staff and all partners in the partnership")


class GroupKind(TextChoices):
    """What a group inside a partnership is for."""

    STEERING = "steering", _("Steering team")
    WORKING = "working", _("Working group")
    TASK_FORCE = "task_force", _("Task force")


class MeetingRepeat(TextChoices):
    """How the meetings of a series follow one another; `partners/meeting_days.py` says on which days."""

    WEEKLY = "weekly", _("Every week, or every so many weeks")
    MONTHLY_WEEKDAY = "monthly_weekday", _("Monthly, on the same weekday: the second Tuesday")
    MONTHLY_LAST = "monthly_last", _("Monthly, on the last such weekday: the last Tuesday")
    MONTHLY_DAY = "monthly_day", _("Monthly, on the same day: the 14th")


class MinutesState(TextChoices):
    NONE = "none", _("Not written yet")
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class MeetingAnswer(TextChoices):
    YES = "yes", pgettext_lazy("answer to an invitation", "Yes")
    NO = "no", pgettext_lazy("answer to an invitation", "No")
    MAYBE = "maybe", pgettext_lazy("answer to an invitation", "Maybe")


class ActionOutcome(TextChoices):
    """How an action item ended."""

    DONE = "done", pgettext_lazy("how an action ended", "Done")
    DROPPED = "dropped", pgettext_lazy("how an action ended", "Dropped")


class ActionStatus(TextChoices):
    """Which of the action items are shown."""

    OPEN = "open", pgettext_lazy("which action items", "Open")
    OVERDUE = "overdue", pgettext_lazy("which action items", "Overdue")
    ENDED = "ended", pgettext_lazy("which action items", "Done or dropped")
    ALL = "all", pgettext_lazy("which action items", "All")


class ActionsAction(TextChoices):
    """What is done with several action items at once."""

    CLOSE = "close", _("Close")
    MOVE = "move", _("Set another day")
    GIVE = "give", _("Give to somebody else")
    EXPORT = "export", _("Take away as a list")


class AttendanceState(TextChoices):
    PRESENT = "present", _("Present")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")


class ImportKind(TextChoices):
    ORGANIZATIONS = "organizations", _("Organizations")
    PEOPLE = "people", _("People")
    FIGURES = "figures", _("Figures")


class ImportState(TextChoices):
    DRAFT = "draft", _("Not written yet")
    WRITTEN = "written", _("Written")
    UNDONE = "undone", _("Undone")


class JobState(TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")
    FAILED = "failed", _("Not done")
