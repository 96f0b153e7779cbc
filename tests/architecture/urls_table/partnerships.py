"""Partnerships, their worksheets, and the mail that goes out for them."""

from tests.architecture.urls_table.page import (
    EDITORS,
    INSIDERS,
    LEADERS,
    MANAGERS,
    MEMBERS,
    NOT_HERE,
    PUBLIC,
    STAFF,
    Page,
    done,
    only,
)

PARTNERSHIPS = [
    Page("partnerships", INSIDERS),
    Page("partnership_add", EDITORS),
    Page("partnership", MEMBERS, of="partnership"),
    Page("partnership_change", LEADERS, of="partnership"),
    Page("handover", STAFF, of="partnership"),
    Page("handover_change", EDITORS, of="partnership"),
    Page("member_add", EDITORS, of="partnership"),
    Page("member_change", LEADERS, of="member"),
]


# A meeting is open to whoever was asked to it; coordinators and the backbone convene.
ASKED = only("mara", "cole", "vera", "pia", "bea")
CONVENERS = only("mara", "cole", "bea", vera=403, pia=403)
MEETINGS = [
    Page("meetings", MEMBERS, of="partnership"),
    Page("meeting_add", LEADERS, of="partnership"),
    Page("meeting_series_add", LEADERS, of="partnership"),
    Page("meeting", ASKED, of="meeting"),
    Page("meeting_change", CONVENERS, of="meeting"),
    Page("meeting_cancel", CONVENERS, of="meeting"),
    Page("meeting_put_back", of="meeting", post=done(CONVENERS)),
    Page("meeting_invite", CONVENERS, of="meeting", states=("", "?who=all")),
    Page(
        "meeting_invitation_answer",
        only("mara", "cole", "pia", "bea"),
        of="meeting",
        kwargs={"invitation": "meeting_invitation"},
    ),
    Page(
        "meeting_invitation_withdraw",
        of="meeting",
        kwargs={"invitation": "meeting_invitation"},
        post=done(CONVENERS),
    ),
    Page("meeting_paper", ASKED, of="meeting"),
    Page("meeting_calendar", ASKED, of="meeting"),
    Page("attendance", CONVENERS, of="past_meeting"),
    Page("attendance_marks", of="past_meeting", post=CONVENERS),
    Page("attendance_add", of="past_meeting", post=only("mara", "cole", "bea", ok=400, vera=403, pia=403)),
    Page(
        "attendance_dispute",
        only("pia"),
        of="past_meeting",
        kwargs={"row": "attendance"},
    ),
    Page("attendance_settle", of="past_meeting", kwargs={"row": "attendance"}, post=done(CONVENERS)),
    Page("meeting_answer", PUBLIC, kwargs={"secret": "meeting_secret"}, post=PUBLIC),
]


WORKSHEETS = [
    Page("evaluations", STAFF),
    Page("evaluation_add", EDITORS),
    Page("evaluation", STAFF, of="evaluation", post=done(EDITORS)),
    Page("evaluation_cells", of="evaluation", post=EDITORS),
    Page("evaluation_results", STAFF, of="evaluation"),
    Page("evaluation_paper", STAFF, of="evaluation", states=("", "?fill=everyone", "?fill=blank")),
    Page("worksheet_blank", STAFF),
]


MAIL = [
    Page("mail_choices", PUBLIC, kwargs={"secret": "choices_secret"}),
    Page("mail_stop", PUBLIC, kwargs={"secret": "choices_secret"}, post=PUBLIC),
    Page("mail_pause", PUBLIC, kwargs={"secret": "choices_secret"}, post=PUBLIC),
    Page("mail_not_me", PUBLIC, kwargs={"secret": "choices_secret"}, post=PUBLIC),
    # Whether a new one was sent is not told.
    Page("mail_again", kwargs={"secret": "choices_secret"}, post=PUBLIC),
    Page("record_link", PUBLIC, kwargs={"secret": "record_secret"}, post=PUBLIC),
    Page("partnership_write", EDITORS, of="partnership"),
    Page("organization_write", EDITORS, of="organization"),
    Page("mailing", STAFF, of="mailing"),
    Page("person_mail_pauses", EDITORS, of="person"),
    Page("person_mail_resume", of="person", post=done(EDITORS), data={"source": "report_due"}),
    Page("reminder_rule", LEADERS, of="partnership"),
    Page("reminder_rule_follow", of="partnership", post=done(LEADERS), data={"version": "{rule.version}"}),
    Page("reminder_test", of="rule", post=done(only("mara", "cole", "bea", vera=403))),
    Page("library_rules", MANAGERS),
    Page("library_rule", MANAGERS),
    Page("task_done", of="task", post=done(EDITORS)),
    Page("task_reopen", of="task", post=done(EDITORS)),
    Page("delivery_answer", of="delivery", post=done(EDITORS)),
    Page("deliveries", STAFF, states=("", "?state=failed")),
    Page("delivery", STAFF, of="delivery"),
    Page("deliveries_retry", post=done(EDITORS), data={"pk": "{delivery.pk}"}),
    Page("occurrences", STAFF, states=("", "?state=failed", "?state=call&person=pia")),
    Page("organization_occurrences", STAFF, of="organization"),
    Page("partnership_occurrences", STAFF, of="partnership"),
    Page("person_mail_reasons", STAFF, of="person"),
    Page("person_bounces", of="person", post=done(EDITORS), data={"reason": "She changed jobs."}),
    Page("person_works_again", of="person", post=done(EDITORS)),
    Page("settings_mail", MANAGERS),
    # No provider may report before one is named in the settings.
    Page("mail_webhook", NOT_HERE, fixed={"provider": "postmark"}),
    Page("delivery_retry", of="delivery", post=done(EDITORS)),
]
