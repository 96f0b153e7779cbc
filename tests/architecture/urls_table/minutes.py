"""What is said at meetings: action items, the page at the table, minutes, and who is told of decisions."""

from tests.architecture.urls_table.page import (
    EDITORS,
    INSIDERS,
    LEADERS,
    PUBLIC,
    READERS,
    Page,
    done,
    only,
)

# Oak's and Maple's people read of every action; funders read the agenda only.
WITNESSES = LEADERS | {"fay": 404}
# Whoever owes an action closes it, which is Maple's Pia.
OWERS = WITNESSES | {"pia": 200}

KEY = "5b0c8f0e-8a5e-4f5e-9f1c-0d9d3f5b7a11"
ENTRY = {"do": "decide", "text": "We meet on Thursdays.", "key": KEY}

ACTION_ITEMS = [
    Page("action_items", INSIDERS, states=("", "?status=ended", "?status=overdue")),
    Page("action_items_bulk", INSIDERS, states=("?action=move&pk=1",)),
    Page("action_items_put_back", post=done(INSIDERS)),
    Page("partnership_action_items", READERS, of="partnership", states=("", "?status=all")),
    Page("action_item_add", LEADERS, of="partnership"),
    Page("action_item", READERS, of="action_item"),
    Page("action_item_change", WITNESSES, of="action_item"),
    Page("action_item_standing", OWERS, of="action_item"),
    Page("action_item_close", OWERS, of="action_item"),
    Page("action_item_drop", WITNESSES, of="action_item"),
    Page("action_item_reopen", of="closed_action", post=done(OWERS)),
]

MINUTES = [
    # Pia was there and may read the minutes; taking them is for those who lead.
    Page("meeting_table", WITNESSES, of="held_meeting"),
    Page("meeting_entry", of="held_meeting", post=WITNESSES, data=ENTRY),
    Page(
        "minutes_text",
        of="held_meeting",
        post=only("mara", "cole", "bea", vera=403, pia=403),
        data={"text": "We talked about the hall.", "seen": ""},
    ),
    Page("minutes_publish", WITNESSES, of="held_meeting"),
    Page("minutes", READERS, of="minutes"),
    Page("minutes_paper", READERS, of="minutes"),
    Page("minutes_send", WITNESSES, of="minutes", states=("", "?to=all")),
    Page("minutes_link", PUBLIC, kwargs={"secret": "minutes_secret"}, post=PUBLIC),
    Page("decision_tell", EDITORS | {"pia": 404, "bea": 404}, of="decision"),
]
