"""Every component in every state, on one page, for people who build pages."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from partners.forms.gallery import SampleFilter, SampleForm
from partners.templatetags.states import STATES

NAV = [
    {"label": label, "url": "#main", "is_current": label == "Partnerships"}
    for label in ("Partnerships", "Directory", "Worksheets", "Reminders", "Settings")
]
COLUMNS = [{"label": "Partner"}, {"label": "Next meeting"}, {"label": "Adults placed", "number": True}]
ROWS = [
    ["Harbor Literacy Council", "March 14, 2027", "128"],
    ["Elm Street School", None, "9"],
    ["Second Harvest Kitchen", "April 2, 2027", "1,040"],
]
TASKS = [
    {
        "label": "Report adults placed with a tutor for October",
        "url": "#tasks",
        "state": "late",
        "due_on": date(2026, 11, 15),
        "minutes": 4,
    },
    {
        "label": "Say whether you come on December 3",
        "url": "#tasks",
        "state": "open",
        "detail": "Meeting at Riverton Library",
    },
    {"label": "Read the agreement", "state": "done"},
]
EVENTS = [
    {
        "at": datetime(2026, 11, 20, 15, 4, tzinfo=UTC),
        "who": "Cole Adams",
        "what": "Target of “Adults placed with a tutor” changed",
        "changes": [{"label": "Target", "before": "120", "after": "150"}],
    },
    {
        "at": datetime(2026, 11, 12, 9, 30, tzinfo=UTC),
        "who": "Pia Lund, from an e-mail",
        "what": "October reported",
        "changes": [{"label": "Adults placed", "before": None, "after": "128"}],
    },
    {"at": datetime(2026, 11, 2, 8, 0, tzinfo=UTC), "who": "", "what": "Reminder sent to Pia Lund"},
]
FACTS = [
    {"label": "Goal", "value": "Adults speak English with confidence"},
    {"label": "Agreement ends", "value": "June 30, 2027"},
    {"label": "Funder", "value": None},
]
DIFFERENCES = [
    {
        "label": "Purpose",
        "theirs": "Small groups for adults who learn English.",
        "yours": "Small groups, led by volunteers, for adults who learn English.",
    },
    {"label": "First day", "theirs": "January 4, 2027", "yours": None},
]
TOLD = [
    {
        "sentence": "Pia Lund handed in a report to review: Maple Homework Club: October 2026.",
        "url": "#notices",
        "at": datetime(2026, 11, 4, 17, 5, tzinfo=UTC),
    },
    {"sentence": "An import is done. Added: 12, changed: 3.", "at": datetime(2026, 11, 2, 8, 0, tzinfo=UTC)},
]
FILES = [
    {"name": "Agreement, signed.pdf", "size": 482_000, "url": "#files"},
    {"name": "A-photo-with-a-very-long-name-from-a-phone-20261104-170523-copy.jpg", "size": 3_100_000}
    | {"url": "#files", "remove_url": "#files"},
]
SAVED = [
    {"label": "Possible, nobody looks after", "url": "#table", "is_current": True, "is_shared": True},
    {"label": "Lend rooms", "url": "#table", "is_current": False, "is_shared": False},
]
TABS = [
    {"label": "Agenda", "url": "#tabs", "is_current": True},
    {"label": "Members", "url": "#tabs", "count": 7},
    {"label": "Meetings", "url": "#tabs", "count": 0},
    {"label": "History", "url": "#tabs"},
]

SECTIONS = [
    {"label": "Overview", "url": "#tabs", "entries": [{"label": "Overview", "url": "#tabs"}]},
    {
        "label": "Plan",
        "url": "#sections",
        "is_current": True,
        "entries": [
            {"label": "Who does what", "url": "#tabs"},
            {"label": "Activities", "url": "#sections", "mark": "page"},
            {"label": "What is missing", "url": "#tabs"},
        ],
    },
    {"label": "Mail", "url": "#tabs", "entries": [{"label": "Reminders", "url": "#tabs"}]},
]


def gallery(request: HttpRequest) -> HttpResponse:
    if not settings.SHOW_GALLERY:
        raise Http404
    return render(request, "gallery.html", samples())


def samples() -> dict:
    return {
        "nav": NAV,
        "crumbs": [
            {"label": "Riverton Library", "url": "#main"},
            {"label": "Partnerships", "url": "#main"},
            {"label": "English for adults"},
        ],
        "states": STATES,
        "scores": [1, 2, 3, 4, 5, None],
        "bands": ["strength", "borderline", "concern", None],
        "sample_form": SampleForm(auto_id="fine_%s", initial={"name": "English for adults"}),
        "wrong_form": SampleForm({"kind": "zzz", "started_on": ""}, auto_id="wrong_%s"),
        "filter_form": SampleFilter(auto_id="filter_%s"),
        "columns": COLUMNS,
        "rows": ROWS,
        "tasks": TASKS,
        "events": EVENTS,
        "told": TOLD,
        "saved_links": SAVED,
        "kept_files": FILES,
        "saved_at": EVENTS[0]["at"],
        "facts": FACTS,
        "answers": [{**fact, "change_url": "#answers"} for fact in FACTS],
        "differences": DIFFERENCES,
        "problems": [
            {"text": "Row 3: “Adults placed” is not a number.", "href": "#table"},
            {"text": "Nothing was stored."},
        ],
        "tabs": TABS,
        "sample_sections": SECTIONS,
        "tones": ["info", "success", "warning", "danger"],
        "words": ["literacy", "adults"],
    }
