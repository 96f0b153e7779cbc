"""History in words: what an audit event says to people."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from partners.categories import shipped_categories

WORDS = {
    "organization.added": gettext_lazy("Added to the directory"),
    "organization.changed": gettext_lazy("Organization changed"),
    "organization.categorized": gettext_lazy("Categories changed"),
    "organization.confirmed": gettext_lazy("The organization confirmed its record"),
    "organization.archived": gettext_lazy("Archived"),
    "organization.brought_back": gettext_lazy("Brought back from the archive"),
    "library.logo_set": gettext_lazy("Logo changed"),
    "library.logo_removed": gettext_lazy("Logo removed"),
    "organization.owned": gettext_lazy("Owner changed"),
    "organization.tagged": gettext_lazy("Tags changed"),
    "organization.merged": gettext_lazy("Another record was merged into this one"),
    "organization.merged_away": gettext_lazy("Merged into another record: %(subject)s"),
    "job.asked": gettext_lazy("Asked for: %(subject)s"),
    "job.done": gettext_lazy("Done: %(subject)s"),
    "job.failed": gettext_lazy("Not done: %(subject)s"),
    "job.taken": gettext_lazy("File taken: %(subject)s"),
    "tag.added": gettext_lazy("Tag added: %(subject)s"),
    "tag.renamed": gettext_lazy("Tag renamed: %(subject)s"),
    "tag.merged": gettext_lazy("Tags merged: %(subject)s"),
    "tag.removed": gettext_lazy("Tag removed: %(subject)s"),
    "saved_filter.added": gettext_lazy("Filter saved: %(subject)s"),
    "saved_filter.changed": gettext_lazy("Saved filter changed: %(subject)s"),
    "saved_filter.removed": gettext_lazy("Saved filter removed: %(subject)s"),
    "saved_filter.restored": gettext_lazy("Saved filter put back: %(subject)s"),
    "person.left": gettext_lazy("Left the organization: %(subject)s"),
    "person.brought_back": gettext_lazy("Is there again: %(subject)s"),
    "person.removed": gettext_lazy("Person removed: %(subject)s"),
    "person.added": gettext_lazy("Person added: %(subject)s"),
    "person.changed": gettext_lazy("Person changed: %(subject)s"),
    "person.linked": gettext_lazy("Account linked: %(subject)s"),
    "access.granted": gettext_lazy("Access given: %(subject)s"),
    "access.renewed": gettext_lazy("Access given again: %(subject)s"),
    "access.ended_on_leaving": gettext_lazy("Access ended on leaving: %(subject)s"),
    "access.ended": gettext_lazy("Access ended: %(subject)s"),
    "invitation.sent": gettext_lazy("Invited: %(subject)s"),
    "invitation.accepted": gettext_lazy("Invitation accepted: %(subject)s"),
    "invitation.withdrawn": gettext_lazy("Invitation withdrawn: %(subject)s"),
    "member.added": gettext_lazy("Member added: %(subject)s"),
    "member.changed": gettext_lazy("Member changed: %(subject)s"),
    "partnership.started": gettext_lazy("Partnership started"),
    "partnership.changed": gettext_lazy("Partnership changed"),
    "measure.added": gettext_lazy("Measure added: %(subject)s"),
    "measure.changed": gettext_lazy("Measure changed: %(subject)s"),
    "measure.ended": gettext_lazy("Measure ended: %(subject)s"),
    "target.added": gettext_lazy("Target set: %(subject)s"),
    "target.changed": gettext_lazy("Target changed: %(subject)s"),
    "staff_figure.changed": gettext_lazy("Figure worked out by staff changed: %(subject)s"),
    "staff_figure.added": gettext_lazy("Figure worked out by staff: %(subject)s"),
    "agenda.started": gettext_lazy("Draft of the agenda opened"),
    "agenda.changed": gettext_lazy("Draft of the agenda changed"),
    "agenda.discarded": gettext_lazy("Draft of the agenda dropped"),
    "agenda.published": gettext_lazy("Agenda sent for signature: %(subject)s"),
    "agenda.signed": gettext_lazy("Agenda signed: %(subject)s"),
    "agenda.signature_undone": gettext_lazy("Signature taken back: %(subject)s"),
    "forecast.made": gettext_lazy("Forecast made: %(subject)s"),
    "note.written": gettext_lazy("Note written: %(subject)s"),
    "note.changed": gettext_lazy("Note changed: %(subject)s"),
    "goal.added": gettext_lazy("Goal added: %(subject)s"),
    "goal.changed": gettext_lazy("Goal changed: %(subject)s"),
    "goal.closed": gettext_lazy("Goal closed: %(subject)s"),
    "goal.reopened": gettext_lazy("Goal opened again: %(subject)s"),
    "goal.reviewed": gettext_lazy("Goal looked at again: %(subject)s"),
    "goal.moved": gettext_lazy("Goal moved: %(subject)s"),
    "strategy.added": gettext_lazy("Strategy added: %(subject)s"),
    "strategy.changed": gettext_lazy("Strategy changed: %(subject)s"),
    "strategy.removed": gettext_lazy("Strategy removed: %(subject)s"),
    "role.given": gettext_lazy("Role in a goal given: %(subject)s"),
    "role.taken": gettext_lazy("Role in a goal ended: %(subject)s"),
    "decision.recorded": gettext_lazy("Decision written down: %(subject)s"),
    "decision.changed": gettext_lazy("Decision changed: %(subject)s"),
    "decision.linked": gettext_lazy("Goals of a decision changed: %(subject)s"),
    "decision.told": gettext_lazy("Told of a decision: %(subject)s"),
    "action_item.noted": gettext_lazy("Action written down: %(subject)s"),
    "action_item.changed": gettext_lazy("Action changed: %(subject)s"),
    "action_item.standing_said": gettext_lazy("How an action stands was said: %(subject)s"),
    "action_item.done": gettext_lazy("Action done: %(subject)s"),
    "action_item.dropped": gettext_lazy("Action dropped: %(subject)s"),
    "action_item.reopened": gettext_lazy("Action opened again: %(subject)s"),
    "minutes.written": gettext_lazy("Minutes written: %(subject)s"),
    "minutes.published": gettext_lazy("Minutes published: %(subject)s"),
    "minutes.sent": gettext_lazy("Minutes sent: %(subject)s"),
    "minutes.read": gettext_lazy("Minutes read: %(subject)s"),
    "contact.logged": gettext_lazy("Contact logged: %(subject)s"),
    "contact.changed": gettext_lazy("Contact entry changed: %(subject)s"),
    "contact.people_changed": gettext_lazy("Who took part was changed: %(subject)s"),
    "contact.removed": gettext_lazy("Contact entry removed: %(subject)s"),
    "contact.restored": gettext_lazy("Contact entry put back: %(subject)s"),
    "contact.file_added": gettext_lazy("File added: %(subject)s"),
    "contact.file_removed": gettext_lazy("File removed: %(subject)s"),
    "contact.file_restored": gettext_lazy("File put back: %(subject)s"),
    "touch.set": gettext_lazy("Interval to keep in touch set: %(subject)s"),
    "touch.changed": gettext_lazy("Interval to keep in touch changed: %(subject)s"),
    "touch.stopped": gettext_lazy("Interval to keep in touch ended: %(subject)s"),
    "report.opened": gettext_lazy("Report opened: %(subject)s"),
    "report.submitted": gettext_lazy("Handed in: %(subject)s"),
    "report.entered_on_behalf": gettext_lazy("Typed in for the organization: %(subject)s"),
    "dimension.added": gettext_lazy("Breakdown added: %(subject)s"),
    "dimension.changed": gettext_lazy("Breakdown changed: %(subject)s"),
    "breakdown.added": gettext_lazy("Asked by category from now on: %(subject)s"),
    "breakdown.ended": gettext_lazy("No longer asked by category: %(subject)s"),
    "definition.added": gettext_lazy("Counted by a new definition: %(subject)s"),
    "observation.begun": gettext_lazy("Figure begun: %(subject)s"),
    "observation.imported": gettext_lazy("Brought from a sheet: %(subject)s"),
    "observation.drafted": gettext_lazy("Draft saved: %(subject)s"),
    "observation.cleared": gettext_lazy("Draft emptied: %(subject)s"),
    "observation.withdrawn": gettext_lazy("Taken back to change it: %(subject)s"),
    "observation.approved": gettext_lazy("Approved: %(subject)s"),
    "observation.returned": gettext_lazy("Returned: %(subject)s"),
    "observation.reopened": gettext_lazy("Opened again after approval: %(subject)s"),
    "extension.asked": gettext_lazy("More time asked for: %(subject)s"),
    "extension.granted": gettext_lazy("More time given: %(subject)s"),
    "extension.refused": gettext_lazy("More time refused: %(subject)s"),
    "extension.ended": gettext_lazy("More time ended: %(subject)s"),
    "claim.correction": gettext_lazy("Correction asked for: %(subject)s"),
    "claim.contest": gettext_lazy("Figure contested: %(subject)s"),
    "claim.settled": gettext_lazy("Question about a figure settled: %(subject)s"),
    "delivery.answered": gettext_lazy("Marked as answered: %(subject)s"),
    "delivery.unanswered": gettext_lazy("Marked as unanswered: %(subject)s"),
    "mailing.written": gettext_lazy("Mail by hand written: %(subject)s"),
    "mailing.sent": gettext_lazy("Mail by hand sent: %(subject)s"),
    "meeting.added": gettext_lazy("Meeting planned: %(subject)s"),
    "meeting.changed": gettext_lazy("Meeting changed: %(subject)s"),
    "meeting.cancelled": gettext_lazy("Meeting cancelled: %(subject)s"),
    "meeting.put_back": gettext_lazy("Meeting takes place after all: %(subject)s"),
    "meeting_series.added": gettext_lazy("Series of meetings planned: %(subject)s"),
    "meeting_invitation.sent": gettext_lazy("Invited to a meeting: %(subject)s"),
    "meeting_invitation.withdrawn": gettext_lazy("Invitation to a meeting withdrawn: %(subject)s"),
    "meeting_invitation.answered": gettext_lazy("Invitation to a meeting answered: %(subject)s"),
    "attendance.recorded": gettext_lazy("Attendance recorded: %(subject)s"),
    "attendance.changed": gettext_lazy("Attendance changed: %(subject)s"),
    "attendance.removed": gettext_lazy("Attendance taken back: %(subject)s"),
    "attendance.disputed": gettext_lazy("Attendance disputed: %(subject)s"),
    "attendance.settled": gettext_lazy("Attendance settled: %(subject)s"),
    "bounce.recorded": gettext_lazy("A mail came back: %(subject)s"),
    "bounce.noted": gettext_lazy("Noted that mail bounces: %(subject)s"),
    "bounce.stopped_mail": gettext_lazy("No more mail, because it bounces: %(subject)s"),
    "bounce.cleared": gettext_lazy("The address works again: %(subject)s"),
    "reminders.paused": gettext_lazy("Reminders paused: %(subject)s"),
    "reminders.resumed": gettext_lazy("Reminders resumed: %(subject)s"),
    "link.used": gettext_lazy("Answered by the link in a mail: %(subject)s"),
    "link.asked_again": gettext_lazy("Asked for a new link: %(subject)s"),
    "invitation.asked_again": gettext_lazy("Asked for a new invitation: %(subject)s"),
    "courtesies.stopped": gettext_lazy("Courtesies stopped: %(subject)s"),
    "courtesies.resumed": gettext_lazy("Courtesies resumed: %(subject)s"),
    "reminder_rule.renewed": gettext_lazy("Usual days brought up to date: %(subject)s"),
    "reminder_rule.set_aside": gettext_lazy("Reminders as the library's again: %(subject)s"),
    "staff.joined": gettext_lazy("Joined the staff: %(subject)s"),
    "staff.role_changed": gettext_lazy("Role changed: %(subject)s"),
    "staff.removed": gettext_lazy("Removed from the staff: %(subject)s"),
    "goal.roles_set": gettext_lazy("Who does what changed: %(subject)s"),
    "goal.populations_set": gettext_lazy("Whom the goal is for changed: %(subject)s"),
    "population.added": gettext_lazy("Group of people added: %(subject)s"),
    "commitment.added": gettext_lazy("Commitment written down: %(subject)s"),
    "commitment.changed": gettext_lazy("Commitment changed: %(subject)s"),
    "commitment.confirmed": gettext_lazy("Commitment confirmed: %(subject)s"),
    "activity.added": gettext_lazy("Activity planned: %(subject)s"),
    "activity.changed": gettext_lazy("Activity changed: %(subject)s"),
    "activity.helpers_set": gettext_lazy("Who helps with an activity changed: %(subject)s"),
    "session.entered": gettext_lazy("Session entered: %(subject)s"),
    "session.changed": gettext_lazy("Session corrected: %(subject)s"),
    "assignment.made": gettext_lazy("Asked to report: %(subject)s"),
    "assignment.ended": gettext_lazy("No longer asked to report: %(subject)s"),
    "calendar.added": gettext_lazy("Reporting calendar added: %(subject)s"),
    "calendar.changed": gettext_lazy("Reporting calendar changed: %(subject)s"),
    "calendar.ended": gettext_lazy("Reporting calendar ended: %(subject)s"),
    "closure.added": gettext_lazy("Closed day added: %(subject)s"),
    "closure.removed": gettext_lazy("Closed day removed: %(subject)s"),
    "delivery.retried": gettext_lazy("Sent again: %(subject)s"),
    "evaluation.started": gettext_lazy("Worksheet started: %(subject)s"),
    "evaluation.rated": gettext_lazy("Worksheet filled in: %(subject)s"),
    "handover.written": gettext_lazy("Handover note written: %(subject)s"),
    "handover.changed": gettext_lazy("Handover note changed: %(subject)s"),
    "import.started": gettext_lazy("Rows brought: %(subject)s"),
    "import.written": gettext_lazy("Rows written: %(subject)s"),
    "import.undone": gettext_lazy("Import undone: %(subject)s"),
    "library.founded": gettext_lazy("Library founded"),
    "library.changed": gettext_lazy("Settings of the library changed"),
    "mail.held": gettext_lazy("All mail held"),
    "mail.released": gettext_lazy("Mail released"),
    "reminder_rule.added": gettext_lazy("Reminders set: %(subject)s"),
    "reminder_rule.changed": gettext_lazy("Reminders changed: %(subject)s"),
    "task.opened": gettext_lazy("Task put on the list: %(subject)s"),
    "task.finished": gettext_lazy("Task done: %(subject)s"),
    "task.reopened": gettext_lazy("Task opened again: %(subject)s"),
    "threshold.set": gettext_lazy("Threshold changed: %(subject)s"),
}
ACCOUNT_WORDS = {
    "user.joined": gettext_lazy("Account made"),
    "user.changed": gettext_lazy("Account changed"),
    "user.closed": gettext_lazy("Account closed: %(subject)s"),
    "user.reopened": gettext_lazy("Account opened again: %(subject)s"),
    "user.language_chosen": gettext_lazy("Language chosen"),
    "user.password_changed": gettext_lazy("Password changed"),
    "user.sessions_ended": gettext_lazy("Signed out in other places"),
    "user.email_change_asked": gettext_lazy("Another e-mail address asked for"),
    "user.email_change_stopped": gettext_lazy("Change of the e-mail address stopped"),
    "user.email_changed": gettext_lazy("E-mail address changed"),
    "user.factor_added": gettext_lazy("App or passkey for signing in added"),
    "user.factor_removed": gettext_lazy("App or passkey for signing in removed"),
    "user.factor_reset": gettext_lazy("Lost second factor taken away: %(subject)s"),
    "user.recovery_codes_made": gettext_lazy("New recovery codes made"),
}


# What no field of the record is called.
_OWN_WORDS = {
    "categories": gettext_lazy("categories"),
    "tags": gettext_lazy("tags"),
    "file": gettext_lazy("file"),
    "merged": gettext_lazy("merged record"),
    "into": gettext_lazy("merged into"),
    "populations": gettext_lazy("whom it is for"),
    "helpers": gettext_lazy("together with"),
    "reason": gettext_lazy("reason"),
    "goals": gettext_lazy("goals"),
    "recipients": gettext_lazy("recipients"),
    "left_out": gettext_lazy("left out"),
}


def told(events: Iterable[Any]) -> list[dict[str, Any]]:
    """Audit events as the timeline shows them: at, who, what, and changes from and to."""
    return [
        {
            "at": event.at,
            "who": event.actor.get_full_name() if event.actor else "",
            "what": _sentence(event),
            "changes": [
                _change(event.subject_type, name, before, after)
                for name, (before, after) in event.changes.items()
            ],
        }
        for event in events
    ]


def _sentence(event: Any) -> str:
    words = WORDS.get(event.action) or ACCOUNT_WORDS.get(event.action)
    if words is None:
        words = event.action.replace(".", " ").replace("_", " ").capitalize() + ": %(subject)s"
    return str(words) % {"subject": event.subject_label}


def _change(subject_type: str, name: str, before: Any, after: Any) -> dict[str, Any]:
    field = _field(subject_type, name)
    label = str(field.verbose_name) if hasattr(field, "verbose_name") else name.replace("_", " ")
    if field is None or name == "categories":
        label = str(_OWN_WORDS.get(name, label))
    return {
        "label": label[:1].upper() + label[1:],
        "before": _shown(field, name, before),
        "after": _shown(field, name, after),
    }


def _field(subject_type: str, name: str) -> Any:
    try:
        return apps.get_model(subject_type)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None


def _shown(field: Any, name: str, value: Any) -> str | None:
    if value is None or value == "":
        return None
    if name == "categories" and isinstance(value, list):
        labels = {category.code: category.label for category in shipped_categories()}
        language = get_language() or "en"
        return ", ".join(labels[code].text(language) if code in labels else str(code) for code in value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if type(field) is models.DateField:
        return date_format(date.fromisoformat(value))
    choices = dict(getattr(field, "flatchoices", ()) or ())
    return str(choices.get(value, value))
