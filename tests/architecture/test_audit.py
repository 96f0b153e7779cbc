"""A public domain function that writes leaves a line in the history."""

import ast
import re

import pytest

from partners.history import ACCOUNT_WORDS, WORDS
from tests.architecture.source import APPS, modules, tree_of

WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update"}
WITNESSES = {"record", "record_all", "add_row", "change_row"}
# Functions that write and leave no line, each with the reason.
SILENT = {
    "queue_mails": "a mail about a meeting; what makes it is recorded",
    "tell_of_cancellation": "the same; cancelling is recorded",
    "tell_of_change": "the same; the change is recorded",
    "drop_removed_files": "its removal was recorded when somebody asked for it",
    "open_reports": "the clock makes these rows, nobody does",
    "prepare_import": "a draft is nobody's record yet; what is written of it is recorded row by row",
    "keep_revision": "its callers record the change that makes it",
    "store_parts": "its callers record the line that the parts belong to",
    "drop_needless": "its callers record the handing in, of which this is a part",
    "hand_over": "the merge that it is a part of is recorded",
    "drop_parts": "its callers record the line that the parts belong to",
    "scrub_rows": "the erasure that asks for it is recorded",
    "keep_paused_days": "its callers record the pause that changes",
    "make_token": "the invitation that carries the token is recorded",
    "make_shown_token": "the calendar link that carries the token is recorded",
    "touch_session": "a note of the last use, not a change",
    "claim_job": "that a worker took it; what came of it is recorded",
    "note_check": "what a worker found of a draft; what is written of it is recorded row by row",
    "follow_merged_tag": "the merge of the tags is recorded",
    "note_progress": "how far it is, for whoever waits",
    "discard_results": "the clock does it, nobody does",
    "revoke_token": "its callers record what they withdraw",
}
# Modules whose rows are themselves the record of what happened.
SELF_TELLING = {
    "deliveries.py",
    "escalation.py",
    "letters.py",
    "links.py",
    "notices.py",
    "planning.py",
    "settling.py",
    "reminders.py",
    "sent.py",
    "ticks.py",
}
DOMAIN = [path for path in modules() if "domain" in path.parts and path.name not in SELF_TELLING]


def _functions(path) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in tree_of(path).body if isinstance(node, ast.FunctionDef)}


def _names_called(function: ast.FunctionDef) -> set[str]:
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}


def _reach(name: str, functions: dict[str, ast.FunctionDef], seen: set[str]) -> set[str]:
    """Names called by a function and by the functions of its own module that it calls."""
    if name in seen or name not in functions:
        return set()
    called = _names_called(functions[name])
    return called.union(*(_reach(other, functions, seen | {name}) for other in called))


@pytest.mark.parametrize("path", DOMAIN, ids=str)
def test_writing_functions_are_recorded(path):
    functions = _functions(path)
    everywhere = {name for other in DOMAIN for name in _functions(other)}
    unrecorded = []
    for name in functions:
        called = _reach(name, functions, set())
        is_public = not name.startswith("_")
        if is_public and called & WRITES and not called & (WITNESSES | (everywhere - set(functions))):
            unrecorded.append(name)

    assert [name for name in unrecorded if name not in SILENT] == []


def test_history_has_words_for_what_is_written_down():
    actions = {
        match
        for path in modules()
        for match in re.findall(r'(?:action=|: |= )"((?:[a-z_]+)\.(?:[a-z_]+))"', path.read_text())
        if "domain" in path.parts or path.name == "adapter.py"
    }
    of_the_clock = {action for action in actions if action.split(".")[0] in APPS}

    assert sorted(actions - of_the_clock - WORDS.keys() - ACCOUNT_WORDS.keys()) == []
