"""How each state looks and is called: a shape and words, never color alone."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class State:
    """A tone is one of ok, watch, off, info, none: it picks the color; the icon repeats it as a shape."""

    label: str | Promise
    tone: str
    icon: str = ""

    @cached_property
    def shape(self) -> str:
        return self.icon or SHAPES[self.tone]


SHAPES = {"ok": "check", "watch": "triangle", "off": "cross", "info": "dot", "none": "dash"}

STATES = {
    # a measure against its target
    "on_target": State(_("On target"), "ok"),
    "watch": State(_("Watch"), "watch"),
    "off": State(_("Off target"), "off"),
    "no_target": State(_("No target"), "none"),
    "no_data": State(_("No data"), "none"),
    # a report and its observations
    "expected": State(_("Expected"), "none", "clock"),
    "late": State(_("Late"), "off", "clock"),
    "missing": State(_("Missing"), "off"),
    "contested": State(_("Contested"), "watch"),
    "draft": State(_("Draft"), "none", "pencil"),
    "submitted": State(_("Submitted"), "info"),
    "returned": State(_("Returned"), "watch", "undo"),
    "approved": State(_("Approved"), "ok"),
    "locked": State(_("Locked"), "none", "lock"),
    # a collaboration strategy
    "not_yet": State(_("Not yet"), "none"),
    "begun": State(_("Begun"), "watch"),
    "in_place": State(_("In place"), "ok"),
    # a reminder or a mail
    "planned": State(_("Planned"), "info", "clock"),
    "queued": State(_("Queued"), "info", "clock"),
    "sent": State(_("Sent"), "ok"),
    "skipped": State(_("Skipped"), "none"),
    "failed": State(_("Failed"), "off"),
    "missed": State(_("Missed"), "watch"),
    # an action, a task, an invitation, an agreement
    "open": State(pgettext_lazy("state of a task", "Open"), "info"),
    "done": State(_("Done"), "ok"),
    "dropped": State(pgettext_lazy("how an action ended", "Dropped"), "none"),
    "overdue": State(_("Overdue"), "off", "clock"),
    "active": State(_("Active"), "ok"),
    "paused": State(_("Paused"), "none", "clock"),
    "expiring": State(_("Ends soon"), "watch"),
    "ended": State(_("Ended"), "none"),
    "pending": State(_("Waiting"), "info", "clock"),
    "accepted": State(_("Accepted"), "ok"),
    "expired": State(_("Expired"), "none"),
    "revoked": State(_("Withdrawn"), "none"),
    # a member's signature under the agenda
    "signed": State(_("Signed"), "ok"),
    "unsigned": State(_("Not signed yet"), "watch", "clock"),
    "left": State(_("Has left"), "none"),
    # being in touch with an organization, and which way a contact went
    "in_touch": State(_("In touch"), "ok"),
    "call_soon": State(_("Call soon"), "watch"),
    "call_now": State(_("Call now"), "off"),
    "no_interval": State(_("No interval"), "none"),
    "two_way": State(_("Both ways"), "ok"),
    "out": State(_("From us"), "none", "arrow-right"),
    "in": State(_("From them"), "info", "arrow-left"),
}

BANDS = {
    "strength": State(_("Strength"), "ok"),
    "borderline": State(_("Borderline"), "watch"),
    "concern": State(_("Concern"), "off"),
    "none": State(_("Not rated"), "none"),
}
