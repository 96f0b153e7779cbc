"""What people are told about reports on the pages of the library."""

from django.utils.translation import gettext_lazy

from partners.notices import NoticeKind

REPORT_HANDED_IN, REPORT_APPROVED = "report_handed_in", "report_approved"
REPORT_RETURNED = "report_returned"
EXTENSION_ASKED, EXTENSION_GRANTED = "extension_asked", "extension_granted"
PARTS_ACCEPTED = "parts_accepted"
CLAIM_MADE, CLAIM_SETTLED = "claim_made", "claim_settled"

KINDS = (
    NoticeKind(
        REPORT_HANDED_IN, gettext_lazy("%(by)s handed in a report to review: %(name)s."), "report_review"
    ),
    NoticeKind(REPORT_APPROVED, gettext_lazy("%(by)s approved figures of your report: %(name)s."), "report"),
    NoticeKind(
        REPORT_RETURNED,
        gettext_lazy("%(by)s sent your report back for another look: %(name)s."),
        "report",
    ),
    NoticeKind(EXTENSION_ASKED, gettext_lazy("%(by)s asks for more time: %(name)s."), "report_review"),
    NoticeKind(EXTENSION_GRANTED, gettext_lazy("%(by)s gave you more time: %(name)s."), "report"),
    NoticeKind(
        PARTS_ACCEPTED,
        gettext_lazy("%(by)s accepts that parts do not add up in your report: %(name)s."),
        "report",
    ),
    NoticeKind(CLAIM_MADE, gettext_lazy("%(by)s says that a figure is not right: %(name)s."), "figure"),
    NoticeKind(CLAIM_SETTLED, gettext_lazy("%(by)s answered about a figure: %(name)s."), "figure"),
)
